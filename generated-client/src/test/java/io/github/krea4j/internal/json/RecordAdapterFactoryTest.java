package io.github.krea4j.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.WireEnum;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordAdapterFactoryTest {
  @JsonAdapter(RecordAdapterFactory.class)
  public record Thing(
      String id,
      @SerializedName("uploaded_at") Instant uploadedAt,
      Number width,
      Long likes,
      Boolean open,
      Kind kind,
      Owner owner,
      List<String> urls,
      List<Job> jobs,
      Map<String, Owner> owners,
      JsonElement metadata,
      JsonObject raw) {}

  @JsonAdapter(RecordAdapterFactory.class)
  public record Owner(String name, JsonObject raw) {}

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
  void readsEveryKindOfComponent() {
    Thing thing =
        read(
            "{'id':'a','uploaded_at':'2026-01-01T00:00:00Z','width':1024,'likes':3,'open':true,"
                + "'kind':'good','owner':{'name':'o'},'urls':['u'],'jobs':[{'job_id':'j'}],"
                + "'owners':{'x':{'name':'p'}},'metadata':{'a':1}}");
    assertThat(thing.id()).isEqualTo("a");
    assertThat(thing.uploadedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(thing.width()).isEqualTo(1024L);
    assertThat(thing.likes()).isEqualTo(3L);
    assertThat(thing.open()).isTrue();
    assertThat(thing.kind()).isEqualTo(Kind.GOOD);
    assertThat(thing.owner().name()).isEqualTo("o");
    assertThat(thing.urls()).containsExactly("u");
    assertThat(thing.jobs()).extracting(Job::id).containsExactly("j");
    assertThat(thing.owners().get("x").name()).isEqualTo("p");
    assertThat(thing.metadata()).isEqualTo(JsonParser.parseString("{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':null,'uploaded_at':null,'width':null,'likes':null,'open':null,'owner':null,"
            + "'urls':null,'jobs':null,'owners':null,'metadata':null}",
        "{'id':{},'uploaded_at':'x','width':'w','likes':1.5,'open':'o','kind':null,'owner':[],"
            + "'urls':{},'jobs':'j','owners':[]}"
      })
  void whatIsMissingOrOfAnotherTypeIsAbsent(String json) {
    Thing thing = read(json);
    assertThat(thing.id()).isNull();
    assertThat(thing.uploadedAt()).isNull();
    assertThat(thing.width()).isNull();
    assertThat(thing.likes()).isNull();
    assertThat(thing.open()).isNull();
    assertThat(thing.kind()).isNull();
    assertThat(thing.owner()).isNull();
    assertThat(thing.urls()).isEmpty();
    assertThat(thing.jobs()).isEmpty();
    assertThat(thing.owners()).isEmpty();
    assertThat(thing.metadata()).isNull();
    assertThat(thing.raw()).isEqualTo(JsonParser.parseString(json.replace('\'', '"')));
  }

  @Test
  void wholeNumbersAreWholeHoweverTheyAreWritten() {
    assertThat(read("{'width':1024.0,'likes':3.0}").width()).isEqualTo(1024L);
    assertThat(read("{'width':1024.0,'likes':3.0}").likes()).isEqualTo(3L);
    assertThat(read("{'width':1e3}").width()).isEqualTo(1000L);
    assertThat(read("{'width':0.5}").width()).isEqualTo(new BigDecimal("0.5"));
    assertThat(read("{'width':9007199254740993}").width()).isEqualTo(9007199254740993L);
    assertThat(read("{'likes':1e999999999}").likes()).isNull();
    assertThat(read("{'width':0e999999999}").width()).isEqualTo(0L);
  }

  @Test
  void unknownEnumValuesAreUnknown() {
    assertThat(read("{'kind':'better'}").kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(read("{'kind':''}").kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void listsSkipItemsOfAnotherType() {
    assertThat(read("{'urls':['a',null,{},'b']}").urls()).containsExactly("a", "b");
    assertThat(read("{'jobs':[{'job_id':'j'},7,null]}").jobs()).hasSize(1);
  }

  @Test
  void unknownMembersStayInRawAtEveryDepth() {
    Thing thing = read("{'new':[1],'owner':{'name':'o','age':7}}");
    assertThat(thing.raw().has("new")).isTrue();
    assertThat(thing.owner().raw().get("age").getAsInt()).isEqualTo(7);
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
  }

  @Test
  void aRecordMadeByHandIsWrittenFromItsComponents() {
    Thing thing =
        new Thing(
            "a",
            Instant.EPOCH,
            1,
            2L,
            true,
            Kind.GOOD,
            new Owner("o", new JsonObject()),
            List.of("u"),
            List.of(),
            Map.of(),
            null,
            new JsonObject());
    assertThat(new Gson().toJson(thing))
        .isEqualTo(
            "{\"id\":\"a\",\"uploaded_at\":\"1970-01-01T00:00:00Z\",\"width\":1,\"likes\":2,"
                + "\"open\":true,\"kind\":\"good\",\"owner\":{\"name\":\"o\"},\"urls\":[\"u\"]}");
  }
}
