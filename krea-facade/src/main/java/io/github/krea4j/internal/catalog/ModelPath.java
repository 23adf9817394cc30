package io.github.krea4j.internal.catalog;

import io.github.krea4j.api.GenerationApi;
import io.github.krea4j.errors.InvalidRequestException;
import java.lang.reflect.Method;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.http.POST;

/** How a model is named: in the spellings users have at hand, and in the path of a request. */
public final class ModelPath {
  /** What stands before a model's id in the path of a submit, without a slash in front. */
  public static final String PREFIX = prefix();

  private ModelPath() {}

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
  public static @Nullable String of(HttpUrl baseUrl, Request request) {
    String below = below(baseUrl, request);
    return below != null && below.startsWith(PREFIX) ? below.substring(PREFIX.length()) : null;
  }

  /** Returns the path below the base URL; null if the request goes elsewhere. */
  public static @Nullable String below(HttpUrl baseUrl, Request request) {
    String path = request.url().encodedPath();
    String base = baseUrl.encodedPath();
    return path.startsWith(base) ? path.substring(base.length()) : null;
  }

  /**
   * Returns the plain id for an id, a path such as {@code /generate/image/bfl/flux-1-dev}, or the
   * same without the first slash.
   *
   * @throws InvalidRequestException if it could not be the path of a model
   */
  public static String normalize(String model) {
    String id = model.startsWith("/") ? model.substring(1) : model;
    if (id.startsWith(PREFIX)) {
      id = id.substring(PREFIX.length());
    }
    String fault = fault(id);
    if (fault != null) {
      throw new InvalidRequestException(
          "'"
              + model
              + "' is no model id: "
              + fault
              + ". Give it like image/vendor/model, as KreaClient.models() lists them.",
          List.of());
    }
    return id;
  }

  private static @Nullable String fault(String id) {
    if (id.isBlank()) {
      return "it is empty";
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      // A percent sign could hide a slash or a dot from the checks below.
      if (c <= ' ' || c == 0x7f || "?#%\\".indexOf(c) >= 0 || Character.isWhitespace(c)) {
        return c > ' ' && c != 0x7f
            ? "it holds '" + c + "'"
            : "it holds a blank or a control character";
      }
    }
    for (String segment : id.split("/", -1)) {
      if (segment.isEmpty()) {
        return "it has an empty part";
      }
      if (segment.equals(".") || segment.equals("..")) {
        return "it has the part '" + segment + "'";
      }
    }
    return null;
  }
}
