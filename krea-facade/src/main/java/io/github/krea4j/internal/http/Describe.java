package io.github.krea4j.internal.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.function.Function;
import okhttp3.Request;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Callback;
import retrofit2.Invocation;
import retrofit2.Response;
import retrofit2.Retrofit;

/** Makes calls of the generated interfaces ones that only say what they are. */
final class Describe extends CallAdapter.Factory {
  @Override
  public @Nullable CallAdapter<?, ?> get(
      Type returnType, Annotation[] annotations, Retrofit retrofit) {
    if (getRawType(returnType) != Call.class) {
      return null;
    }
    Type answer = getParameterUpperBound(0, (ParameterizedType) returnType);
    return new Adapter<>(answer, JsonConverters.reader(answer));
  }

  private record Adapter<T>(Type answer, Function<String, T> reader)
      implements CallAdapter<T, Call<T>> {
    @Override
    public Type responseType() {
      return answer;
    }

    @Override
    public Call<T> adapt(Call<T> call) {
      Request request = call.request();
      Invocation invocation = request.tag(Invocation.class);
      String name = invocation == null ? "" : invocation.method().getName();
      return new Described<>(new Operation<>(name, request, reader));
    }
  }

  /** A call that is made elsewhere. */
  record Described<T>(Operation<T> operation) implements Call<T> {
    @Override
    public Response<T> execute() {
      throw elsewhere();
    }

    @Override
    public void enqueue(Callback<T> callback) {
      throw elsewhere();
    }

    @Override
    public boolean isExecuted() {
      return false;
    }

    @Override
    public void cancel() {
      throw elsewhere();
    }

    @Override
    public boolean isCanceled() {
      return false;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // it has no state to copy
    public Call<T> clone() {
      return this;
    }

    @Override
    public Request request() {
      return operation.request();
    }

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    private static UnsupportedOperationException elsewhere() {
      return new UnsupportedOperationException("This call is made through Http");
    }
  }
}
