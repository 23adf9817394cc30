package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the emulator how to behave: for everything ({@link KreaEmulator#script()}) or for one
 * operation ({@link KreaEmulator#script(String)}). What one operation's script leaves open the
 * general one decides.
 *
 * <pre>{@code
 * emulator.script("video/google/veo-2")
 *     .states("queued", "scheduled", "processing", "completed")
 *     .duration(Duration.ofMinutes(2));
 * emulator.script().replyOnce(Reply.edgeError(502));
 * }</pre>
 *
 * <p>Settings about jobs hold for jobs submitted afterwards. Safe for use by several threads.
 */
public final class Script {
  private static final List<String> USUAL_STATES =
      List.of("queued", "processing", "sampling", Timeline.COMPLETED);

  private @Nullable List<String> states;
  private @Nullable Duration duration;
  private final Map<String, Duration> stateDurations = new LinkedHashMap<>();
  private @Nullable Failure failure;
  private @Nullable ResultShape resultShape;
  private @Nullable Integer outputCount;
  private @Nullable String resultJson;
  private final Deque<Reply> nextReplies = new ArrayDeque<>();
  private @Nullable Reply reply;
  private @Nullable Duration latency;
  private @Nullable Map<String, String> deprecation;

  Script() {}

  /**
   * The states of a job from its start to its end, for example {@code "scheduled", "processing",
   * "completed"}. Any text is taken, so that states which do not exist yet can be tried. A job
   * whose last state is not completed, failed or cancelled stays in it for ever.
   */
  public synchronized Script states(String... states) {
    if (states.length == 0) {
      throw new IllegalArgumentException("Give at least one state");
    }
    this.states = List.of(states);
    return this;
  }

  /** How long a job takes until its last state, spread evenly over the states before it. */
  public synchronized Script duration(Duration duration) {
    this.duration = requireNotNegative(duration);
    return this;
  }

  /** How long one state holds; states without a duration share the rest evenly. */
  public synchronized Script stateDuration(String state, Duration duration) {
    stateDurations.put(state, requireNotNegative(duration));
    return this;
  }

  /** Jobs fail, with this code and message in {@code error}. */
  public synchronized Script fail(String code, String message) {
    failure = new Failure(code, message, false);
    return this;
  }

  /** Jobs fail, with this code and message in {@code result.error}, an older place for it. */
  public synchronized Script failInsideResult(String code, String message) {
    failure = new Failure(code, message, true);
    return this;
  }

  /** Jobs fail and do not say why. */
  public synchronized Script failSilently() {
    failure = new Failure(null, null, false);
    return this;
  }

  /** Jobs complete with {@code "result": {}}, as after a silent refusal of the content. */
  public synchronized Script emptyResult() {
    resultShape = ResultShape.EMPTY;
    return this;
  }

  /** Jobs complete with an array of {@code {type, url}}: a preview first, then the 3D model. */
  public synchronized Script modelAndPreview() {
    resultShape = ResultShape.TYPED;
    return this;
  }

  /** Jobs complete with that many media. One by default. */
  public synchronized Script outputs(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("A job cannot have " + count + " outputs");
    }
    outputCount = count;
    return this;
  }

  /** Jobs complete with exactly this JSON as their {@code result}, be it an object or null. */
  public synchronized Script result(String json) {
    JsonNode result = Json.parse(json);
    if (!result.isObject() && !result.isNull()) {
      throw new IllegalArgumentException("A result is a JSON object or null, not " + json);
    }
    resultJson = json;
    return this;
  }

  /** Every request gets this reply from now on. */
  public synchronized Script reply(Reply reply) {
    this.reply = reply;
    return this;
  }

  /** The next requests get these replies, one each; those after them are served as usual. */
  public synchronized Script replyOnce(Reply... replies) {
    nextReplies.addAll(Arrays.asList(replies));
    return this;
  }

  /** Every answer waits that long, in real time. */
  public synchronized Script latency(Duration latency) {
    this.latency = requireNotNegative(latency);
    return this;
  }

  /** Successful answers carry {@code Deprecation}, {@code Sunset} and {@code Link} headers. */
  public synchronized Script deprecated(LocalDate sunset, URI link) {
    deprecation =
        Map.of(
            "Deprecation",
            "true",
            "Sunset",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                sunset.atTime(LocalTime.MIDNIGHT).atOffset(ZoneOffset.UTC)),
            "Link",
            "<" + link + ">; rel=\"deprecation\"; type=\"text/html\"");
    return this;
  }

  /** Forgets everything that was said. */
  public synchronized Script reset() {
    states = null;
    duration = null;
    stateDurations.clear();
    failure = null;
    resultShape = null;
    outputCount = null;
    resultJson = null;
    nextReplies.clear();
    reply = null;
    latency = null;
    deprecation = null;
    return this;
  }

  /** Takes the reply that was put up for this request, if any. */
  synchronized Optional<Reply> takeReply() {
    Reply next = nextReplies.poll();
    return Optional.ofNullable(next != null ? next : reply);
  }

  /** What holds for one request: this script, and where it is silent the general one. */
  Settings over(Script general) {
    // One lock at a time: two scripts never wait for each other.
    Settings wide = general.settings();
    Settings own = settings();
    Map<String, Duration> durations = new LinkedHashMap<>(wide.stateDurations);
    durations.putAll(own.stateDurations);
    return new Settings(
        or(own.states, wide.states),
        or(own.duration, wide.duration),
        durations,
        or(own.failure, wide.failure),
        or(own.resultShape, wide.resultShape),
        or(own.outputCount, wide.outputCount),
        or(own.resultJson, wide.resultJson),
        or(own.latency, wide.latency),
        or(own.deprecation, wide.deprecation));
  }

  synchronized Settings settings() {
    return new Settings(
        states,
        duration,
        new LinkedHashMap<>(stateDurations),
        failure,
        resultShape,
        outputCount,
        resultJson,
        latency,
        deprecation);
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }

  private static Duration requireNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A duration cannot be negative: " + duration);
    }
    return duration;
  }

  /** Where {@code result.urls} differs from an array of strings. */
  enum ResultShape {
    EMPTY,
    TYPED
  }

  record Failure(@Nullable String code, @Nullable String message, boolean insideResult) {
    /** The error object, if the failure says anything at all. */
    Optional<ObjectNode> error() {
      return code == null
          ? Optional.empty()
          : Optional.of(Json.object().put("code", code).put("message", message));
    }
  }

  /** A snapshot of the scripts that hold for one request. */
  record Settings(
      @Nullable List<String> states,
      @Nullable Duration duration,
      Map<String, Duration> stateDurations,
      @Nullable Failure failure,
      @Nullable ResultShape resultShape,
      @Nullable Integer outputCount,
      @Nullable String resultJson,
      @Nullable Duration latency,
      @Nullable Map<String, String> deprecation) {

    /** The timeline of a job submitted now. */
    Timeline timeline(Duration usualLength, double timeScale) {
      List<String> order = new ArrayList<>(states != null ? states : USUAL_STATES);
      String last = order.remove(order.size() - 1);
      if (failure != null && last.equals(Timeline.COMPLETED)) {
        last = Timeline.FAILED;
      }
      Duration total = duration != null ? duration : usualLength;
      Duration rest = total;
      int open = order.size();
      for (String state : order) {
        Duration own = stateDurations.get(state);
        if (own != null) {
          rest = rest.minus(own);
          open--;
        }
      }
      Duration share = open == 0 || rest.isNegative() ? Duration.ZERO : rest.dividedBy(open);
      List<Timeline.Phase> phases = new ArrayList<>();
      for (String state : order) {
        Duration length = stateDurations.getOrDefault(state, share);
        phases.add(new Timeline.Phase(state, scaled(length, timeScale)));
      }
      return new Timeline(List.copyOf(phases), last);
    }

    private static Duration scaled(Duration duration, double scale) {
      // Rounded down: the states together must not take longer than the whole.
      return Duration.ofNanos((long) (duration.toNanos() * scale));
    }
  }
}
