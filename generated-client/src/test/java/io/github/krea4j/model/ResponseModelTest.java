package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.annotations.JsonAdapter;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseModelTest {
  @JsonAdapter(ResponseAdapterFactory.class)
  public static final class Thing extends ResponseModel {
    Thing(JsonObject json) {
      super(json);
    }

    public static Thing parse(String json) {
      return new Thing(object("a Thing", json));
    }

    Optional<String> id() {
      return optional("id", TEXT);
    }

    String mustHaveId() {
      return required("id", TEXT);
    }

    Optional<URI> link() {
      return optional("link", URL);
    }

    Optional<Instant> uploadedAt() {
      return optional("uploaded_at", TIME);
    }

    Instant mustHaveUploadedAt() {
      return required("uploaded_at", TIME);
    }

    Optional<Number> width() {
      return optional("width", NUMBER);
    }

    Optional<Long> likes() {
      return optional("likes", WHOLE);
    }

    Optional<Boolean> open() {
      return optional("open", FLAG);
    }

    Optional<Kind> kind() {
      return optional("kind", constant(Kind.class));
    }

    Optional<Owner> owner() {
      return optional("owner", object(Owner::new));
    }

    Optional<List<String>> urls() {
      return optional("urls", list(TEXT));
    }

    Optional<List<Job>> jobs() {
      return optional("jobs", list(object(Job::new)));
    }

    Optional<Map<String, Owner>> owners() {
      return optional("owners", map(object(Owner::new)));
    }

    Optional<JsonElement> metadata() {
      return optional("metadata", JSON);
    }
  }

  @JsonAdapter(ResponseAdapterFactory.class)
  public static final class Owner extends ResponseModel {
    Owner(JsonObject json) {
      super(json);
    }

    String name() {
      return required("name", TEXT);
    }
  }

  public enum Kind implements WireEnum {
    GOOD("good"),
    UNKNOWN("");

    private final String value;

    Kind(String value) {
      this.value = value;
    }

    @Override
    public String value() {
      return value;
    }
  }

  private static Thing read(String json) {
    return new Gson().fromJson(json.replace('\'', '"'), Thing.class);
  }

  @Test
  void readsEveryKindOfMember() {
    Thing thing =
        read(
            "{'id':'a','link':'https://x/1','uploaded_at':'2026-01-01T00:00:00Z','width':1024,"
                + "'likes':3,'open':true,'kind':'good','owner':{'name':'o'},'urls':['u'],"
                + "'jobs':[{'job_id':'j'}],'owners':{'x':{'name':'p'}},'metadata':{'a':1}}");
    assertThat(thing.id()).contains("a");
    assertThat(thing.mustHaveId()).isEqualTo("a");
    assertThat(thing.link()).contains(URI.create("https://x/1"));
    assertThat(thing.uploadedAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(thing.width()).contains(1024L);
    assertThat(thing.likes()).contains(3L);
    assertThat(thing.open()).contains(true);
    assertThat(thing.kind()).contains(Kind.GOOD);
    assertThat(thing.owner().orElseThrow().name()).isEqualTo("o");
    assertThat(thing.urls()).contains(List.of("u"));
    assertThat(thing.jobs().orElseThrow()).extracting(Job::id).containsExactly("j");
    assertThat(thing.owners().orElseThrow().get("x").name()).isEqualTo("p");
    assertThat(thing.metadata()).contains(JsonParser.parseString("{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':null,'link':null,'uploaded_at':null,'width':null,'likes':null,'open':null,"
            + "'owner':null,'urls':null,'jobs':null,'owners':null,'metadata':null}",
        "{'id':{},'link':' ','uploaded_at':'x','width':'w','likes':1.5,'open':'o','kind':{},"
            + "'owner':[],'urls':{},'jobs':'j','owners':[]}"
      })
  void whatIsMissingOrOfAnotherTypeIsEmpty(String json) {
    Thing thing = read(json);
    assertThat(thing.id()).isEmpty();
    assertThat(thing.link()).isEmpty();
    assertThat(thing.uploadedAt()).isEmpty();
    assertThat(thing.width()).isEmpty();
    assertThat(thing.likes()).isEmpty();
    assertThat(thing.open()).isEmpty();
    assertThat(thing.kind()).isEmpty();
    assertThat(thing.owner()).isEmpty();
    assertThat(thing.urls()).isEmpty();
    assertThat(thing.jobs()).isEmpty();
    assertThat(thing.owners()).isEmpty();
    assertThat(thing.metadata()).isEmpty();
    assertThat(thing.raw()).isEqualTo(JsonParser.parseString(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'id':null}"})
  void whatWasPromisedButIsMissingIsAnErrorWhenAskedFor(String json) {
    assertThatThrownBy(() -> read(json).mustHaveId())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the service sent no \"id\"; raw() of this Thing holds all it sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'yesterday'", "17", "[]", "{}", "true"})
  void whatWasPromisedAsAnotherTypeIsAnErrorWhenAskedFor(String value) {
    assertThatThrownBy(() -> read("{'uploaded_at':" + value + "}").mustHaveUploadedAt())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the service sent a \"uploaded_at\" of an unexpected kind;"
                + " raw().get(\"uploaded_at\") of this Thing holds it");
  }

  @Test
  void wholeNumbersAreWholeHoweverTheyAreWritten() {
    assertThat(read("{'width':1024.0,'likes':3.0}").width()).contains(1024L);
    assertThat(read("{'width':1024.0,'likes':3.0}").likes()).contains(3L);
    assertThat(read("{'width':1e3}").width()).contains(1000L);
    assertThat(read("{'width':0.5}").width()).contains(new BigDecimal("0.5"));
    assertThat(read("{'width':9007199254740993}").width()).contains(9007199254740993L);
    assertThat(read("{'likes':1e999999999}").likes()).isEmpty();
    assertThat(read("{'width':0e999999999}").width()).contains(0L);
  }

  @Test
  void unknownEnumValuesAreUnknownAndStayInRaw() {
    assertThat(read("{'kind':'better'}").kind()).contains(Kind.UNKNOWN);
    assertThat(read("{'kind':'better'}").raw().get("kind").getAsString()).isEqualTo("better");
    assertThat(read("{'kind':''}").kind()).contains(Kind.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://x/a b|ü.png?q=[1], https://x/a%20b%7C%C3%BC.png?q=%5B1%5D",
    "https://x/50%, https://x/50%25",
    "http:, http%3A",
    "://, %3A%2F%2F",
    "1https://x, 1https%3A%2F%2Fx"
  })
  void urlThatIsNoUriIsEncoded(String url, URI uri) {
    assertThat(read("{'link':'" + url + "'}").link()).contains(uri);
  }

  @Test
  void listsSkipItemsOfAnotherType() {
    assertThat(read("{'urls':['a',null,{},'b']}").urls()).contains(List.of("a", "b"));
    assertThat(read("{'jobs':[{'job_id':'j'},7,null]}").jobs().orElseThrow()).hasSize(1);
    assertThat(read("{'owners':{'a':null,'b':7,'c':{}}}").owners().orElseThrow())
        .containsOnlyKeys("c");
  }

  @Test
  void unknownMembersStayInRawAtEveryDepth() {
    Thing thing = read("{'new':[1],'owner':{'name':'o','age':7}}");
    assertThat(thing.raw().has("new")).isTrue();
    assertThat(thing.owner().orElseThrow().raw().get("age").getAsInt()).isEqualTo(7);
  }

  @Test
  void nothingThatIsHandedOutChangesIt() {
    String json =
        "{'owner':{'name':'o'},'urls':['u'],'owners':{'x':{'name':'p'}},'metadata':{'a':[1]}}";
    Thing thing = read(json);
    thing.raw().getAsJsonObject("owner").addProperty("name", "changed");
    thing.owner().orElseThrow().raw().addProperty("name", "changed");
    thing.metadata().orElseThrow().getAsJsonObject().getAsJsonArray("a").add(2);
    assertThatThrownBy(() -> thing.urls().orElseThrow().add("v"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> thing.owners().orElseThrow().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(thing).isEqualTo(read(json));
  }

  @Test
  void treeThatItWasReadFromMayBeChanged() {
    JsonObject tree = JsonParser.parseString("{\"id\":\"a\"}").getAsJsonObject();
    Thing thing = new Gson().fromJson(tree, Thing.class);
    tree.addProperty("id", "b");
    assertThat(thing.id()).contains("a");
  }

  @Test
  void equalityIsThatOfTheJsonWithUnknownMembersButWithoutOrder() {
    Thing thing = read("{'id':'a','new':[1]}");
    assertThat(thing)
        .isEqualTo(read("{'new':[1],'id':'a'}"))
        .hasSameHashCodeAs(read("{'new':[1],'id':'a'}"))
        .isNotEqualTo(read("{'id':'a','new':[2]}"))
        .isNotEqualTo(read("{'id':'a'}"))
        .isNotEqualTo(new Owner(thing.raw()));
  }

  @Test
  void toStringShowsTheJsonAndCutsItIfItIsLong() {
    assertThat(read("{'id':'a','new':null}")).hasToString("Thing{\"id\":\"a\",\"new\":null}");
    assertThat(read("{'id':'" + "x".repeat(600) + "'}").toString())
        .hasSize("Thing".length() + 501)
        .endsWith("x…");
  }

  @Test
  void parseReadsWhatTheServiceWouldAnswer() {
    assertThat(Thing.parse("{\"id\":\"a\"}")).isEqualTo(read("{'id':'a'}"));
    assertThatThrownBy(() -> Thing.parse("<html>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a Thing: the text is not JSON");
    assertThatThrownBy(() -> Thing.parse("[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a Thing: the text is JSON, but not an object");
  }

  @Test
  void whatIsNoObjectIsNull() {
    assertThat(read("[]")).isNull();
    assertThat(read("'x'")).isNull();
    assertThat(read("null")).isNull();
  }

  @Test
  void isWrittenAsItCame() {
    String json = "{\"id\":\"a\",\"width\":10.50,\"new\":null,\"owner\":{\"name\":\"o\",\"x\":1}}";
    assertThat(new Gson().toJson(new Gson().fromJson(json, Thing.class))).isEqualTo(json);
    assertThat(new Gson().toJson(null, Thing.class)).isEqualTo("null");
  }
}
