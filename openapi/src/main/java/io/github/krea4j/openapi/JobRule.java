package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Struct;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Recognises the service's jobs, for which the client has types of its own: an object that requires
 * {@code job_id} and {@code status}. What else a job holds, and which statuses there are, changes
 * nothing in the generated code.
 */
final class JobRule {
  static final String JOB = "Job";
  static final String STATUS = "JobStatus";

  private static final int FEWEST_STATUSES = 3;

  private final Set<String> statuses = new HashSet<>();

  JobRule(Collection<Operation> operations) {
    operations.forEach(operation -> operation.answer().json().ifPresent(this::collectStatuses));
  }

  static boolean isJob(Schema schema) {
    return schema.shape() instanceof Struct struct
        && requires(struct, "job_id")
        && requires(struct, "status");
  }

  /** Whether these are the statuses of a job, give or take some that one place has alone. */
  boolean isStatus(Choice choice) {
    Set<String> values = new HashSet<>();
    choice.values().forEach(value -> values.add(value.asText()));
    return values.size() >= FEWEST_STATUSES
        && statuses.size() >= FEWEST_STATUSES
        && (statuses.containsAll(values) || values.containsAll(statuses));
  }

  private static boolean requires(Struct struct, String field) {
    return struct.find(field).filter(Property::required).isPresent();
  }

  private void collectStatuses(Schema schema) {
    Schema innermost = schema.innermost();
    if (!(innermost.shape() instanceof Struct struct)) {
      return;
    }
    if (isJob(innermost)) {
      struct
          .find("status")
          .map(property -> property.schema().shape())
          .filter(Choice.class::isInstance)
          .map(Choice.class::cast)
          .ifPresent(choice -> choice.values().forEach(value -> statuses.add(value.asText())));
    } else {
      struct.properties().values().forEach(property -> collectStatuses(property.schema()));
    }
  }
}
