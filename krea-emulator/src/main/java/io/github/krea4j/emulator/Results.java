package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the results of jobs: files of the right kind, listed in the right shape. */
final class Results {
  private static final double USUAL_SECONDS = 5;
  private static final int LONGEST_CAPTION = 300;

  private final MediaStore media;
  private final MediaInputs inputs;

  Results(MediaStore media, MediaInputs inputs) {
    this.media = media;
    this.inputs = inputs;
  }

  /** The result that a generation will have. */
  JsonNode of(Call call) {
    Optional<JsonNode> scripted = scripted(call.script());
    if (scripted.isPresent()) {
      return scripted.get();
    }
    MediaKind kind = MediaKind.madeBy(call.operation());
    ObjectNode result = Json.object();
    ArrayNode urls = result.putArray("urls");
    Integer count = call.script().outputCount();
    boolean typed =
        kind == MediaKind.GLB || call.script().resultShape() == Script.ResultShape.TYPED;
    if (typed) {
      urls.addObject().put("type", "preview").put("url", add(MediaKind.PNG, call, 0).toString());
      urls.addObject().put("type", "model").put("url", add(MediaKind.GLB, call, 0).toString());
    } else {
      for (int i = 0; i < (count == null ? 1 : count); i++) {
        urls.add(add(kind, call, i).toString());
      }
    }
    return result;
  }

  /** The result that the script demands, whatever the request. */
  static Optional<JsonNode> scripted(Script.Settings script) {
    String json = script.resultJson();
    if (json != null) {
      return Optional.of(Json.parse(json));
    }
    return script.resultShape() == Script.ResultShape.EMPTY
        ? Optional.of(Json.object())
        : Optional.empty();
  }

  /** Puts up one file that fits the request; it is drawn when it is fetched. */
  URI add(MediaKind kind, Call call, int number) {
    String caption = caption(call) + (number == 0 ? "" : " #" + (number + 1));
    JsonNode schema = call.operation().jsonBody().orElseGet(Json::object);
    Optional<String> source = inputs.picture(call).map(url -> URI.create(url).getPath());
    return media.add(
        kind,
        Drawings.of(
            kind,
            PictureSize.askedFor(call.body(), schema),
            caption,
            call.body().path("duration").asDouble(USUAL_SECONDS),
            () -> source.flatMap(inputs::bytes)),
        call.request());
  }

  /** Takes down the files of a result. */
  void remove(JsonNode result) {
    for (String url : urls(result.path("urls"))) {
      try {
        media.remove(URI.create(url));
      } catch (IllegalArgumentException e) {
        // A script's own result: there is no file of ours behind it.
      }
    }
  }

  /** The URLs in {@code result.urls}, in whichever of its shapes. */
  static List<String> urls(JsonNode node) {
    List<String> urls = new ArrayList<>();
    if (node.isTextual()) {
      urls.add(node.textValue());
    } else if (node.isObject() && node.path("url").isTextual()) {
      urls.add(node.path("url").textValue());
    } else {
      node.forEach(child -> urls.addAll(urls(child)));
    }
    return urls;
  }

  /** What the request is about, in a few words: more of it would only be held for nothing. */
  static String caption(Call call) {
    String prompt = call.body().path("prompt").asText();
    String text = prompt.isEmpty() ? call.operation().model().orElse("Krea") : prompt;
    return text.length() <= LONGEST_CAPTION ? text : text.substring(0, LONGEST_CAPTION);
  }
}
