package io.github.krea4j.model;

/**
 * A request body for one of the service's generation models.
 *
 * <p>Every generated request of a generation endpoint implements it; an application may implement
 * it too, for a body of its own that any {@code new Gson()} can write.
 */
public interface GenerationRequest {
  /**
   * {@return the model this request is for: the path of its endpoint below {@code /generate/}, such
   * as {@code image/bfl/flux-1-dev}}
   */
  String modelId();
}
