package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Operation.Encoding;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the generation endpoints from the rest of the service by rule: a POST to a fixed path of
 * three or more segments, below a first segment that takes no other method.
 */
final class GenerationEndpoints {
  private final Set<String> resources;

  GenerationEndpoints(Collection<Operation> operations) {
    resources =
        operations.stream()
            .filter(operation -> !operation.method().equals("POST"))
            .map(operation -> first(operation))
            .collect(Collectors.toSet());
  }

  boolean contains(Operation operation) {
    return operation.method().equals("POST")
        && operation.segments().size() >= 3
        && operation.segments().stream().noneMatch(Operation::isPlaceholder)
        && !resources.contains(first(operation))
        && operation.body().map(body -> body.encoding() == Encoding.JSON).orElse(true);
  }

  private static String first(Operation operation) {
    return operation.segments().isEmpty() ? "" : operation.segments().get(0);
  }
}
