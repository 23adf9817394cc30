package io.github.krea4j.openapi;

/** What callers name a model by: {@code image/bfl/flux-1-dev}. */
final class ModelId {
  private ModelId() {}

  /** The path of a generation endpoint behind its first segment. */
  static String of(Operation operation) {
    return String.join("/", operation.segments().subList(1, operation.segments().size()));
  }
}
