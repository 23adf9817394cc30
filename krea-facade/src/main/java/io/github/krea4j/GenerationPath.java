package io.github.krea4j;

import io.github.krea4j.api.GenerationApi;
import java.lang.reflect.Method;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.http.POST;

/** Where generations are submitted to, as the generated interface has it. */
final class GenerationPath {
  /** What stands before a model's id, without a slash in front. */
  static final String PREFIX = prefix();

  private GenerationPath() {}

  private static String prefix() {
    for (Method method : GenerationApi.class.getMethods()) {
      POST post = method.getAnnotation(POST.class);
      if (post != null) {
        return post.value().substring(0, post.value().indexOf('{'));
      }
    }
    throw new IllegalStateException(GenerationApi.class + " has no POST");
  }

  /** Returns the model that a request is for; null if it is no submit of a generation. */
  static @Nullable String model(HttpUrl baseUrl, Request request) {
    String below = below(baseUrl, request);
    return below != null && below.startsWith(PREFIX) ? below.substring(PREFIX.length()) : null;
  }

  /** Returns the path below the base URL; null if the request goes elsewhere. */
  static @Nullable String below(HttpUrl baseUrl, Request request) {
    String path = request.url().encodedPath();
    String base = baseUrl.encodedPath();
    return path.startsWith(base) ? path.substring(base.length()) : null;
  }
}
