package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.JsonAdapter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job as the service described it at one moment, wherever it did: after a submit, when polled, in
 * a list or in a webhook.
 *
 * <p>Immutable and safe for use by several threads. Nothing the service sends is refused: unknown
 * states, unknown members, nulls, odd ids and dates are read as far as they go, and {@link #raw()}
 * holds them all.
 */
@JsonAdapter(ResponseAdapterFactory.class)
public final class Job extends ResponseModel {
  private final String id;
  private final String rawStatus;
  private final JobStatus status;
  private final List<JobOutput> outputs;

  Job(JsonObject json) {
    super(json);
    this.id = optional("job_id", TEXT).orElse("");
    this.rawStatus = optional("status", TEXT).orElse("");
    this.status = JobStatus.of(rawStatus);
    this.outputs = JobOutputs.of(result());
  }

  /**
   * {@return the job that an object describes} What the object lacks is absent, the id too.
   *
   * @param json the object; not kept
   */
  public static Job of(JsonObject json) {
    return new Job(json.deepCopy());
  }

  /**
   * {@return the job that a JSON text describes}
   *
   * @param json the text
   * @throws IllegalArgumentException if it is no JSON object or holds no job id
   */
  public static Job parse(String json) {
    Job job = new Job(object("a job", json));
    if (job.id.isEmpty()) {
      throw new IllegalArgumentException("not a job: the object has no job_id");
    }
    return job;
  }

  /** {@return the id by which the service knows the job, usually a UUID; empty if it sent none} */
  public String id() {
    return id;
  }

  /** {@return the state; {@link JobStatus#UNKNOWN} for one that this library does not know} */
  public JobStatus status() {
    return status;
  }

  /** {@return the state as the service wrote it; empty if it sent none} */
  public String rawStatus() {
    return rawStatus;
  }

  /** {@return when the service took the job} */
  public Optional<Instant> createdAt() {
    return optional("created_at", TIME);
  }

  /** {@return when the job ended; empty while it runs} */
  public Optional<Instant> completedAt() {
    return optional("completed_at", TIME);
  }

  /**
   * {@return the files made so far, in the service's order} Before the job has completed these may
   * be previews; a completed job without any was refused silently.
   */
  public List<JobOutput> outputs() {
    return outputs;
  }

  /** {@return the URLs of {@link #outputs()}} */
  public List<URI> urls() {
    return outputs.stream().map(JobOutput::url).collect(Collectors.toUnmodifiableList());
  }

  /** {@return the id of the style that a training job made} */
  public Optional<String> styleId() {
    return Optional.ofNullable(text(result().get("style_id"))).filter(style -> !style.isEmpty());
  }

  /** {@return what went wrong, from wherever the service put it; a failed job may have none} */
  public Optional<JobError> error() {
    return JobErrors.of(json, result(), outputs.isEmpty());
  }

  private JsonObject result() {
    JsonElement result = json.get("result");
    return result != null && result.isJsonObject() ? result.getAsJsonObject() : new JsonObject();
  }

  static @Nullable String text(@Nullable JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  /** {@return id, state and number of outputs} */
  @Override
  public String toString() {
    return "Job{id=" + id + ", status=" + rawStatus + ", outputs=" + outputs.size() + "}";
  }
}
