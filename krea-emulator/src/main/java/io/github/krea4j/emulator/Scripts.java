package io.github.krea4j.emulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The general script, those of single operations, and that of the downloads. */
final class Scripts {
  private final Script general = new Script();
  private final Script downloads = new Script();
  private final Map<String, Script> byOperation = new ConcurrentHashMap<>();

  Script general() {
    return general;
  }

  Script downloads() {
    return downloads;
  }

  Script of(Operation operation) {
    return byOperation.computeIfAbsent(operation.name(), name -> new Script());
  }

  Script.Settings settings(Operation operation) {
    return of(operation).over(general);
  }

  /** The reply put up for a request: a narrow script goes before the general one. */
  Optional<Reply> takeReply(Operation operation) {
    return of(operation).takeReply().or(general::takeReply);
  }

  void reset() {
    general.reset();
    downloads.reset();
    byOperation.clear();
  }
}
