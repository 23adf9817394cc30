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
            withoutOutputs
                ? error(null, Job.text(result.get("message")))
                : Optional.<JobError>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** An error is an object with a code and perhaps a message, or a mere text. */
  private static Optional<JobError> read(@Nullable JsonElement error) {
    if (error != null && error.isJsonObject()) {
      JsonObject object = error.getAsJsonObject();
      return error(Job.text(object.get("code")), Job.text(object.get("message")));
    }
    return error(null, Job.text(error));
  }

  private static Optional<JobError> error(@Nullable String code, @Nullable String message) {
    JobError error = new JobError(present(code), present(message));
    return error.code().isEmpty() && error.message().isEmpty()
        ? Optional.empty()
        : Optional.of(error);
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isBlank());
  }
}
