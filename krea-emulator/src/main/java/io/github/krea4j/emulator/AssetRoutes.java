package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Dimension;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Uploads: taking them in, showing, listing and deleting them. */
final class AssetRoutes {
  private static final int LARGEST = 75 * 1024 * 1024;

  private final MediaStore media;
  private final InstantSource clock;
  private final boolean borderRepeats;
  private final Ticks ticks = new Ticks();
  private final Kept<String, Page.Item> assets;

  /**
   * Creates the routes.
   *
   * @param capacity bytes of uploads that are held; older ones are gone
   */
  AssetRoutes(MediaStore media, InstantSource clock, boolean borderRepeats, long capacity) {
    this.media = media;
    this.assets = new Kept<>(capacity, AssetRoutes::size, this::removeFile);
    this.clock = clock;
    this.borderRepeats = borderRepeats;
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "POST /assets", this::upload,
        "GET /assets", this::list,
        "GET /assets/{}", this::get,
        "DELETE /assets/{}", this::delete);
  }

  void clear() {
    assets.clear();
  }

  private Reply upload(Call call) {
    // The document requires the part: a request without it does not come here.
    Multipart.Part file = call.part("file").orElseThrow();
    Optional<MediaKind> kind = file.contentType().flatMap(MediaKind::ofContentType);
    if (file.fileName().filter(name -> !name.isEmpty()).isEmpty()) {
      return Reply.error(400, "file: must be sent with a file name");
    }
    if (kind.isEmpty()) {
      return Reply.error(
          400, "file: Invalid file type " + file.contentType().orElse("(no Content-Type)"));
    }
    if (file.size() == 0) {
      return Reply.error(400, "file: is empty");
    }
    if (file.size() > LARGEST) {
      return Reply.error(400, "file: Invalid file size, the maximum is 75MB");
    }
    ByteBuffer content = held(file.content(), call.request().rawBody().length);
    Instant uploaded = ticks.next(clock.instant());
    ObjectNode asset =
        Json.object()
            .put("id", UUID.randomUUID().toString())
            .put("image_url", media.add(kind.get(), content, call.request()).toString())
            .put("uploaded_at", Json.time(uploaded));
    Optional<Dimension> size =
        kind.get().folder().equals("images") ? Picture.sizeOf(content) : Optional.empty();
    size.ifPresentOrElse(
        pixels -> asset.put("width", pixels.width).put("height", pixels.height),
        () -> asset.putNull("width").putNull("height"));
    asset.put("size_bytes", content.remaining()).put("mime_type", kind.get().contentType());
    call.part("description").ifPresent(text -> asset.put("description", text.text()));
    assets.put(asset.path("id").asText(), new Page.Item(uploaded, asset));
    return Reply.ok(asset);
  }

  private Reply list(Call call) {
    return Page.of(assets.values(), call, borderRepeats);
  }

  private Reply get(Call call) {
    Page.Item asset = assets.get(call.id());
    return asset == null ? Reply.notFound("Asset") : Reply.ok(asset.json());
  }

  private Reply delete(Call call) {
    Page.Item asset = assets.remove(call.id());
    if (asset == null) {
      return Reply.notFound("Asset");
    }
    removeFile(asset);
    return Reply.ok(Json.object().put("success", true).put("message", "Asset deleted"));
  }

  private void removeFile(Page.Item asset) {
    media.remove(URI.create(asset.json().path("image_url").asText()));
  }

  /** A view of the body where the file is most of it; it would hold the rest in memory else. */
  static ByteBuffer held(ByteBuffer content, int bodyLength) {
    if (content.remaining() > bodyLength / 2) {
      return content;
    }
    return ByteBuffer.allocate(content.remaining())
        .put(content.duplicate())
        .flip()
        .asReadOnlyBuffer();
  }

  private static long size(Page.Item asset) {
    return Capacity.KIBIBYTE
        + asset.json().path("size_bytes").asLong()
        + asset.json().path("description").asText().length();
  }
}
