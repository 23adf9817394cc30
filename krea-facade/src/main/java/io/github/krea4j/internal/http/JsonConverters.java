package io.github.krea4j.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * JSON bodies of the generated interfaces. What the caller set is sent as it is, explicit nulls
 * too; what the service answers is read as far as it goes.
 */
final class JsonConverters extends Converter.Factory {
  private static final MediaType JSON = MediaType.get("application/json");

  @Override
  public Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    return value -> write(value, type);
  }

  @Override
  public Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    return body -> {
      try (body) {
        return parse(body.string(), type);
      }
    };
  }

  /** Returns what makes an answer of its text, for calls whose answer must be of use. */
  @SuppressWarnings("unchecked") // the type is that of the answer
  static <T> Function<String, T> reader(Type type) {
    if (type == Job.class) {
      return text -> (T) Job.parse(text);
    }
    if (type == Void.class) {
      return text -> (T) null;
    }
    return text -> {
      T value = (T) parse(text, type);
      if (value == null) {
        throw new JsonParseException("The answer is empty");
      }
      return value;
    };
  }

  private static @Nullable Object parse(String text, Type type) {
    boolean list =
        type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class;
    if (!list) {
      return JsonValues.GSON.fromJson(text, type);
    }
    // The service may leave the list out around a single object.
    JsonElement tree = JsonValues.parse(text);
    if (tree instanceof JsonObject object) {
      JsonArray one = new JsonArray();
      one.add(object);
      tree = one;
    }
    return JsonValues.GSON.fromJson(tree, type);
  }

  private static RequestBody write(Object value, Type type) throws IOException {
    Buffer bytes = new Buffer();
    try (JsonWriter out = new JsonWriter(new Utf8Writer(bytes))) {
      out.setHtmlSafe(false);
      if (value instanceof JsonElement tree) {
        JsonValues.write(out, tree);
      } else {
        write(out, value, type);
      }
    }
    return RequestBody.create(bytes.readByteArray(), JSON);
  }

  @SuppressWarnings("unchecked") // the value is of the parameter's type
  private static <T> void write(JsonWriter out, Object value, Type type) throws IOException {
    JsonValues.GSON.getAdapter((TypeToken<T>) TypeToken.get(type)).write(out, (T) value);
  }
}
