package io.github.krea4j.model;

/** A typed request like the generated ones, of which any may go with the next document. */
public final class PictureRequest extends RequestModel<PictureRequest>
    implements GenerationRequest {
  private static final String[] REQUIRED = {"prompt", "styles[].id"};

  private final String modelId;

  /** Creates a request for a model. */
  public PictureRequest(String modelId) {
    super(REQUIRED, ANY);
    this.modelId = modelId;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  public PictureRequest prompt(String prompt) {
    return set("prompt", prompt);
  }

  public PictureRequest width(Number width) {
    return set("width", width);
  }
}
