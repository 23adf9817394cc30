package io.github.krea4j;

import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.RequestModel;

/** A typed request like the generated ones, of which any may go with the next document. */
final class PictureRequest extends RequestModel<PictureRequest> implements GenerationRequest {
  private final String modelId;

  PictureRequest(String modelId) {
    super("prompt");
    this.modelId = modelId;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  PictureRequest prompt(String prompt) {
    return set("prompt", prompt);
  }

  PictureRequest width(Number width) {
    return set("width", width);
  }
}
