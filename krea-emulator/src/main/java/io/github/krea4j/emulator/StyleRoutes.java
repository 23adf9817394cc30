package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Styles: training, searching, changing and sharing them. */
final class StyleRoutes {
  /** A style of the caller's own that is there from the start. */
  static final String SAMPLE_ID = "sample-style";

  /** A style of the service's own, which nobody else may change or share. */
  static final String OFFICIAL_ID = "krea-style";

  private static final String OWNER_ID = UUID.nameUUIDFromBytes(new byte[] {1}).toString();

  private final InstantSource clock;
  private final Submissions submissions;
  private final boolean borderRepeats;
  private final URI webSite;
  private final Ticks ticks = new Ticks();
  private final Random random = new Random();

  /** The two of the start, which stay. */
  private final Map<String, Style> given = new HashMap<>();

  private final Kept<String, Style> styles;

  private static final class Style {
    private final Instant key;
    private final boolean own;
    private final ObjectNode json;
    private final long cost;
    private boolean hasLink;
    private boolean shared;

    Style(Instant key, boolean own, ObjectNode json) {
      this.key = key;
      this.own = own;
      this.json = json;
      this.cost = Capacity.KIBIBYTE + json.toString().length();
    }
  }

  /**
   * Creates the routes.
   *
   * @param webSite where share links point to
   * @param capacity bytes of trained styles that are held; older ones are gone
   */
  StyleRoutes(
      InstantSource clock,
      Submissions submissions,
      boolean borderRepeats,
      URI webSite,
      long capacity) {
    this.clock = clock;
    this.submissions = submissions;
    this.borderRepeats = borderRepeats;
    this.webSite = webSite;
    this.styles = new Kept<>(capacity, style -> style.cost, style -> {});
    clear();
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "POST /styles/train", this::train,
        "GET /styles", this::list,
        "GET /styles/{}", this::get,
        "PATCH /styles/{}", this::update,
        "GET /styles/{}/share/link", this::link,
        "POST /styles/{}/share/workspace", this::share,
        "DELETE /styles/{}/share/workspace", this::unshare);
  }

  /** Leaves only the two styles of the start. */
  synchronized void clear() {
    styles.clear();
    given.clear();
    add(OFFICIAL_ID, "Krea style", "flux_dev", false, Json.MAPPER.createArrayNode());
    add(SAMPLE_ID, "Sample style", "flux_dev", true, Json.MAPPER.createArrayNode());
  }

  private Reply train(Call call) {
    JsonNode body = call.body();
    String id = shortId();
    JsonNode result =
        Results.scripted(call.script()).orElseGet(() -> Json.object().put("style_id", id));
    String name = body.path("name").asText();
    String model = body.path("model").asText("flux_dev");
    String urls = body.path("urls").toString();
    Runnable onCompleted = () -> add(id, name, model, true, Json.parse(urls));
    return submissions.submit(call, "loraTraining", result, onCompleted, Reply::ok);
  }

  private synchronized Reply list(Call call) {
    List<Page.Item> items = new ArrayList<>();
    List<Style> all = new ArrayList<>(given.values());
    all.addAll(styles.values());
    for (Style style : all) {
      if (matches(style, call)) {
        items.add(new Page.Item(style.key, style.json.deepCopy()));
      }
    }
    return Page.of(items, call, borderRepeats);
  }

  private static boolean matches(Style style, Call call) {
    Optional<String> ids = call.parameter("ids");
    if (ids.isPresent()
        && !List.of(ids.get().split(",", -1)).contains(style.json.path("id").asText())) {
      return false;
    }
    if (call.parameter("liked").filter("true"::equals).isPresent()) {
      return false;
    }
    Optional<String> user = call.parameter("user");
    if (user.isPresent() && !user.get().equals(style.json.at("/owner/id").asText())) {
      return false;
    }
    Optional<String> model = call.parameter("model");
    if (model.isPresent() && !model.get().equals(style.json.at("/models/0").asText())) {
      return false;
    }
    return switch (call.parameter("filter").orElse("all")) {
      case "all" -> true;
      case "user" -> style.own;
      case "krea" -> !style.own;
      case "shared" -> style.shared;
      case "public" -> style.json.path("public").asBoolean();
      default -> false;
    };
  }

  private synchronized Reply get(Call call) {
    Style style = find(call.id());
    return style == null ? Reply.notFound("Style") : Reply.ok(style.json);
  }

  private synchronized Reply update(Call call) {
    Style style = find(call.id());
    if (style == null || !style.own) {
      return Reply.notFound("Style");
    }
    boolean changed = false;
    for (String field : List.of("public", "urls", "title", "cover_url")) {
      JsonNode value = call.body().path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        style.json.set(field, value);
        changed = true;
      }
    }
    return changed ? Reply.ok(style.json) : Reply.error(400, "No valid fields to update");
  }

  /** A GET that creates: 201 for the first caller, 200 for those after. */
  private synchronized Reply link(Call call) {
    Style style = find(call.id());
    if (style == null || !style.own) {
      return Reply.notFound("Style");
    }
    boolean isNew = !style.hasLink;
    style.hasLink = true;
    return Reply.json(
        isNew ? 201 : 200,
        Json.object()
            .put("share_link", webSite.resolve("/styles/share/" + call.id()).toString())
            .put("is_new", isNew));
  }

  private synchronized Reply share(Call call) {
    Style style = find(call.id());
    if (style == null) {
      return Reply.notFound("Style");
    }
    if (!style.own) {
      return Reply.error(403, "You do not own this style");
    }
    style.shared = true;
    ObjectNode body = Json.object().put("success", true).put("style_id", call.id());
    body.putObject("workspace")
        .put("id", "emulator-workspace")
        .put("name", "Emulator")
        .put("is_default", true);
    return Reply.ok(body);
  }

  private synchronized Reply unshare(Call call) {
    Style style = find(call.id());
    if (style != null && !style.own) {
      return Reply.error(403, "You do not own this style");
    }
    if (style == null || !style.shared) {
      return Reply.error(404, "Style not found or not shared with this workspace");
    }
    style.shared = false;
    return Reply.ok(Json.object().put("success", true));
  }

  private synchronized void add(
      String id, String title, String model, boolean own, JsonNode pictures) {
    Instant key = ticks.next(clock.instant());
    ObjectNode json = Json.object().put("id", id).put("title", title);
    ArrayNode urls = json.putArray("urls");
    pictures.forEach(urls::add);
    json.put("public", !own).putNull("cover_url").put("prompt", "");
    json.putArray("models").add(model);
    if (own) {
      json.putObject("owner").put("id", OWNER_ID).put("name", "emulator").putNull("avatar_url");
    } else {
      json.putNull("owner");
    }
    json.put("like_count", 0).put("created_at", Json.time(key));
    Style style = new Style(key, own, json);
    if (id.equals(OFFICIAL_ID) || id.equals(SAMPLE_ID)) {
      given.put(id, style);
    } else {
      styles.put(id, style);
    }
  }

  private @Nullable Style find(String id) {
    Style style = given.get(id);
    return style != null ? style : styles.get(id);
  }

  /** Trained styles have short ids, no UUIDs. */
  private String shortId() {
    return Long.toString(random.nextLong(1L << 40, 1L << 46), 36);
  }
}
