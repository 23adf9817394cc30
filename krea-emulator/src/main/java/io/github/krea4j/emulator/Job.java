package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job. Nothing runs: its state follows from the time that has gone by. */
final class Job {
  private final String id = UUID.randomUUID().toString();
  private final Order order;
  private final Instant key;
  private @Nullable Instant startedAt;
  private @Nullable Instant cancelledAt;

  /**
   * What to make of a submit.
   *
   * @param type the service's name for this kind of job, by which lists can be filtered
   * @param operation the model, or the method and path, that was asked
   * @param caption what the request was about, in a few words
   * @param result what a completed job holds, as JSON: as text it takes a third of the memory
   * @param error what a failed job says, if it says anything
   * @param errorInsideResult whether it says so in {@code result.error}
   * @param webhookUrl where to send the job at its end
   * @param onCompleted run once when the job has completed
   */
  record Order(
      String type,
      String operation,
      String caption,
      Timeline timeline,
      String result,
      Optional<ObjectNode> error,
      boolean errorInsideResult,
      Optional<URI> webhookUrl,
      Runnable onCompleted) {}

  Job(Order order, Instant key) {
    this.order = order;
    this.key = key;
  }

  String id() {
    return id;
  }

  Order order() {
    return order;
  }

  /** The creation time, made unique. */
  Instant key() {
    return key;
  }

  void start(Instant at) {
    startedAt = at;
  }

  void cancel(Instant at) {
    cancelledAt = at;
  }

  /** When the job ends or has ended; empty while it is backlogged and for a job that never ends. */
  Optional<Instant> end() {
    if (cancelledAt != null) {
      return Optional.of(cancelledAt);
    }
    Instant start = startedAt;
    return start == null ? Optional.empty() : order.timeline().end().map(start::plus);
  }

  boolean isOver(Instant now) {
    return end().filter(end -> !end.isAfter(now)).isPresent();
  }

  String status(Instant now) {
    if (cancelledAt != null) {
      return Timeline.CANCELLED;
    }
    Instant start = startedAt;
    return start == null
        ? "backlogged"
        : order.timeline().statusAfter(Duration.between(start, now));
  }

  /** How much of its time has gone by, from 0 to 1; 0 while it waits. */
  double progress(Instant now) {
    Instant start = startedAt;
    if (start == null) {
      return 0;
    }
    double length = order.timeline().length().toNanos();
    double elapsed = Duration.between(start, now).toNanos();
    return length <= 0 ? 1 : Math.max(0, Math.min(1, elapsed / length));
  }

  /**
   * The job as the service answers it: what a running job does not have yet is null, not absent.
   */
  ObjectNode toJson(Instant now) {
    String status = status(now);
    ObjectNode json =
        Json.object()
            .put("job_id", id)
            .put("type", order.type())
            .put("status", status)
            .put("created_at", Json.time(key));
    if (isOver(now)) {
      json.put("completed_at", end().map(Json::time).orElseThrow());
    } else {
      json.putNull("completed_at");
    }
    json.set("result", result(status));
    if (status.equals(Timeline.FAILED) && !order.errorInsideResult()) {
      order.error().ifPresent(error -> json.set("error", error));
    }
    return json;
  }

  private JsonNode result(String status) {
    return switch (status) {
      case Timeline.COMPLETED, "intermediate-complete" -> Json.parse(order.result());
      case Timeline.FAILED -> {
        ObjectNode result = Json.object();
        if (order.errorInsideResult()) {
          order.error().ifPresent(error -> result.set("error", error));
        }
        yield result;
      }
      default -> Json.MAPPER.nullNode();
    };
  }
}
