package io.github.krea4j;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The service's lists, which all have {@code items} and {@code next_cursor}. */
final class Lists {
  // The most that the service gives at once is 1,000; a caller who takes the first few should not
  // wait for so many.
  private static final String LIMIT = "100";

  private Lists() {}

  /**
   * Returns a pager.
   *
   * @param first the address of the first page, without limit and cursor
   * @param id gives what tells elements apart
   */
  static <T> Pager<T> pager(
      Calls calls,
      Supplier<HttpUrl.Builder> first,
      Class<T> type,
      Function<T, @Nullable String> id) {
    return new CursorPager<>(
        cursor -> {
          HttpUrl.Builder url = first.get().addQueryParameter("limit", LIMIT);
          if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
          }
          return calls.send(
              new Request.Builder().url(url.build()).build(),
              CallKind.READ,
              body -> page(body, type));
        },
        element -> idOf(element, id),
        calls.executor());
  }

  /** An element without an id is no reason to stop: it stays in the list. */
  private static <T> @Nullable String idOf(T element, Function<T, @Nullable String> id) {
    try {
      return id.apply(element);
    } catch (IllegalStateException e) {
      return null;
    }
  }

  private static <T> Page<T> page(String body, Class<T> type) {
    JsonElement tree = JsonValues.parse(body);
    if (!(tree instanceof JsonObject object) || !(object.get("items") instanceof JsonArray array)) {
      throw new JsonParseException("The answer holds no list of items");
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonElement element : array) {
      if (element.isJsonObject()) {
        items.add(JsonValues.GSON.fromJson(element, type));
      }
    }
    String cursor =
        object.get("next_cursor") instanceof JsonPrimitive next && !next.getAsString().isEmpty()
            ? next.getAsString()
            : null;
    return new Page<>(items, cursor);
  }
}
