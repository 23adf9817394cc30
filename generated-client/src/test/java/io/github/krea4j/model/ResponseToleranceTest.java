package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Feeds every generated response model every kind of answer that differs from the document. */
class ResponseToleranceTest {
  private static final Gson GSON = new Gson();
  private static final Path SURFACE =
      Path.of("target/generated-sources/openapi/generated-surface.txt");
  private static final Pattern FIELD =
      Pattern.compile("  (.+?): (\\w+)\\(\\) \\S+(?: \\{.*})?( required)?");

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

  /** One accessor of a model. */
  private record Member(String wireName, Method accessor, boolean promised) {
    Object get(Object model) {
      try {
        return accessor.invoke(model);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new LinkageError(wireName, e);
      } catch (IllegalAccessException e) {
        throw new LinkageError(wireName, e);
      }
    }
  }

  private static JsonPrimitive number(String text) {
    return new JsonPrimitive(new BigDecimal(text));
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

  /** The generated models, as the generator has listed them. */
  private static Map<Class<?>, List<Member>> models() {
    Map<Class<?>, List<Member>> models = new LinkedHashMap<>();
    Class<?> type = null;
    for (String line : surface()) {
      Matcher field = FIELD.matcher(line);
      if (line.startsWith("response ")) {
        type = load(line.substring("response ".length()).replace('.', '$'));
        models.put(type, new ArrayList<>());
      } else if (!line.startsWith("  ")) {
        type = null;
      } else if (type != null && field.matches()) {
        Method accessor = method(type, field.group(2));
        models.get(type).add(new Member(field.group(1), accessor, field.group(3) != null));
      }
    }
    return models;
  }

  private static List<String> surface() {
    try {
      return Files.readAllLines(SURFACE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(Asset.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name, e);
    }
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(name, e);
    }
  }

  @Test
  void thereAreModels() {
    assertThat(models())
        .containsKeys(Asset.class, AssetPage.class, JobPage.class, Style.class, Style.Owner.class);
  }

  @Test
  void everyModelIsFinalAndHasNoPublicConstructor() {
    assertThat(models().keySet())
        .allSatisfy(
            type -> {
              assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
              assertThat(type.getConstructors()).isEmpty();
              assertThat(type.getDeclaredConstructors())
                  .extracting(Constructor::getModifiers)
                  .noneMatch(Modifier::isProtected);
            });
  }

  @Test
  void whatIsPromisedIsPlainAndAllElseOptional() {
    models()
        .forEach(
            (type, members) ->
                members.forEach(
                    member ->
                        assertThat(member.accessor().getReturnType() == Optional.class)
                            .as(member.accessor().toString())
                            .isNotEqualTo(member.promised())));
  }

  @Test
  void timesAreInstantsEverywhere() {
    models()
        .forEach(
            (type, members) ->
                members.stream()
                    .filter(member -> member.wireName().endsWith("_at"))
                    .forEach(
                        member ->
                            assertThat(member.accessor().getGenericReturnType().getTypeName())
                                .as(member.accessor().toString())
                                .containsPattern("^(java.util.Optional<)?java.time.Instant>?$")));
  }

  @TestFactory
  Stream<DynamicTest> everyMemberMayBeAnything() {
    return models().entrySet().stream()
        .flatMap(
            model ->
                model.getValue().stream()
                    .flatMap(
                        member ->
                            MUTATIONS.entrySet().stream()
                                .map(
                                    mutation ->
                                        DynamicTest.dynamicTest(
                                            model.getKey().getSimpleName()
                                                + "."
                                                + member.wireName()
                                                + " "
                                                + mutation.getKey(),
                                            () ->
                                                survives(
                                                    model.getKey(),
                                                    model.getValue(),
                                                    member,
                                                    mutation.getValue())))));
  }

  private static void survives(
      Class<?> type,
      List<Member> members,
      Member changed,
      BiConsumer<JsonObject, String> mutation) {
    JsonObject answer = sample(type);
    mutation.accept(answer, changed.wireName());
    Object model = GSON.fromJson(answer, type);
    assertThat(raw(model)).isEqualTo(answer);
    assertThat(JsonParser.parseString(GSON.toJson(model))).isEqualTo(answer);
    for (Member member : members) {
      if (!member.wireName().equals(changed.wireName())) {
        assertThat(member.get(model)).as(member.wireName()).isNotEqualTo(Optional.empty());
      }
    }
    JsonElement value = answer.get(changed.wireName());
    if (changed.promised() && (value == null || value.isJsonNull())) {
      assertThatThrownBy(() -> changed.get(model))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("\"" + changed.wireName() + "\"")
          .hasMessageContaining("raw()");
    } else if (changed.promised()) {
      givesAValueOrSaysWhereItIs(changed, model);
    } else {
      assertThat(changed.get(model)).isInstanceOf(Optional.class);
    }
  }

  private static void givesAValueOrSaysWhereItIs(Member member, Object model) {
    Object value;
    try {
      value = member.get(model);
    } catch (IllegalStateException e) {
      assertThat(e)
          .hasMessageContaining("raw().get(\"" + member.wireName() + "\")")
          .hasMessageContaining(model.getClass().getSimpleName());
      return;
    }
    assertThat(value).isNotNull();
  }

  @TestFactory
  Stream<DynamicTest> unknownMembersAreKept() {
    return models().keySet().stream()
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
  Stream<DynamicTest> parseReadsWhatGsonReads() {
    return models().keySet().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getSimpleName(),
                    () -> {
                      String answer = sample(type).toString();
                      assertThat(method(type, "parse", String.class).invoke(null, answer))
                          .isEqualTo(GSON.fromJson(answer, type));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> anAnswerThatIsNoObjectIsNoModel() {
    return models().keySet().stream()
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
      return (JsonObject) method(model.getClass(), "raw").invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("raw", e);
    }
  }

  private static JsonObject sample(Class<?> type) {
    JsonObject object = new JsonObject();
    for (Member member : models().getOrDefault(type, List.of())) {
      object.add(member.wireName(), sample(member.accessor().getGenericReturnType()));
    }
    return object;
  }

  private static JsonElement sample(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Optional.class) {
        return sample(item);
      }
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
    if (ResponseModel.class.isAssignableFrom(target)) {
      return sample(target);
    }
    if (target == Instant.class) {
      return new JsonPrimitive("2026-06-01T10:00:00Z");
    }
    if (target == URI.class) {
      return new JsonPrimitive("https://gen.krea.ai/images/1.png");
    }
    if (target == boolean.class || target == Boolean.class) {
      return new JsonPrimitive(false);
    }
    return target == long.class || Number.class.isAssignableFrom(target)
        ? new JsonPrimitive(3)
        : new JsonPrimitive("text");
  }
}
