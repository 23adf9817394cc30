package io.github.krea4j.internal.http;

import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the transport asks about requests, and tells of their answers, on the calling threads. */
public interface Hooks {
  /** Knows of no model and listens to nothing. */
  Hooks NONE = new Hooks() {};

  /** Returns the model of a request made by a stub; null where it is for none. */
  default @Nullable String model(Request request) {
    return null;
  }

  /** Puts on a request what interceptors are to know of it. */
  default void tag(
      Request.Builder request, String operation, @Nullable String model, int attempt) {}

  /** Reads the headers of a successful answer; the model is that of a submit. */
  default void answered(Request request, @Nullable String model, Headers headers) {}
}
