package io.github.krea4j.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The outermost interceptor: runs what follows in the context of whoever made the call, and turns
 * what the application's own interceptors and listeners throw into a failure that a call can end
 * with.
 */
final class Guard implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Pass pass = new Pass(chain);
    SendState.of(chain.call()).lane.inContext(pass);
    return pass.result();
  }

  /** Returns what the application's code threw, if that is what ended the call. */
  static @Nullable Throwable fault(IOException e) {
    if (e instanceof Fault) {
      return e.getCause();
    }
    // OkHttp wraps so what comes past the interceptors on its own threads.
    String text = e.getMessage();
    return text != null && text.startsWith("canceled due to ") && e.getSuppressed().length == 1
        ? e.getSuppressed()[0]
        : null;
  }

  /** Carries a failure of the application's code through OkHttp. */
  static final class Fault extends IOException {
    private static final long serialVersionUID = 1L;

    Fault(Throwable cause) {
      super(cause);
    }
  }

  private static final class Pass implements Runnable {
    private final Chain chain;
    private @Nullable Response response;
    private @Nullable IOException failure;

    Pass(Chain chain) {
      this.chain = chain;
    }

    @Override
    public void run() {
      try {
        response = chain.proceed(chain.request());
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException | Error e) {
        failure = new Fault(e);
      }
    }

    Response result() throws IOException {
      if (response != null) {
        return response;
      }
      throw failure == null ? new IOException("the context did not run the request") : failure;
    }
  }
}
