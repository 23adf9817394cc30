package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.JsonAdapter;
import io.github.krea4j.internal.json.JobAdapter;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.internal.json.Timestamps;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
@JsonAdapter(JobAdapter.class)
public final class Job {
  private final JsonObject raw;
  private final String id;
  private final String rawStatus;
  private final JobStatus status;
  private final List<JobOutput> outputs;

  private Job(JsonObject raw) {
    this.raw = raw;
    this.id = Objects.requireNonNullElse(text(raw.get("job_id")), "");
    this.rawStatus = Objects.requireNonNullElse(text(raw.get("status")), "");
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
    JsonElement tree;
    try {
      tree = JsonValues.parse(json);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("not a job: the text is not JSON", e);
    }
    if (!tree.isJsonObject()) {
      throw new IllegalArgumentException("not a job: the text is JSON, but not an object");
    }
    Job job = new Job(tree.getAsJsonObject());
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
    return Optional.ofNullable(Timestamps.parse(raw.get("created_at")));
  }

  /** {@return when the job ended; empty while it runs} */
  public Optional<Instant> completedAt() {
    return Optional.ofNullable(Timestamps.parse(raw.get("completed_at")));
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
    return JobErrors.of(raw, result(), outputs.isEmpty());
  }

  /** {@return the whole object as the service sent it, as a copy} */
  public JsonObject raw() {
    return raw.deepCopy();
  }

  private JsonObject result() {
    JsonElement result = raw.get("result");
    return result != null && result.isJsonObject() ? result.getAsJsonObject() : new JsonObject();
  }

  static @Nullable String text(@Nullable JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  /** {@return whether both are the same state of the same job, to the last member} */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Job that && raw.equals(that.raw);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + rawStatus.hashCode();
  }

  /** {@return id, state and number of outputs} */
  @Override
  public String toString() {
    return "Job{id=" + id + ", status=" + rawStatus + ", outputs=" + outputs.size() + "}";
  }
}
