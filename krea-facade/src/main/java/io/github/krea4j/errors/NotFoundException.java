package io.github.krea4j.errors;

/** 404: the service does not know the object, the model or the whole path, or hides it. */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  NotFoundException(Answer answer) {
    super(answer, wayOut(answer));
  }

  private static String wayOut(Answer answer) {
    String model = answer.response().model();
    String baseUrl =
        "check the base URL: https://api.krea.ai is the service's, without /v1 or any other path.";
    if (model != null) {
      return "The service has no model \""
          + model
          + "\": check its name; models are also withdrawn."
          + (answer.body().html() ? " If all models fail, " + baseUrl : "");
    }
    if (answer.body().html()) {
      return "The service has no such path: " + baseUrl;
    }
    return "It does not exist, or belongs to another user.";
  }
}
