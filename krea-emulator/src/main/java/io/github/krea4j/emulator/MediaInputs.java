package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The URLs in a request's body, by field. */
final class MediaInputs {
  /** A URL and nothing else: a prompt that only mentions one is not meant. */
  private static final Pattern URL = Pattern.compile("https?://\\S+");

  private final MediaStore media;
  private final boolean ownOnly;

  /**
   * Creates the check.
   *
   * @param ownOnly whether files on other hosts are refused
   */
  MediaInputs(MediaStore media, boolean ownOnly) {
    this.media = media;
    this.ownOnly = ownOnly;
  }

  /** The refusal of a request whose inputs cannot be had. */
  Optional<Reply> refusal(Call call) {
    Map<String, String> urls = new LinkedHashMap<>();
    collect("", call.body(), urls);
    if (!urls.isEmpty() && call.request().header("X-Api-Zero-Data-Retention").isPresent()) {
      return Optional.of(
          Reply.error(422, "Zero data retention requires external asset inputs to be data URIs."));
    }
    return urls.entrySet().stream()
        .filter(input -> !isUsable(input.getValue()))
        .findFirst()
        .map(input -> Reply.error(422, input.getKey() + ": Invalid asset URL"));
  }

  /** The first input that is an uploaded picture. */
  Optional<byte[]> picture(JsonNode body) {
    Map<String, String> urls = new LinkedHashMap<>();
    collect("", body, urls);
    return urls.values().stream()
        .flatMap(url -> find(url).stream())
        .filter(medium -> medium.contentType().startsWith("image/"))
        .map(MediaStore.Medium::bytes)
        .findFirst();
  }

  private boolean isUsable(String url) {
    return media.isOwn(url) ? find(url).isPresent() : !ownOnly;
  }

  private Optional<MediaStore.Medium> find(String url) {
    try {
      return media.find(URI.create(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void collect(String path, JsonNode node, Map<String, String> urls) {
    if (node.isTextual()) {
      // Data URIs can be many megabytes long: only what starts like a URL is matched.
      if (node.textValue().startsWith("http") && URL.matcher(node.textValue()).matches()) {
        urls.put(path, node.textValue());
      }
    } else if (node.isObject()) {
      node.fields()
          .forEachRemaining(field -> collect(child(path, field.getKey()), field.getValue(), urls));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(child(path, String.valueOf(i)), node.get(i), urls);
      }
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
