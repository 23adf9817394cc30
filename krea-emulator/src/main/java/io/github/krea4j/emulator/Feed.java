package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** What the page for people shows, as JSON: never a key, nor a header. */
final class Feed {
  private static final int JOBS = 48;
  private static final int REQUESTS = 100;

  private final JobStore jobs;
  private final Recording recording;
  private final MediaStore media;
  private final Addresses addresses;
  private final DoubleSupplier timeScale;

  Feed(
      JobStore jobs,
      Recording recording,
      MediaStore media,
      Addresses addresses,
      DoubleSupplier timeScale) {
    this.jobs = jobs;
    this.recording = recording;
    this.media = media;
    this.addresses = addresses;
    this.timeScale = timeScale;
  }

  ObjectNode json() {
    ObjectNode feed = Json.object();
    feed.put("address", addresses.api().toString());
    feed.put("time_scale", timeScale.getAsDouble());
    feed.set("slots", slots(jobs.standing()));
    feed.put("requests_total", recording.total());
    ArrayNode shown = feed.putArray("jobs");
    jobs.newest(JOBS, (job, now) -> shown.add(job(job, job.toJson(now), job.progress(now))));
    ArrayNode requests = feed.putArray("requests");
    List<RecordedRequest> newest = recording.newest(REQUESTS);
    for (int i = newest.size() - 1; i >= 0; i--) {
      requests.add(request(newest.get(i)));
    }
    return feed;
  }

  /** How it stands with the slots; a limit that is not set is null. */
  static ObjectNode slots(JobStore.Standing standing) {
    Slots.Limits limits = standing.limits();
    ObjectNode json =
        Json.object()
            .put("running", standing.running())
            .put("backlogged", standing.backlogged())
            .put("ended", standing.ended())
            .put("submitted", standing.submitted())
            .put("occupied", limits.occupied());
    ObjectNode set = json.putObject("limits");
    put(set, "running", limits.running());
    put(set, "backlog", limits.backlog());
    ObjectNode types = set.putObject("types");
    limits.types().forEach((type, limit) -> put(types, type, limit));
    return json;
  }

  private static void put(ObjectNode json, String name, int limit) {
    if (limit == Integer.MAX_VALUE) {
      json.putNull(name);
    } else {
      json.put(name, limit);
    }
  }

  private ObjectNode job(Job job, ObjectNode asAnswered, double progress) {
    ObjectNode json =
        Json.object()
            .put("id", job.id())
            .put("operation", job.order().operation())
            .put("caption", job.order().caption())
            .put("progress", progress);
    for (String field : List.of("type", "status", "created_at", "completed_at")) {
      json.set(field, asAnswered.get(field));
    }
    if (asAnswered.path("error").isObject()) {
      json.set("error", asAnswered.get("error"));
    } else if (asAnswered.at("/result/error").isObject()) {
      json.set("error", asAnswered.at("/result/error"));
    }
    ArrayNode files = json.putArray("files");
    for (String url : Results.urls(asAnswered.path("result").path("urls"))) {
      path(url).flatMap(media::entry).ifPresent(file -> files.add(file(file, url)));
    }
    return json;
  }

  private static ObjectNode file(MediaStore.Entry file, String url) {
    String path = path(url).orElse("");
    return Json.object()
        .put("kind", file.medium().kind().folder())
        .put("name", path.substring(path.lastIndexOf('/') + 1))
        .put("url", path)
        .put("small", OwnPages.SMALL + path);
  }

  private static ObjectNode request(RecordedRequest request) {
    ObjectNode json =
        Json.object()
            .put("id", request.id())
            .put("at", Json.time(request.receivedAt()))
            .put("method", request.method())
            .put("path", request.path())
            .put("bytes", request.rawBody().length);
    int status = request.outcome().status();
    return status == 0 ? json.putNull("status") : json.put("status", status);
  }

  private static Optional<String> path(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getPath());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
