package io.github.krea4j.internal.http;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Request;
import retrofit2.Call;

/**
 * What a call of a generated interface says: its request, and how the answer is read.
 *
 * @param name the method's name
 * @param request the request, without credentials
 * @param reader makes the answer of its text; what it throws means that the answer cannot be
 *     understood
 */
public record Operation<T>(String name, Request request, Function<String, T> reader) {
  /** Returns what a call says that {@link Http#describe} made. */
  public static <T> Operation<T> of(Call<T> described) {
    return ((Describe.Described<T>) described).operation();
  }

  /** Makes something else of the answer. */
  public <R> Operation<R> map(Function<? super T, ? extends R> change) {
    return new Operation<>(name, request, text -> change.apply(reader.apply(text)));
  }

  /** Makes something else of the answer and its text. */
  public <R> Operation<R> mapText(BiFunction<? super T, String, ? extends R> change) {
    return new Operation<>(name, request, text -> change.apply(reader.apply(text), text));
  }

  /** Leaves the answer unread: that it is a success is all that counts. */
  public <R> Operation<R> answering(R value) {
    return new Operation<>(name, request, text -> value);
  }

  /** Sends more headers; those that the call has already win. */
  public Operation<T> headers(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return this;
    }
    Request.Builder more = request.newBuilder();
    headers.forEach(
        (key, value) -> {
          if (request.header(key) == null) {
            more.header(key, value);
          }
        });
    return new Operation<>(name, more.build(), reader);
  }

  /** Returns name and path; headers, query and body may hold secrets. */
  @Override
  public String toString() {
    return name + " " + request.method() + " " + request.url().encodedPath();
  }

  /** Returns the call to make. */
  public Exchange<T> as(CallKind kind) {
    return as(kind, CallOptions.DEFAULTS);
  }

  /** Returns the call to make. */
  public Exchange<T> as(CallKind kind, CallOptions options) {
    return as(kind, options, value -> {});
  }

  /**
   * Returns the call to make.
   *
   * @param late gets an answer that nobody waits for any more
   */
  public Exchange<T> as(CallKind kind, CallOptions options, Consumer<? super T> late) {
    return new Exchange<>(name, request, kind, options, new TextReceiver<>(reader, late));
  }
}
