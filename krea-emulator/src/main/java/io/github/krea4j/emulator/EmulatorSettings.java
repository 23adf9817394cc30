package io.github.krea4j.emulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an emulator is started with. */
final class EmulatorSettings {
  String host = "127.0.0.1";
  int port;
  String apiKey = KreaEmulator.DEFAULT_API_KEY;
  @Nullable URI document;
  InstantSource clock = Clock.systemUTC();
  Duration jobDuration = Duration.ofMillis(400);
  boolean averageDurations;
  double timeScale = 1;
  int maxRunning = Integer.MAX_VALUE;
  int maxBacklog = Integer.MAX_VALUE;
  final Map<String, Integer> typeLimits = new LinkedHashMap<>();
  boolean uploadedInputsOnly;
  boolean repeatingPageBorders;
  int webhookDeliveries = 1;
  final Map<String, EmulatedNodeApp> nodeApps = new LinkedHashMap<>();

  /** Scripts of the start, by operation, which a reset brings back. */
  final Map<String, Consumer<Script>> scripts = new LinkedHashMap<>();

  boolean cors;
  @Nullable String controlSecret;
  Consumer<RecordedRequest> requestListener = request -> {};
  Capacity capacity = Capacity.ofThisProcess();

  EmulatorSettings copy() {
    EmulatorSettings copy = new EmulatorSettings();
    copy.host = host;
    copy.port = port;
    copy.apiKey = apiKey;
    copy.document = document;
    copy.clock = clock;
    copy.jobDuration = jobDuration;
    copy.averageDurations = averageDurations;
    copy.timeScale = timeScale;
    copy.maxRunning = maxRunning;
    copy.maxBacklog = maxBacklog;
    copy.typeLimits.putAll(typeLimits);
    copy.uploadedInputsOnly = uploadedInputsOnly;
    copy.repeatingPageBorders = repeatingPageBorders;
    copy.webhookDeliveries = webhookDeliveries;
    copy.nodeApps.putAll(nodeApps);
    copy.scripts.putAll(scripts);
    copy.cors = cors;
    copy.controlSecret = controlSecret;
    copy.requestListener = requestListener;
    copy.capacity = capacity;
    return copy;
  }

  static void requireLimits(int running, int backlog) {
    if (running < 0 || backlog < 0) {
      throw new IllegalArgumentException(
          "A limit cannot be negative: " + running + " running, " + backlog + " waiting");
    }
  }

  static void requireCount(int jobs) {
    if (jobs < 0) {
      throw new IllegalArgumentException("A number of jobs cannot be negative: " + jobs);
    }
  }

  static double requireScale(double scale) {
    if (!(scale >= 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("No time scale: " + scale);
    }
    return scale;
  }
}
