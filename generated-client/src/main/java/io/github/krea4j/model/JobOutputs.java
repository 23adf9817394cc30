package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      JsonObject object = value.getAsJsonObject();
      String own = name == null ? Job.text(object.get("name")) : name;
      add(Job.text(object.get("url")), own, Job.text(object.get("type")));
    } else {
      add(value.getAsString(), name, null);
    }
  }

  private void add(@Nullable String url, @Nullable String name, @Nullable String type) {
    if (url != null && !url.isBlank()) {
      outputs.add(new JobOutput(uri(url), Optional.ofNullable(name), Optional.ofNullable(type)));
    }
  }

  /** A URL with characters that a URI must not have is kept: they are percent-encoded. */
  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return URI.create(encoded(url));
    }
  }

  private static String encoded(String url) {
    StringBuilder text = new StringBuilder();
    for (byte octet : url.strip().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~:/?@!$&'()*+,;=".indexOf(c) >= 0;
      if (legal) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
