package io.github.krea4j.errors;

import com.google.gson.JsonParser;
import io.github.krea4j.model.Job;
import org.jspecify.annotations.Nullable;

/** A job ended without a result. The job is known: {@link #job()} holds all the service said. */
public class JobException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final String json;
  private transient @Nullable Job job;

  /** Creates a failure of a job that ended in a way which has no class of its own. */
  public JobException(Job job, String message) {
    super(message, null);
    this.json = job.raw().toString();
    this.job = job;
  }

  /** Returns the job as last seen. */
  public Job job() {
    Job known = job;
    if (known == null) { // after deserialization
      known = Job.of(JsonParser.parseString(json).getAsJsonObject());
      job = known;
    }
    return known;
  }
}
