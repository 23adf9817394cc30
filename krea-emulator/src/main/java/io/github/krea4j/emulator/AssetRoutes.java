package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Dimension;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads: taking them in, showing, listing and deleting them. */
final class AssetRoutes {
  private static final int LARGEST = 75 * 1024 * 1024;

  private final MediaStore media;
  private final InstantSource clock;
  private final boolean borderRepeats;
  private final Ticks ticks = new Ticks();
  private final Map<String, Page.Item> assets = new ConcurrentHashMap<>();

  AssetRoutes(MediaStore media, InstantSource clock, boolean borderRepeats) {
    this.media = media;
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
    byte[] content = file.content();
    Instant uploaded = ticks.next(clock.instant());
    ObjectNode asset =
        Json.object()
            .put("id", UUID.randomUUID().toString())
            .put("image_url", media.add(kind.get(), () -> content).toString())
            .put("uploaded_at", Json.time(uploaded));
    Optional<Dimension> size =
        kind.get().folder().equals("images") ? Picture.sizeOf(content) : Optional.empty();
    size.ifPresentOrElse(
        pixels -> asset.put("width", pixels.width).put("height", pixels.height),
        () -> asset.putNull("width").putNull("height"));
    asset.put("size_bytes", content.length).put("mime_type", kind.get().contentType());
    call.part("description").ifPresent(text -> asset.put("description", text.text()));
    assets.put(asset.path("id").asText(), new Page.Item(uploaded, asset));
    return Reply.ok(asset);
  }

  private Reply list(Call call) {
    List<Page.Item> items = new ArrayList<>(assets.values());
    return Page.of(items, call, borderRepeats);
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
    media.remove(URI.create(asset.json().path("image_url").asText()));
    return Reply.ok(Json.object().put("success", true).put("message", "Asset deleted"));
  }
}
