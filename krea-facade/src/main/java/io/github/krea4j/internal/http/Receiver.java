package io.github.krea4j.internal.http;

import java.io.IOException;
import okhttp3.Response;

/** Makes something of a successful answer. */
public interface Receiver<T> {
  /**
   * Takes the response over: closes it, or returns something that does. May be called again if the
   * network failed.
   *
   * @param textLimit how large an answer may be that is read into memory
   * @throws Unwanted if there is more than the caller wants
   * @throws IOException if the network failed
   */
  T receive(Response response, long textLimit) throws IOException;

  /** Gets a value that came too late for anybody to take it. */
  void late(T value);

  /** The answer is not what the caller wants; trying again would not help. */
  class Unwanted extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message says what is wrong. */
    protected Unwanted(String message) {
      super(message);
    }
  }
}
