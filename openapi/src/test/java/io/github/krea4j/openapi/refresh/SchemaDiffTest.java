package io.github.krea4j.openapi.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas in their many ways of writing. Apostrophes stand for quotes. */
class SchemaDiffTest {
  private static final String COMPONENTS =
      """
      {'components': {'schemas': {
        'Id': {'type': 'string', 'minLength': 1},
        'Named': {'type': 'object', 'properties': {'name': {'type': 'string'}}, 'required': ['name']},
        'Tree': {'type': 'object', 'properties': {
          'child': {'$ref': '#/components/schemas/Tree'}, 'size': {'type': 'integer'}}},
        'With space': {'type': 'boolean'}}}}
      """;

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static SchemaFacts facts(String schema) {
    return new SchemaFactsReader(new References(json(COMPONENTS))).read(json(schema));
  }

  private static List<String> changes(Direction direction, String before, String after) {
    List<String> changes = new ArrayList<>();
    new SchemaDiff(direction, change -> changes.add(change.toString()))
        .compare("it", facts(before), facts(after));
    return changes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type': ['string', 'null']}; {'anyOf': [{'type': 'null'}, {'type': 'string'}]}",
        "{'type': ['string', 'null']}; {'type': 'string', 'nullable': true}",
        "{'type': 'string', 'minLength': 1}; {'$ref': '#/components/schemas/Id'}",
        "{'type': 'string', 'minLength': 1}; {'allOf': [{'$ref': '#/components/schemas/Id'}]}",
        "{'type': 'boolean'}; {'$ref': '#/components/schemas/With%20space'}",
        "{'enum': [5, 10]}; {'type': 'number', 'anyOf': [{'const': 5}, {'const': 10}]}",
        "{'type': 'string', 'enum': ['a', 'b']}; {'oneOf': [{'const': 'b'}, {'const': 'a'}]}",
        "{'type': 'object', 'properties': {'a': {}}}; {'properties': {'a': true}}",
        "{'type': 'number', 'default': 1}; {'type': 'number', 'default': 1.0}",
        "{'type': 'array', 'uniqueItems': false}; {'type': 'array'}",
        "{'type': 'string'}; {'type': 'string', 'title': 'Name', 'examples': ['x']}",
      })
  void waysToWriteTheSameFactsAreEqual(String before, String after) {
    assertThat(changes(Direction.REQUEST, before, after)).isEmpty();
    assertThat(changes(Direction.REQUEST, after, before)).isEmpty();
  }

  @Test
  void partsOfAllOfAreMerged() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'$ref': '#/components/schemas/Named'}",
                """
                {'allOf': [{'$ref': '#/components/schemas/Named'},
                  {'type': 'object', 'properties': {'age': {'type': 'integer'}}, 'required': ['age']}]}
                """))
        .containsExactly("[breaks wire] it.age: added, required integer");
  }

  @Test
  void partsOfAllOfThatContradictAreStillCompared() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'allOf': [{'type': 'number', 'minimum': 1}, {'minimum': 2}]}",
                "{'allOf': [{'type': 'number', 'minimum': 1}, {'minimum': 3}]}"))
        .containsExactly("[changed] it: keyword allOf changed");
  }

  @Test
  void recursiveReferencesEnd() {
    String tree = "{'$ref': '#/components/schemas/Tree'}";
    assertThat(changes(Direction.RESPONSE, tree, tree)).isEmpty();
    assertThat(changes(Direction.RESPONSE, "{'type': 'string'}", tree))
        .containsExactly("[breaks wire] it: type string -> object");
  }

  @Test
  void danglingAndForeignReferencesAreKeptAsTheyAre() {
    assertThat(
            changes(
                Direction.RESPONSE,
                "{'$ref': '#/components/schemas/Nowhere'}",
                "{'$ref': 'other.json#/Id'}"))
        .containsExactly("[changed] it: keyword $ref changed");
  }

  @Test
  void textBecomesUnion() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'string'}",
                "{'anyOf': [{'type': 'string'}, {'type': 'object'}]}"))
        .containsExactly("[new] it: type string -> object or string");
  }

  @Test
  void objectBecomesUnionOfObjects() {
    assertThat(
            changes(
                Direction.RESPONSE,
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}}",
                """
                {'oneOf': [
                  {'type': 'object', 'properties': {'a': {'type': 'string'}}},
                  {'type': 'object', 'properties': {'b': {'type': 'string'}}}]}
                """))
        .containsExactly("[changed] it: type object -> union of 2 objects");
  }

  @Test
  void nestedUnionsAreOneUnion() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'anyOf': [{'anyOf': [{'const': 5}, {'const': 10}]}, {'const': 15}]}",
                "{'enum': [5, 10, 15, 20]}"))
        .containsExactly("[new] it: enum value 20 added");
  }

  @Test
  void itemsAndMapValuesAreCompared() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'array', 'items': {'type': 'string', 'maxLength': 9}}",
                "{'type': 'array', 'items': {'type': 'string', 'maxLength': 8}, 'maxItems': 4}"))
        .containsExactly(
            "[breaks wire] it: maxItems 4 added", "[breaks wire] it[]: maxLength 9 -> 8");
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'object', 'additionalProperties': {'type': 'string'}}",
                "{'type': 'object', 'additionalProperties': {'type': 'number'}}"))
        .containsExactly("[breaks wire] it.*: type string -> number");
  }

  @Test
  void mapValuesGetAType() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'object'}",
                "{'type': 'object', 'additionalProperties': {'type': 'string'}}"))
        .containsExactly("[breaks wire] it.*: type of other fields any -> string");
  }

  @Test
  void answersThatSayLessAreTolerated() {
    assertThat(
            changes(
                Direction.RESPONSE,
                "{'type': 'number', 'minimum': 0}",
                "{'type': ['number', 'null'], 'minimum': 1}"))
        .containsExactly(
            "[changed] it: type number -> number or null", "[changed] it: minimum 0 -> 1");
  }

  @Test
  void booleanConstantsHaveNoNameInJava() {
    assertThat(
            changes(
                Direction.RESPONSE,
                "{'type': 'boolean', 'const': true}",
                "{'type': 'boolean', 'const': false}"))
        .containsExactly("[changed] it: const true -> false");
  }

  @Test
  void exclusiveBoundsAndPatternsNarrow() {
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'string', 'pattern': '^a'}",
                "{'type': 'string', 'pattern': '^b'}"))
        .containsExactly("[breaks wire] it: pattern \"^a\" -> \"^b\"");
    assertThat(
            changes(
                Direction.REQUEST,
                "{'type': 'number', 'exclusiveMaximum': 1, 'multipleOf': 2}",
                "{'type': 'number', 'exclusiveMaximum': 2}"))
        .containsExactly("[new] it: exclusiveMaximum 1 -> 2", "[new] it: multipleOf 2 removed");
  }

  @Test
  void describesWhatWasAdded() {
    assertThat(SchemaText.describe(facts("{'type': 'array', 'items': {'enum': ['a']}}")))
        .isEqualTo("array of string");
    assertThat(SchemaText.describe(facts("{'const': 'a', 'deprecated': true}")))
        .isEqualTo("string, const \"a\", deprecated");
    assertThat(SchemaText.describe(facts("{'enum': [1, 2], 'default': 2}")))
        .isEqualTo("number, one of 1, 2, default 2");
    assertThat(SchemaText.describe(facts("{}"))).isEqualTo("any");
    assertThat(SchemaText.describe(facts("{'$ref': '#/components/schemas/Named'}")))
        .isEqualTo("object, with name");
  }
}
