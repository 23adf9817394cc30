package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what went wrong with a job in the places where the service has been seen to put it. */
final class JobErrors {
  private JobErrors() {}

  static Optional<JobError> of(JsonObject job, JsonObject result, boolean withoutOutputs) {
    return Stream.of(
            read(job.get("error")),
            read(result.get("error")),
            withoutOutputs ? text(result.get("message")) : Optional.<JobError>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** An error is an object with a code and perhaps a message, or a mere text. */
  private static Optional<JobError> read(@Nullable JsonElement error) {
    return error != null && error.isJsonObject()
        ? present(new JobError(error.getAsJsonObject()))
        : text(error);
  }

  private static Optional<JobError> text(@Nullable JsonElement message) {
    JsonObject error = new JsonObject();
    if (message != null && message.isJsonPrimitive()) {
      error.add("message", message);
    }
    return present(new JobError(error));
  }

  private static Optional<JobError> present(JobError error) {
    return error.code().isEmpty() && error.message().isEmpty()
        ? Optional.empty()
        : Optional.of(error);
  }
}
