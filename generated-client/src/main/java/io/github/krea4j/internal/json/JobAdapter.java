package io.github.krea4j.internal.json;

import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.model.Job;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a job from whatever object the service sent, and writes it back the same. */
public final class JobAdapter extends TypeAdapter<Job> {
  private static final TypeAdapter<JsonElement> TREES =
      JsonValues.GSON.getAdapter(JsonElement.class);

  /** Called by Gson. */
  public JobAdapter() {}

  @Override
  public void write(JsonWriter out, @Nullable Job job) throws IOException {
    if (job == null) {
      out.nullValue();
    } else {
      JsonValues.write(out, job.raw());
    }
  }

  @Override
  public @Nullable Job read(JsonReader in) throws IOException {
    JsonElement tree = TREES.read(in);
    return tree.isJsonObject() ? Job.of(tree.getAsJsonObject()) : null;
  }
}
