package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code result.urls}, which has three shapes: a list of URLs; a list of {@code {type, url}}
 * (3D); an object of output names, each with a URL or a list of them (node apps).
 */
final class JobOutputs {
  private final List<JobOutput> outputs = new ArrayList<>();

  private JobOutputs() {}

  static List<JobOutput> of(JsonObject result) {
    JobOutputs reader = new JobOutputs();
    JsonElement urls = result.get("urls");
    if (urls != null && urls.isJsonObject() && !isOutput(urls.getAsJsonObject())) {
      for (Map.Entry<String, JsonElement> named : urls.getAsJsonObject().entrySet()) {
        reader.add(named.getValue(), named.getKey());
      }
    } else {
      reader.add(urls == null ? result.get("url") : urls, null);
    }
    return List.copyOf(reader.outputs);
  }

  /** Tells {@code {type, url}} from an object of output names, one of which may be "url". */
  private static boolean isOutput(JsonObject object) {
    String type = Job.text(object.get("type"));
    return object.has("url") && type != null && !type.contains(":");
  }

  private void add(@Nullable JsonElement value, @Nullable String name) {
    if (value == null || value.isJsonNull()) {
      return;
    }
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(item -> add(item, name));
    } else if (value.isJsonObject()) {
      add(value.getAsJsonObject(), name);
    } else {
      JsonObject output = new JsonObject();
      output.add("url", value);
      add(output, name);
    }
  }

  private void add(JsonObject output, @Nullable String name) {
    if (Uris.read(Job.text(output.get("url"))) == null) {
      return;
    }
    JsonObject named = output;
    if (name != null) {
      named = output.deepCopy();
      named.addProperty("name", name);
    }
    outputs.add(new JobOutput(named));
  }
}
