package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.KreaException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads an answer into memory and makes something of its text. */
final class TextReceiver<T> implements Receiver<T> {
  private final Function<String, T> reader;
  private final Consumer<? super T> late;

  TextReceiver(Function<String, T> reader, Consumer<? super T> late) {
    this.reader = reader;
    this.late = late;
  }

  @Override
  public T receive(Response response, long textLimit) throws IOException {
    BodyText body;
    try (response) {
      body = BodyText.whole(response, textLimit);
    }
    if (body.cut()) {
      throw new Unreadable(
          response, body.text(), "it is larger than " + textLimit + " bytes", null);
    }
    try {
      return reader.apply(body.text());
    } catch (KreaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Unreadable(response, body.text(), reason(e), e);
    }
  }

  @Override
  public void late(T value) {
    late.accept(value);
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    // Gson's messages quote the text it read; those of this library name what is wrong with it.
    return e instanceof IllegalArgumentException && message != null
        ? message
        : "it is not the JSON expected";
  }

  /** An answer claims success and cannot be understood. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String body;
    final String reason;
    final @Nullable String requestId;

    Unreadable(Response answer, String body, String reason, @Nullable RuntimeException cause) {
      super(reason, cause, false, false);
      this.body = body;
      this.reason = reason;
      this.requestId = ApiException.requestId(answer::header);
    }
  }
}
