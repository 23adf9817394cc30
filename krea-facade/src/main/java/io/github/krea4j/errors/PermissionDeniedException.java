package io.github.krea4j.errors;

/**
 * 403: the key is good, but may not do this; or the service's edge refused the request before the
 * service saw it.
 */
public final class PermissionDeniedException extends ApiException {
  private static final long serialVersionUID = 1L;

  PermissionDeniedException(Answer answer) {
    super(answer, wayOut(answer.response().body()));
  }

  private static String wayOut(String body) {
    // Pages write it over several lines or with tags between, the plain form is "error code: 1010".
    if (body.matches("(?is).*\\berror\\b.{0,80}?\\b1010\\b.*")) {
      return "The service's edge refused the User-Agent header (error 1010): leave this library's"
          + " own in place, or send one that names your application.";
    }
    return "The key may not do this: the object may belong to another user, or API use may be"
        + " switched off for it.";
  }
}
