package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the results of jobs: files of the right kind, listed in the right shape. */
final class Results {
  private static final double USUAL_SECONDS = 5;

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
    return media.add(kind, file(kind, call, number));
  }

  private Supplier<byte[]> file(MediaKind kind, Call call, int number) {
    JsonNode body = call.body();
    JsonNode schema = call.operation().jsonBody().orElseGet(Json::object);
    PictureSize size = PictureSize.askedFor(body, schema);
    String caption = caption(call) + (number == 0 ? "" : " #" + (number + 1));
    return switch (kind) {
      case MP4 -> {
        double seconds = body.path("duration").asDouble(USUAL_SECONDS);
        // The picture inside is small: what matters is the file.
        PictureSize frame = size.within(640);
        yield () -> Mp4.still(Picture.jpeg(frame, caption, inputs.picture(body)), frame, seconds);
      }
      case WAV -> () -> Wav.tone(1);
      case GLB -> Glb::triangle;
      default -> () -> Picture.png(size, caption, inputs.picture(body));
    };
  }

  private static String caption(Call call) {
    String prompt = call.body().path("prompt").asText();
    return prompt.isEmpty() ? call.operation().model().orElse("Krea") : prompt;
  }
}
