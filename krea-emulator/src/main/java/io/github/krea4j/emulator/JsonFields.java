package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the fields of a JSON object one by one; a mistake is named by its field. */
final class JsonFields {
  private final String place;
  private final JsonNode json;
  private final Set<String> unread = new LinkedHashSet<>();

  /**
   * Starts to read.
   *
   * @param place where the object stands, for messages; empty for the body itself
   */
  JsonFields(String place, JsonNode json) {
    if (!json.isObject()) {
      throw new Control.Refusal((place.isEmpty() ? "body" : place) + ": must be an object");
    }
    this.place = place;
    this.json = json;
    json.fieldNames().forEachRemaining(unread::add);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The value of a field, null included; empty if it is not there. */
  Optional<JsonNode> node(String name) {
    unread.remove(name);
    return Optional.ofNullable(json.get(name));
  }

  Optional<String> text(String name) {
    return node(name).map(value -> require(value, value.isTextual(), name, "a text").textValue());
  }

  Optional<Boolean> flag(String name) {
    return node(name)
        .map(value -> require(value, value.isBoolean(), name, "true or false").booleanValue());
  }

  OptionalDouble number(String name) {
    Optional<JsonNode> value = node(name);
    return value.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            require(value.get(), value.get().isNumber(), name, "a number").doubleValue());
  }

  Optional<Integer> whole(String name) {
    return node(name)
        .map(value -> require(value, value.isInt(), name, "a whole number").intValue());
  }

  /** A limit of slots: null is none at all. */
  int limit(String name, int unnamed) {
    Optional<JsonNode> value = node(name);
    if (value.isEmpty()) {
      return unnamed;
    }
    if (value.get().isNull()) {
      return Integer.MAX_VALUE;
    }
    boolean isLimit = value.get().isInt() && value.get().intValue() >= 0;
    return require(value.get(), isLimit, name, "a whole number from 0 on, or null").intValue();
  }

  /** A duration: milliseconds, or text such as {@code PT2.5S}. */
  Optional<Duration> duration(String name) {
    return node(name)
        .map(
            value -> {
              if (value.isIntegralNumber() && value.canConvertToLong()) {
                return Duration.ofMillis(value.longValue());
              }
              try {
                return Duration.parse(value.asText());
              } catch (DateTimeException e) {
                throw wrong(name, "milliseconds or an ISO duration such as PT2.5S");
              }
            });
  }

  Optional<LocalDate> date(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return LocalDate.parse(value);
              } catch (DateTimeException e) {
                throw wrong(name, "a date such as 2026-12-01");
              }
            });
  }

  Optional<URI> uri(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return URI.create(value);
              } catch (IllegalArgumentException e) {
                throw wrong(name, "a URL");
              }
            });
  }

  Optional<List<String>> texts(String name) {
    return node(name)
        .map(
            value -> {
              List<String> texts = new ArrayList<>();
              require(value, value.isArray(), name, "an array of texts")
                  .forEach(
                      item ->
                          texts.add(
                              require(item, item.isTextual(), name, "an array of texts")
                                  .textValue()));
              return texts;
            });
  }

  Optional<JsonFields> object(String name) {
    return node(name).map(value -> new JsonFields(child(name), value));
  }

  /** The objects of an array, or the one that stands in its place. */
  Optional<List<JsonFields>> objects(String name) {
    return node(name)
        .map(
            value -> {
              List<JsonFields> objects = new ArrayList<>();
              if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                  objects.add(new JsonFields(child(name) + "." + i, value.get(i)));
                }
              } else {
                objects.add(new JsonFields(child(name), value));
              }
              return objects;
            });
  }

  /** A field that has to be there. */
  <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> new Control.Refusal(child(name) + ": is required"));
  }

  /** Refuses what nobody asked for: a misspelt field would do nothing else. */
  void requireNoOthers() {
    for (String name : unread) {
      throw new Control.Refusal(child(name) + ": unknown field");
    }
  }

  private JsonNode require(JsonNode value, boolean isRight, String name, String kind) {
    if (!isRight) {
      throw wrong(name, kind);
    }
    return value;
  }

  private Control.Refusal wrong(String name, String kind) {
    return new Control.Refusal(child(name) + ": must be " + kind);
  }

  private String child(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
