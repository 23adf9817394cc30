package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConfigurationException;
import java.time.Duration;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Holds no thread: requests run on OkHttp's threads, pauses on the timer. Key and context are those
 * of the thread that made the lane, for all requests that follow.
 */
final class AsyncLane implements Lane {
  private final Timer timer;
  private final Context context;
  private final @Nullable String key;
  private final @Nullable ConfigurationException refusal;

  AsyncLane(Timer timer, Supplier<? extends @Nullable String> keys, Context context) {
    this.timer = timer;
    this.context = context;
    String asked = null;
    ConfigurationException failed = null;
    try {
      asked = ApiKey.from(keys);
    } catch (ConfigurationException e) {
      failed = e; // told by the first request, as any other failure
    }
    this.key = asked;
    this.refusal = failed;
  }

  @Override
  public void send(Call call, Callback then) {
    call.enqueue(then);
  }

  @Override
  public Cancellable after(Duration pause, Runnable then) {
    return timer.schedule(pause, then);
  }

  @Override
  public String key() {
    if (key != null) {
      return key;
    }
    throw refusal == null ? new IllegalStateException("no key") : refusal;
  }

  @Override
  public void inContext(Runnable part) {
    context.run(part);
  }
}
