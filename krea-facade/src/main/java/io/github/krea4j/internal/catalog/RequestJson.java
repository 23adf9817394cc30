package io.github.krea4j.internal.catalog;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.RequestModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application gives as a request, as JSON that shares nothing with it. */
public final class RequestJson {
  private RequestJson() {}

  /**
   * Returns a request as JSON, a generated one or one of the application's own class.
   *
   * @throws InvalidRequestException if it is not written as an object
   */
  public static JsonObject of(GenerationRequest request) {
    if (request instanceof RequestModel<?> generated) {
      return generated.toJson();
    }
    JsonElement body = JsonValues.GSON.toJsonTree(request);
    if (!body.isJsonObject()) {
      throw new InvalidRequestException(
          request.getClass().getName() + " must be written to JSON as an object.");
    }
    return body.getAsJsonObject();
  }

  /**
   * Returns a map as JSON.
   *
   * @param target what it is for, for the error text
   * @throws InvalidRequestException if a name is null or a value has no JSON form
   */
  public static JsonObject of(Map<String, ? extends @Nullable Object> input, String target) {
    for (String name : input.keySet()) {
      if (name == null) {
        throw new InvalidRequestException(
            "The input has a null key. Every key must be the name of a field.");
      }
    }
    try {
      return JsonValues.object(input);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "The input for " + target + " cannot be sent: " + e.getMessage() + ".", e);
    }
  }
}
