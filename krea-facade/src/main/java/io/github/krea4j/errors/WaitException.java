package io.github.krea4j.errors;

import com.google.gson.JsonParser;
import io.github.krea4j.model.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before its job did. The job itself runs on and is billed; it can be waited for again
 * by its id, in another process too.
 */
public class WaitException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final String jobId;
  private final @Nullable String json;
  private transient @Nullable Job lastJob;

  /** Creates a failure of a wait that ended in a way which has no class of its own. */
  public WaitException(
      String jobId, @Nullable Job lastJob, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.jobId = jobId;
    this.json = lastJob == null ? null : lastJob.raw().toString();
    this.lastJob = lastJob;
  }

  /** Returns the id of the job waited for. */
  public String jobId() {
    return jobId;
  }

  /** Returns the job's last known state; empty if none was ever seen. */
  public Optional<Job> lastJob() {
    if (lastJob == null && json != null) { // after deserialization
      lastJob = Job.of(JsonParser.parseString(json).getAsJsonObject());
    }
    return Optional.ofNullable(lastJob);
  }

  /** Returns the last known state as half a sentence. */
  static String lastSeen(@Nullable Job lastJob) {
    return lastJob == null ? "never seen" : "last seen as " + lastJob.rawStatus();
  }

  /** Returns what becomes of the job and how to go on. */
  static String outlook(String jobId) {
    return "The job runs on and is billed: wait again with jobs().await(\""
        + jobId
        + "\"), or stop it with jobs().cancel(\""
        + jobId
        + "\").";
  }
}
