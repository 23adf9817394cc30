package io.github.krea4j.errors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error answer says. The service, its frameworks and its edge use many shapes;
 * every one seen is read, and none makes this fail.
 *
 * @param message the text for people, null if there is none
 * @param code the reason for machines, null if there is none
 * @param violations what is wrong with which field, may be empty
 * @param html whether the body is a page, as the edge sends
 * @param json the body if it is a JSON object, else an empty object
 */
record ErrorBody(
    @Nullable String message,
    @Nullable String code,
    List<Violation> violations,
    boolean html,
    JsonObject json) {

  private static final List<String> LISTS =
      List.of("detail", "details", "errors", "issues", "validationErrors", "validation_errors");
  private static final List<String> PATHS = List.of("path", "loc", "field");
  private static final List<String> MESSAGES = List.of("message", "msg", "error", "type");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+(_[A-Za-z0-9]+)+");

  /**
   * A text that is a code, or begins with one: {@code CONCURRENCY_LIMIT_REACHED: at most …}. A
   * heading such as {@code ERROR:} is none.
   */
  private static final Pattern CODE_IN_TEXT =
      Pattern.compile("(?!(?:ERROR|WARNING|FATAL)\\b)([A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*)(?::.*)?");

  private static final int MAX_TEXT = 500;

  static ErrorBody parse(String body) {
    String text = body.strip();
    if (text.isEmpty()) {
      return new ErrorBody(null, null, List.of(), false, new JsonObject());
    }
    if (text.startsWith("<")) {
      return new ErrorBody(null, null, List.of(), true, new JsonObject());
    }
    JsonElement tree = json(text);
    if (tree != null && tree.isJsonObject()) {
      return read(tree.getAsJsonObject());
    }
    if (tree != null && tree.isJsonArray()) {
      JsonObject wrapped = new JsonObject();
      wrapped.add("errors", tree);
      return read(wrapped);
    }
    String plain = tree != null && tree.isJsonPrimitive() ? tree.getAsString() : text;
    String message = shorten(plain);
    return new ErrorBody(message, codeIn(message), List.of(), false, new JsonObject());
  }

  private static @Nullable JsonElement json(String text) {
    // Gson would read a bare word as a string.
    if ("{[\"".indexOf(text.charAt(0)) < 0) {
      return null;
    }
    try {
      return JsonParser.parseString(text);
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static ErrorBody read(JsonObject body) {
    JsonElement error = body.get("error");
    JsonObject nested = error != null && error.isJsonObject() ? error.getAsJsonObject() : null;

    List<Violation> violations = new ArrayList<>();
    collect(body, violations);
    if (nested != null) {
      collect(nested, violations);
    }

    String errorText = text(error);
    String code = firstText(body, "code");
    if (code == null && nested != null) {
      code = firstText(nested, "code", "type");
    }
    if (code == null && errorText != null && CODE.matcher(errorText).matches()) {
      code = errorText;
    }

    String message = nested != null ? firstText(nested, "message", "detail", "error") : null;
    // {"error": "model_unavailable", "message": "…"}: the code is no text for people.
    if (message == null && errorText != null && !errorText.equals(code)) {
      message = errorText;
    }
    if (message == null) {
      message = firstText(body, "message", "detail", "error");
    }
    if (message == null && code != null) {
      message = code;
    }
    message = message == null ? null : shorten(message);
    if (code == null) {
      code = codeIn(message);
    }
    return new ErrorBody(message, code, List.copyOf(violations), false, body);
  }

  private static @Nullable String codeIn(@Nullable String text) {
    Matcher code = CODE_IN_TEXT.matcher(text == null ? "" : text);
    return code.matches() ? code.group(1) : null;
  }

  private static void collect(JsonObject holder, List<Violation> into) {
    for (String name : LISTS) {
      JsonElement list = holder.get(name);
      if (list == null) {
        continue;
      }
      if (list.isJsonArray()) {
        for (JsonElement item : list.getAsJsonArray()) {
          add(violation(item), into);
        }
      } else if (list.isJsonObject()) {
        collectByField(list.getAsJsonObject(), into);
      }
    }
  }

  /**
   * Reads {@code {"errors": {"width": ["too large"]}}}, and a single violation without its list.
   */
  private static void collectByField(JsonObject fields, List<Violation> into) {
    if (PATHS.stream().anyMatch(fields::has)) {
      add(violation(fields), into);
      return;
    }
    for (Map.Entry<String, JsonElement> field : fields.entrySet()) {
      JsonElement value = field.getValue();
      JsonArray messages = new JsonArray();
      if (value.isJsonArray()) {
        messages = value.getAsJsonArray();
      } else {
        messages.add(value);
      }
      for (JsonElement item : messages) {
        String message =
            item.isJsonObject() ? firstOf(item.getAsJsonObject(), MESSAGES) : text(item);
        if (message != null) {
          add(new Violation(field.getKey(), shorten(message)), into);
        }
      }
    }
  }

  private static void add(Violation violation, List<Violation> into) {
    if (!violation.toString().isEmpty() && !into.contains(violation)) {
      into.add(violation);
    }
  }

  private static Violation violation(JsonElement item) {
    if (!item.isJsonObject()) {
      String text = text(item);
      return new Violation("", text == null ? "" : shorten(text));
    }
    JsonObject object = item.getAsJsonObject();
    String path = "";
    for (String name : PATHS) {
      JsonElement value = object.get(name);
      if (value != null && !value.isJsonNull()) {
        path = path(value);
        break;
      }
    }
    String message = firstOf(object, MESSAGES);
    return new Violation(path, message == null ? "" : shorten(message));
  }

  private static String path(JsonElement value) {
    if (value.isJsonArray()) {
      return StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
          .map(step -> step.isJsonPrimitive() ? step.getAsString() : step.toString())
          .collect(Collectors.joining("."));
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static @Nullable String firstOf(JsonObject object, List<String> names) {
    return firstText(object, names.toArray(new String[0]));
  }

  /** Returns the first member of these names that is a text or a number and not blank. */
  static @Nullable String firstText(JsonObject object, String... names) {
    for (String name : names) {
      String text = text(object.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable JsonElement value) {
    if (value == null || !value.isJsonPrimitive() || value.getAsJsonPrimitive().isBoolean()) {
      return null;
    }
    String text = value.getAsString();
    return text.isBlank() ? null : text;
  }

  /** Makes a text fit for one line of a log. */
  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }

  /** Returns whether the text says any of these words, in any case. */
  boolean says(String... words) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
