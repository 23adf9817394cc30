package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.annotations.JsonAdapter;
import io.github.krea4j.internal.json.RequestAdapterFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestModelTest {
  @JsonAdapter(RequestAdapterFactory.class)
  public static final class Sample extends RequestModel<Sample> {
    public Sample() {
      super("prompt", "image_url");
    }

    Sample prompt(String prompt) {
      return set("prompt", prompt);
    }

    String prompt() {
      return string("prompt");
    }

    Sample width(Number width) {
      return set("width", width);
    }

    Number width() {
      return number("width");
    }

    Long steps() {
      return integer("steps");
    }

    Boolean audio() {
      return bool("audio");
    }

    Sample duration(Length duration) {
      return set("duration", duration);
    }

    Length duration() {
      return enumeration("duration", Length.class);
    }

    Sample child(Child child) {
      return set("child", child);
    }

    Child child() {
      return object("child", Child.class);
    }

    Sample children(List<Child> children) {
      return set("children", children);
    }

    List<Child> children() {
      return list("children", Child.class);
    }

    List<String> urls() {
      return list("urls", String.class);
    }

    JsonElement free() {
      return json("free");
    }
  }

  @JsonAdapter(RequestAdapterFactory.class)
  public static final class Child extends RequestModel<Child> {
    public Child() {}

    Child id(String id) {
      return set("id", id);
    }

    String id() {
      return string("id");
    }
  }

  enum Length implements WireEnum {
    _5(5),
    _10(10);

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
    assertThat(json(new Sample().duration(Length._10))).isEqualTo("{\"duration\":10}");
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
  void aSetterGivenNullClearsItsField() {
    assertThat(json(new Sample().prompt("a").prompt(null))).isEqualTo("{}");
  }

  @Test
  void putSendsAnExplicitNull() {
    Sample sample = new Sample().prompt("a").put("prompt", null);
    assertThat(json(sample)).isEqualTo("{\"prompt\":null}");
    assertThat(sample.prompt()).isNull();
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
            .put("steps", 25)
            .put("audio", true)
            .put("duration", 10)
            .put("child", Map.of("id", "c"))
            .put("children", List.of(Map.of("id", "d")))
            .put("urls", new String[] {"u"})
            .put("free", Map.of("k", 1));
    assertThat(sample.prompt()).isEqualTo("p");
    assertThat(sample.width()).isEqualTo(7);
    assertThat(sample.steps()).isEqualTo(25L);
    assertThat(sample.audio()).isTrue();
    assertThat(sample.duration()).isEqualTo(Length._10);
    assertThat(sample.child()).isEqualTo(new Child().id("c"));
    assertThat(sample.children()).containsExactly(new Child().id("d"));
    assertThat(sample.urls()).containsExactly("u");
    assertThat(sample.free()).isEqualTo(JsonParser.parseString("{\"k\":1}"));
  }

  @Test
  void gettersOfValuesTheyCannotExpressReturnNull() {
    Sample sample =
        new Sample()
            .put("prompt", List.of())
            .put("width", "wide")
            .put("steps", 2.5)
            .put("audio", "yes")
            .put("duration", 7)
            .put("child", "c")
            .put("children", "d");
    assertThat(sample.prompt()).isNull();
    assertThat(sample.width()).isNull();
    assertThat(sample.steps()).isNull();
    assertThat(sample.audio()).isNull();
    assertThat(sample.duration()).isNull();
    assertThat(sample.child()).isNull();
    assertThat(sample.children()).isNull();
    assertThat(json(sample)).contains("\"duration\":7");
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
                + " Number, Boolean, List, Map or JsonElement");
    assertThatThrownBy(() -> new Sample().put("when", Map.of("at", Instant.EPOCH)))
        .hasMessageStartingWith(
            "field \"when.at\" holds a java.time.Instant, which has no JSON form");
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
        .hasMessage("field \"children\" holds a null item");
  }

  @Test
  void missingFieldsAreListedInTheDocumentsOrder() {
    assertThat(new Sample().missingFields()).containsExactly("prompt", "image_url");
    assertThat(new Sample().put("image_url", null).missingFields()).containsExactly("prompt");
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
