package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
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
        .filter(input -> !isUsable(input.getValue(), call.request()))
        .findFirst()
        .map(input -> Reply.error(422, input.getKey() + ": Invalid asset URL"));
  }

  /** The URL of the first input that is an uploaded picture; the file can be gone later. */
  Optional<String> picture(Call call) {
    Map<String, String> urls = new LinkedHashMap<>();
    collect("", call.body(), urls);
    return urls.values().stream()
        .filter(
            url ->
                media
                    .find(url, call.request())
                    .filter(medium -> medium.kind().folder().equals("images"))
                    .isPresent())
        .findFirst();
  }

  /** The bytes of such a picture, if they are still there. */
  Optional<ByteBuffer> bytes(String path) {
    return media.find(path).map(Medium::upload);
  }

  private boolean isUsable(String url, RecordedRequest request) {
    return media.isOwn(url, request) ? media.find(url, request).isPresent() : !ownOnly;
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
