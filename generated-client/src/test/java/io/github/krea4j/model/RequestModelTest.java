package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.JsonAdapter;
import io.github.krea4j.internal.json.RequestAdapterFactory;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.MultipartBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestModelTest {
  @JsonAdapter(RequestAdapterFactory.class)
  public static final class Sample extends RequestModel<Sample> {
    private static final String[] REQUIRED = {
      "prompt", "image_url", "child.id", "children[].id", "children[].child.id"
    };

    public Sample() {
      super(REQUIRED, ANY);
    }

    Sample prompt(String prompt) {
      return set("prompt", prompt);
    }

    String prompt() {
      return read("prompt", String.class);
    }

    Sample width(Number width) {
      return set("width", width);
    }

    Number width() {
      return read("width", Number.class);
    }

    Boolean audio() {
      return read("audio", Boolean.class);
    }

    Sample duration(Length duration) {
      return set("duration", duration);
    }

    Length duration() {
      return read("duration", Length.class);
    }

    Sample child(Child child) {
      return set("child", child);
    }

    Child child() {
      return read("child", Child.class);
    }

    Sample children(List<Child> children) {
      return set("children", children);
    }

    Sample children(Child... children) {
      return set("children", children);
    }

    List<Child> children() {
      return list("children", Child.class);
    }

    List<String> urls() {
      return list("urls", String.class);
    }
  }

  @JsonAdapter(RequestAdapterFactory.class)
  public static final class Child extends RequestModel<Child> {
    public Child() {
      super(NONE, ANY);
    }

    Child id(String id) {
      return set("id", id);
    }

    String id() {
      return read("id", String.class);
    }
  }

  public static final class Either extends RequestModel<Either> {
    private static final String[][] VARIANTS = {{"type", "uri"}, {"type", "image", "mask"}};

    public Either() {
      super(NONE, VARIANTS);
    }
  }

  enum Length implements WireEnum {
    DURATION_5(5),
    DURATION_10(10);

    private final int value;

    Length(int value) {
      this.value = value;
    }

    @Override
    public Number value() {
      return value;
    }
  }

  private static String json(Object value) {
    return new Gson().toJson(value);
  }

  @Test
  void nothingIsSentThatWasNotSet() {
    assertThat(json(new Sample())).isEqualTo("{}");
    assertThat(json(new Sample().prompt("a"))).isEqualTo("{\"prompt\":\"a\"}");
  }

  @Test
  void numbersAreSentAsWritten() {
    assertThat(json(new Sample().width(1024))).isEqualTo("{\"width\":1024}");
    assertThat(json(new Sample().width(3317551338L))).isEqualTo("{\"width\":3317551338}");
    assertThat(json(new Sample().width(-9007199254740991L)))
        .isEqualTo("{\"width\":-9007199254740991}");
    assertThat(json(new Sample().width(0.8))).isEqualTo("{\"width\":0.8}");
    assertThat(json(new Sample().width(0.8f))).isEqualTo("{\"width\":0.8}");
    assertThat(json(new Sample().width(new BigDecimal("1.50")))).isEqualTo("{\"width\":1.50}");
  }

  @Test
  void numberEnumsAreSentAsNumbers() {
    assertThat(json(new Sample().duration(Length.DURATION_10))).isEqualTo("{\"duration\":10}");
  }

  @Test
  void aNumberThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> new Sample().width(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field \"width\" is NaN; JSON has finite numbers only");
    assertThatThrownBy(
            () -> new Sample().put("x", Map.of("y", List.of(1, Float.NEGATIVE_INFINITY))))
        .hasMessage("field \"x.y[1]\" is -Infinity; JSON has finite numbers only");
  }

  @Test
  void nullIsRefusedByNameWithTheWaysOut() {
    assertThatThrownBy(() -> new Sample().prompt(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "\"prompt\" is set to null; clear(\"prompt\") removes it, put(\"prompt\", null) sends"
                + " an explicit null");
    assertThatThrownBy(() -> new Sample().children((Child[]) null))
        .hasMessageStartingWith("\"children\" is set to null");
  }

  @Test
  void clearRemovesAField() {
    assertThat(json(new Sample().prompt("a").clear("prompt").clear("never_set"))).isEqualTo("{}");
  }

  @Test
  void putSendsAnExplicitNull() {
    Sample sample = new Sample().prompt("a").put("prompt", null);
    assertThat(json(sample)).isEqualTo("{\"prompt\":null}");
    assertThat(sample.raw("prompt")).isEqualTo(JsonNull.INSTANCE);
  }

  @Test
  void theLastCallForAFieldWins() {
    assertThat(json(new Sample().width(1).put("width", "wide"))).isEqualTo("{\"width\":\"wide\"}");
    assertThat(json(new Sample().put("width", "wide").width(1))).isEqualTo("{\"width\":1}");
  }

  @Test
  void gettersReadWhatPutWrote() {
    Sample sample =
        new Sample()
            .put("prompt", "p")
            .put("width", 7)
            .put("audio", true)
            .put("duration", 10)
            .put("child", Map.of("id", "c"))
            .put("children", List.of(Map.of("id", "d")))
            .put("urls", new String[] {"u"});
    assertThat(sample.prompt()).isEqualTo("p");
    assertThat(sample.width()).isEqualTo(7);
    assertThat(sample.audio()).isTrue();
    assertThat(sample.duration()).isEqualTo(Length.DURATION_10);
    assertThat(sample.child()).isEqualTo(new Child().id("c"));
    assertThat(sample.children()).containsExactly(new Child().id("d"));
    assertThat(sample.urls()).containsExactly("u");
  }

  @Test
  void gettersReturnNullWhereNothingIsSetAndNowhereElse() {
    assertThat(new Sample().prompt()).isNull();
    assertThat(new Sample().children()).isNull();
    assertThat(new Sample().raw("prompt")).isNull();
  }

  @ParameterizedTest
  @MethodSource("valuesOfOtherTypes")
  void aValueOfAnotherTypeIsNamedWithTheWayToReadIt(
      Sample sample, Function<Sample, ?> getter, String message) {
    assertThatThrownBy(() -> getter.apply(sample))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  private static Stream<Arguments> valuesOfOtherTypes() {
    return Stream.of(
        otherType("prompt", 1, Sample::prompt, "1, which is no String"),
        otherType("prompt", null, Sample::prompt, "null, which is no String"),
        otherType("width", "wide", Sample::width, "\"wide\", which is no Number"),
        otherType("audio", "yes", Sample::audio, "\"yes\", which is no Boolean"),
        otherType("duration", "8s", Sample::duration, "\"8s\", which is no Length"),
        otherType("duration", 7, Sample::duration, "7, which is no Length"),
        otherType("child", "c", Sample::child, "\"c\", which is no Child"),
        otherType("children", "d", Sample::children, "\"d\", which is no list"),
        Arguments.of(
            new Sample().put("children", List.of(new Child(), "x")),
            (Function<Sample, ?>) Sample::children,
            "\"children[1]\" is set to \"x\", which is no Child; raw(\"children\") reads it"));
  }

  private static Arguments otherType(
      String field, Object value, Function<Sample, ?> getter, String what) {
    return Arguments.of(
        new Sample().put(field, value),
        getter,
        "\"" + field + "\" is set to " + what + "; raw(\"" + field + "\") reads it");
  }

  @Test
  void nestedValuesAreCopiesBothWays() {
    Child child = new Child().id("a");
    Sample sample = new Sample().child(child).children(child);
    child.id("changed");
    sample.child().id("changed");
    sample.children().get(0).id("changed");
    sample.raw("child").getAsJsonObject().addProperty("id", "changed");
    assertThat(json(sample)).isEqualTo("{\"child\":{\"id\":\"a\"},\"children\":[{\"id\":\"a\"}]}");
  }

  @Test
  void aCopySharesNothing() {
    Sample sample = new Sample().prompt("a").child(new Child().id("c"));
    Sample copy = sample.copy().prompt("b").put("child", null);
    assertThat(json(sample)).isEqualTo("{\"prompt\":\"a\",\"child\":{\"id\":\"c\"}}");
    assertThat(json(copy)).isEqualTo("{\"prompt\":\"b\",\"child\":null}");
    assertThat(copy.missingFields()).containsExactly("image_url");
  }

  @Test
  void fieldsOfTwoClosedVariantsAreRefusedTogether() {
    Either either = new Either().put("type", "image").put("image", "i").put("mask", "m");
    assertThatThrownBy(() -> either.put("uri", "u"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"uri\" cannot be set beside \"image\": the service takes the fields of one variant of"
                + " this object alone; clear(\"image\") first");
    either.clear("image").clear("mask").put("uri", "u");
    assertThat(either.toJson().keySet()).containsExactly("type", "uri");
  }

  @Test
  void fieldsThatNoVariantKnowsGoWithAny() {
    assertThat(new Either().put("uri", "u").put("newer", 1).toJson().keySet())
        .containsExactly("uri", "newer");
  }

  @Test
  void putTakesWhateverGsonCanWrite() {
    assertThat(json(new Sample().put("u", URI.create("https://x/")).put("n", new int[] {1, 2})))
        .isEqualTo("{\"u\":\"https://x/\",\"n\":[1,2]}");
  }

  @Test
  void putRefusesAValueWithoutJsonForm() {
    assertThatThrownBy(() -> new Sample().put("when", Optional.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field \"when\" holds a java.util.Optional, which has no JSON form; pass a String,"
                + " Number, Boolean, List, Map, request model or JsonElement");
    assertThatThrownBy(() -> new Sample().put("when", Map.of("at", Instant.EPOCH)))
        .hasMessageStartingWith(
            "field \"when.at\" holds a java.time.Instant, which has no JSON form");
  }

  @ParameterizedTest
  @MethodSource("mediaInProgramsForms")
  void mediaIsRefusedWithTheWayToSendIt(Object media, String type) {
    assertThatThrownBy(() -> new Sample().put("image_url", List.of(media)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field \"image_url[0]\" holds a "
                + type
                + ", which has no JSON form; the service takes media by URL: upload it first and"
                + " pass the URL of the asset, or pass a data URI");
  }

  private static Stream<Arguments> mediaInProgramsForms() {
    return Stream.of(
        Arguments.of(new byte[] {1}, "byte[]"),
        Arguments.of(new ByteArrayInputStream(new byte[0]), "java.io.ByteArrayInputStream"),
        Arguments.of(new StringReader(""), "java.io.StringReader"),
        Arguments.of(new File("a.png"), "java.io.File"),
        Arguments.of(Path.of("a.png"), Path.of("a.png").getClass().getName()),
        Arguments.of(ByteBuffer.allocate(1), "java.nio.HeapByteBuffer"),
        Arguments.of(MultipartBody.Part.createFormData("a", "b"), "okhttp3.MultipartBody$Part"));
  }

  @Test
  void anAnswerIsRefusedWithTheWayToItsUrl() {
    assertThatThrownBy(() -> new Sample().put("image_url", Asset.parse("{\"id\":\"a\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field \"image_url\" holds a io.github.krea4j.model.Asset, which has no JSON form; pass"
                + " the one of its values that is meant, such as asset.imageUrl() or"
                + " job.urls().get(0)");
  }

  @ParameterizedTest
  @MethodSource("objectsWithoutANamedClass")
  void objectsOfClassesWithoutANameAreRefused(Object value) {
    assertThatThrownBy(() -> new Sample().put("prompt", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "which has no JSON form; pass a String, Number, Boolean, List, Map, request model or"
                + " JsonElement");
  }

  private static Stream<Object> objectsWithoutANamedClass() {
    Supplier<String> lambda = () -> "prompt";
    record Local(String prompt) {}
    return Stream.of(lambda, new Local("prompt"), new Object() {});
  }

  @Test
  void halfACharacterIsRefusedByItsPath() {
    assertThatThrownBy(() -> new Sample().prompt("ab\ud83d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field \"prompt\" holds half of a character at index 2 (an unpaired surrogate), which no"
                + " encoding can carry; do not cut texts inside of a surrogate pair");
    JsonObject deep = new JsonObject();
    deep.add("list", JsonParser.parseString("[\"a\", \"\\udc00\"]"));
    assertThatThrownBy(() -> new Sample().put("x", deep)).hasMessageContaining("\"x.list[1]\"");
    assertThatThrownBy(() -> new Sample().put("x", Map.of("\ud800", 1)))
        .hasMessage("field \"x\" has a key with half of a character (an unpaired surrogate)");
    assertThat(json(new Sample().prompt("\ud83d\ude00")))
        .isEqualTo("{\"prompt\":\"\ud83d\ude00\"}");
  }

  @Test
  void numbersThatAreNoneAreRefusedInEveryDisguise() {
    assertThatThrownBy(() -> new Sample().put("x", new JsonPrimitive(Double.NaN)))
        .hasMessage("field \"x\" is NaN; JSON has finite numbers only");
    assertThatThrownBy(
            () ->
                new Sample()
                    .width(
                        new DoubleAdder() {
                          @Override
                          public double doubleValue() {
                            return Double.POSITIVE_INFINITY;
                          }

                          @Override
                          public String toString() {
                            return "Infinity";
                          }
                        }))
        .hasMessage("field \"width\" is Infinity; JSON has finite numbers only");
    assertThat(json(new Sample().width(new BigDecimal("1E+400")))).isEqualTo("{\"width\":1E+400}");
  }

  @Test
  void putRefusesKeysThatAreNoText() {
    assertThatThrownBy(() -> new Sample().put("x", Map.of(1, 2)))
        .hasMessage("field \"x\" has the key 1; every key must be a String");
  }

  @Test
  void putRefusesAMapThatHoldsItself() {
    Map<String, Object> map = new HashMap<>();
    map.put("x", map);
    assertThatThrownBy(() -> new Sample().put("m", map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is nested more than 100 levels deep");
  }

  @Test
  void whatPutGotIsCopied() {
    List<String> list = new ArrayList<>(List.of("a"));
    Sample sample = new Sample().put("urls", list);
    list.add("b");
    assertThat(sample.urls()).containsExactly("a");
  }

  @Test
  void listsAreCopiedAndHoldNoNulls() {
    List<Child> list = new ArrayList<>(List.of(new Child().id("a")));
    Sample sample = new Sample().children(list);
    list.clear();
    assertThat(sample.children()).hasSize(1);
    assertThatThrownBy(() -> new Sample().children(Arrays.asList(new Child(), null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("\"children\" is set to a list that holds null");
  }

  @Test
  void missingFieldsAreListedInTheDocumentsOrder() {
    assertThat(new Sample().missingFields()).containsExactly("prompt", "image_url");
    assertThat(new Sample().put("image_url", null).missingFields()).containsExactly("prompt");
  }

  @Test
  void missingFieldsOfObjectsInsideAreListedByTheirPath() {
    Sample sample =
        new Sample()
            .prompt("p")
            .put("image_url", "u")
            .child(new Child())
            .children(new Child().id("a"), new Child().put("child", Map.of()));
    assertThat(sample.missingFields())
        .containsExactly("child.id", "children[1].id", "children[1].child.id");
  }

  @Test
  void valuesThatAreNoObjectsMissNothing() {
    Sample sample = new Sample().prompt("p").put("image_url", "u");
    sample.put("child", "https://example.org/").put("children", List.of("x"));
    assertThat(sample.missingFields()).isEmpty();
    assertThat(sample.put("children", "x").missingFields()).isEmpty();
  }

  @Test
  void anyGsonReadsWhatItWrote() {
    Sample sample =
        new Sample()
            .prompt("<é>")
            .width(9007199254740993L)
            .child(new Child().id("c"))
            .put("new", Map.of("a", 1.5))
            .put("gone", null);
    assertThat(new Gson().fromJson(new Gson().toJson(sample), Sample.class)).isEqualTo(sample);
  }

  @Test
  void explicitNullsSurviveInsideOtherObjects() {
    Map<String, Object> outer = new HashMap<>();
    outer.put("request", new Sample().put("prompt", null));
    outer.put("own", null);
    assertThat(json(outer)).isEqualTo("{\"request\":{\"prompt\":null}}");
  }

  @Test
  void equalityIsThatOfTheJsonWhateverTheOrder() {
    Sample one = new Sample().prompt("a").width(1);
    Sample two = new Sample().put("width", 1).put("prompt", "a");
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(one).isNotEqualTo(new Sample().prompt("a").width(2));
    assertThat(one).isNotEqualTo(new Sample().prompt("a").width(1).put("x", null));
    assertThat(new Sample().width(9007199254740993L))
        .isNotEqualTo(new Sample().width(9007199254740992L));
  }

  @Test
  void toStringShowsTheFieldsAndCutsLongTexts() {
    assertThat(new Sample().prompt("a").put("new", 1))
        .hasToString("Sample{\"prompt\":\"a\",\"new\":1}");
    assertThat(new Sample().prompt("x".repeat(5000)).toString())
        .hasSizeLessThan(300)
        .contains("… (5000 characters)");
  }
}
