package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import io.github.krea4j.model.RequestModel;
import io.github.krea4j.model.WireEnum;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills generated requests through their setters; finds out by itself which sets which field. */
final class TypedRequests {
  private TypedRequests() {}

  /** Returns a request with the fields of the body, each set by each of its setters. */
  static RequestModel<?> fill(Class<?> type, JsonNode body) {
    try {
      RequestModel<?> request = (RequestModel<?>) type.getConstructor().newInstance();
      for (Map.Entry<String, List<Method>> field : setters(type).entrySet()) {
        if (body.path(field.getKey()).isNull()) {
          request.put(field.getKey(), null);
        } else if (body.has(field.getKey())) {
          setByEach(field.getValue(), request, field.getKey(), body.get(field.getKey()));
        }
      }
      return request;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be filled", e);
    }
  }

  /** Sets a field by one setter after the other, all of which must come to the same. */
  private static void setByEach(
      List<Method> setters, RequestModel<?> request, String field, JsonNode value)
      throws ReflectiveOperationException {
    JsonElement first = null;
    for (Method setter : setters) {
      setter.invoke(request, argument(setter.getGenericParameterTypes()[0], value));
      JsonElement set = request.raw(field);
      if (first != null && !first.equals(set)) {
        throw new AssertionError(setter + " sets " + set + " where another one sets " + first);
      }
      first = set;
    }
  }

  static JsonNode json(RequestModel<?> request) {
    return Json.parse(request.toJson().toString());
  }

  /** Returns the setters of each field: what a setter given any value adds to an empty request. */
  private static Map<String, List<Method>> setters(Class<?> type)
      throws ReflectiveOperationException {
    Map<String, List<Method>> setters = new LinkedHashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() != 1 || method.getReturnType() != type) {
        continue;
      }
      RequestModel<?> empty = (RequestModel<?>) type.getConstructor().newInstance();
      List<String> before = new ArrayList<>(empty.toJson().keySet());
      before.forEach(constant -> empty.put(constant, "to be replaced"));
      method.invoke(empty, any(method.getParameterTypes()[0]));
      String field =
          empty.toJson().entrySet().stream()
              .filter(e -> !e.getValue().toString().equals("\"to be replaced\""))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(() -> new AssertionError(method + " sets nothing"));
      setters.computeIfAbsent(field, name -> new ArrayList<>()).add(method);
    }
    return setters;
  }

  private static Object any(Class<?> type) throws ReflectiveOperationException {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (RequestModel.class.isAssignableFrom(type)) {
      return type.getConstructor().newInstance();
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type == URI.class) {
      return URI.create("https://example.org/any");
    }
    if (type == Map.class) {
      return Map.of();
    }
    return type == String.class
        ? "any"
        : type == Boolean.class ? (Object) true : type == Number.class ? (Object) 1 : List.of();
  }

  private static Object argument(Type type, JsonNode value) {
    if (type instanceof ParameterizedType list) {
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(argument(list.getActualTypeArguments()[0], item)));
      return items;
    }
    Class<?> target = (Class<?>) type;
    if (target.isArray()) {
      Object items = Array.newInstance(target.getComponentType(), value.size());
      for (int i = 0; i < value.size(); i++) {
        Array.set(items, i, argument(target.getComponentType(), value.get(i)));
      }
      return items;
    }
    if (target == URI.class) {
      return URI.create(value.asText());
    }
    if (RequestModel.class.isAssignableFrom(target)) {
      return fill(target, value);
    }
    if (WireEnum.class.isAssignableFrom(target)) {
      return Arrays.stream(target.getEnumConstants())
          .filter(constant -> ((WireEnum) constant).value().toString().equals(value.asText()))
          .findFirst()
          .orElseThrow(() -> new AssertionError(target + " lacks " + value));
    }
    if (target == String.class) {
      return value.asText();
    }
    if (target == Boolean.class) {
      return value.asBoolean();
    }
    return value.isIntegralNumber() ? (Object) value.asLong() : new BigDecimal(value.asText());
  }

  static ObjectNode sorted(JsonNode object) {
    ObjectNode sorted = Json.object();
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.stream()
        .sorted()
        .forEach(
            name ->
                sorted.set(
                    name,
                    object.get(name).isObject() ? sorted(object.get(name)) : object.get(name)));
    return sorted;
  }
}
