package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import io.github.krea4j.internal.json.RecordAdapterFactory;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Feeds every generated response model every kind of answer that differs from the document. */
class ResponseToleranceTest {
  private static final Gson GSON = new Gson();

  /** What can happen to one member of an object. */
  private static final Map<String, BiConsumer<JsonObject, String>> MUTATIONS =
      new LinkedHashMap<>();

  static {
    MUTATIONS.put("is missing", JsonObject::remove);
    MUTATIONS.put("is null", (object, name) -> object.add(name, JsonNull.INSTANCE));
    MUTATIONS.put("is a text", (object, name) -> object.addProperty(name, "not-a-uuid"));
    MUTATIONS.put("is an empty text", (object, name) -> object.addProperty(name, ""));
    MUTATIONS.put("is a whole number", (object, name) -> object.addProperty(name, 17));
    MUTATIONS.put("is a fraction", (object, name) -> object.addProperty(name, 1024.0));
    MUTATIONS.put("is huge", (object, name) -> object.add(name, number("1e400")));
    MUTATIONS.put("is a flag", (object, name) -> object.addProperty(name, true));
    MUTATIONS.put("is an object", (object, name) -> object.add(name, new JsonObject()));
    MUTATIONS.put("is a list", (object, name) -> object.add(name, new JsonArray()));
    MUTATIONS.put("is a list of odd items", (object, name) -> object.add(name, oddList()));
  }

  private static JsonPrimitive number(String text) {
    return new JsonPrimitive(new java.math.BigDecimal(text));
  }

  private static JsonArray oddList() {
    JsonArray list = new JsonArray();
    list.add(JsonNull.INSTANCE);
    list.add("text");
    list.add(1.5);
    list.add(new JsonObject());
    list.add(new JsonArray());
    return list;
  }

  private static List<Class<?>> models() throws IOException {
    URI place = URI.create(Asset.class.getResource("Asset.class").toString());
    try (Stream<Path> files = Files.list(Path.of(place).getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .sorted()
          .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
          .filter(type -> type.isRecord() && type.isAnnotationPresent(JsonAdapter.class))
          .filter(
              type -> type.getAnnotation(JsonAdapter.class).value() == RecordAdapterFactory.class)
          .collect(Collectors.toList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(Asset.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name, e);
    }
  }

  @Test
  void thereAreModels() throws IOException {
    assertThat(models()).contains(Asset.class, AssetPage.class, JobPage.class, Style.class);
  }

  @TestFactory
  Stream<DynamicTest> everyMemberMayBeAnything() throws IOException {
    return models().stream()
        .flatMap(
            type ->
                members(type).stream()
                    .flatMap(
                        member ->
                            MUTATIONS.entrySet().stream()
                                .map(
                                    mutation ->
                                        DynamicTest.dynamicTest(
                                            type.getSimpleName()
                                                + "."
                                                + member
                                                + " "
                                                + mutation.getKey(),
                                            () -> survives(type, member, mutation.getValue())))));
  }

  private static void survives(
      Class<?> type, String member, BiConsumer<JsonObject, String> mutation) {
    JsonObject answer = sample(type);
    mutation.accept(answer, member);
    Object model = GSON.fromJson(answer, type);
    assertThat(raw(model)).isEqualTo(answer);
    assertThat(JsonParser.parseString(GSON.toJson(model))).isEqualTo(answer);
    for (RecordComponent component : type.getRecordComponents()) {
      Object value = get(component, model);
      if (component.getType() == List.class || component.getType() == Map.class) {
        assertThat(value).as(component.getName()).isNotNull();
      } else if (!name(component).equals(member) && !component.getName().equals("raw")) {
        assertThat(value).as(component.getName()).isNotNull();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> unknownMembersAreKept() throws IOException {
    return models().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getSimpleName(),
                    () -> {
                      JsonObject answer = sample(type);
                      answer.add("newer_than_this_library", oddList());
                      assertThat(raw(GSON.fromJson(answer, type))).isEqualTo(answer);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> anAnswerThatIsNoObjectIsNoModel() throws IOException {
    return models().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getSimpleName(),
                    () -> {
                      for (String json : List.of("null", "[]", "\"text\"", "7", "true")) {
                        assertThat((Object) GSON.fromJson(json, type)).isNull();
                      }
                    }));
  }

  private static JsonObject raw(Object model) {
    try {
      return (JsonObject) model.getClass().getMethod("raw").invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("raw", e);
    }
  }

  private static Object get(RecordComponent component, Object model) {
    try {
      return component.getAccessor().invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }

  private static List<String> members(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.getName().equals("raw"))
        .map(ResponseToleranceTest::name)
        .collect(Collectors.toList());
  }

  private static String name(RecordComponent component) {
    SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
    return name == null ? component.getName() : name.value();
  }

  private static JsonObject sample(Class<?> type) {
    JsonObject object = new JsonObject();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.getName().equals("raw")) {
        object.add(name(component), sample(component.getGenericType()));
      }
    }
    return object;
  }

  private static JsonElement sample(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Map.class) {
        JsonObject map = new JsonObject();
        map.add("key", sample(item));
        return map;
      }
      JsonArray list = new JsonArray();
      list.add(sample(item));
      return list;
    }
    Class<?> target = (Class<?>) type;
    if (target.isRecord()) {
      return sample(target);
    }
    if (target == Instant.class) {
      return new JsonPrimitive("2026-06-01T10:00:00Z");
    }
    if (target == Boolean.class) {
      return new JsonPrimitive(false);
    }
    return Number.class.isAssignableFrom(target)
        ? new JsonPrimitive(3)
        : target == Job.class ? new JsonObject() : new JsonPrimitive("text");
  }
}
