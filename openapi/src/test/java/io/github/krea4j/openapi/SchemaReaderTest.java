package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Nothing;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import io.github.krea4j.openapi.Schema.Union;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReaderTest {
  private final SpecWarnings warnings = new SpecWarnings();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: [string, 'null']}",
        "{type: string, nullable: true}",
        "{anyOf: [{type: string}, {type: 'null'}]}",
        "{type: [string, 'null'], oneOf: [{type: string}]}",
      })
  void everyWayToAllowNullIsNullable(String schema) {
    assertThat(read(schema)).isEqualTo(new Schema(new Text(""), true, Schema.Facets.NONE));
    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void nullAloneIsNothing() {
    assertThat(shape("{type: 'null'}")).isEqualTo(new Nothing());
    assertThat(shape("{const: null}")).isEqualTo(new Nothing());
  }

  @Test
  void defaultIsKeptAsAFactAndNeverAsAValue() {
    Schema schema = read("{type: number, default: 3317551338}");
    assertThat(schema.shape()).isEqualTo(new Numeric(false));
    assertThat(schema.facets().serverDefault().map(Literals::plain)).contains("3317551338");
    assertThat(schema.facets().constant()).isEmpty();
  }

  @Test
  void boundsAreKept() {
    Map<String, JsonNode> bounds =
        read("{type: string, minLength: 1, maxLength: 9, pattern: '^a'}").facets().bounds();
    assertThat(bounds.keySet()).containsExactly("minLength", "maxLength", "pattern");
  }

  @Test
  void missingTypeIsInferredFromOtherKeywords() {
    assertThat(shape("{properties: {a: {type: string}}}")).isInstanceOf(Struct.class);
    assertThat(shape("{items: {type: string}}")).isInstanceOf(Sequence.class);
    assertThat(shape("{additionalProperties: {type: string}}")).isInstanceOf(Dictionary.class);
    assertThat(shape("{description: anything}")).isEqualTo(new Free(false));
    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void objectsAreTypedAsFarAsTheirFieldsAreKnown() {
    assertThat(shape("{type: object}")).isEqualTo(new Free(true));
    assertThat(shape("{type: object, additionalProperties: {}}")).isEqualTo(new Free(true));
    assertThat(shape("{type: object, properties: {}, additionalProperties: false}"))
        .isEqualTo(new Struct(Map.of(), true, List.of()));
    assertThat(shape("{type: object, additionalProperties: {type: boolean}}"))
        .isEqualTo(new Dictionary(Schema.of(new Flag())));
  }

  @Test
  void requiredNamesMarkTheirProperties() {
    Struct struct =
        (Struct) shape("{type: object, properties: {a: {type: string}, b: {}}, required: [a]}");
    assertThat(struct.find("a").map(Property::required)).contains(true);
    assertThat(struct.find("b").map(Property::required)).contains(false);
  }

  @Nested
  class Values {
    @Test
    void digitsInQuotesStayTexts() {
      assertThat(choice("{type: string, enum: ['4', '6']}").kind()).isEqualTo(ChoiceKind.TEXT);
    }

    @Test
    void numbersAreNumbers() {
      assertThat(choice("{type: number, enum: [5, 10]}").kind()).isEqualTo(ChoiceKind.NUMBER);
      assertThat(choice("{type: integer, enum: [5, 10]}").kind()).isEqualTo(ChoiceKind.INTEGER);
    }

    @Test
    void constIsAnEnumOfOne() {
      Schema schema = read("{type: string, const: Reimagine}");
      assertThat(values(schema)).containsExactly("Reimagine");
      assertThat(schema.facets().constant().map(JsonNode::asText)).contains("Reimagine");
    }

    @Test
    void constOfABooleanIsABooleanWithThatValue() {
      Schema schema = read("{const: true}");
      assertThat(schema.shape()).isEqualTo(new Flag());
      assertThat(schema.facets().constant().map(JsonNode::asBoolean)).contains(true);
    }

    @Test
    void nullAmongTheValuesMakesItNullable() {
      Schema schema = read("{enum: [a, b, null]}");
      assertThat(values(schema)).containsExactly("a", "b");
      assertThat(schema.nullable()).isTrue();
    }

    @Test
    void repeatedValuesCountOnce() {
      assertThat(values(read("{enum: [a, a, b]}"))).containsExactly("a", "b");
    }

    @Test
    void mixedValuesAreFree() {
      assertThat(shape("{enum: [a, 1]}")).isEqualTo(new Free(false));
      assertThat(warnings.messages())
          .containsExactly("here: an enum of mixed or structured values; taken as free JSON");
    }
  }

  @Nested
  class Unions {
    @Test
    void constsBecomeOneEnumHoweverNested() {
      Schema schema =
          read(
              """
              anyOf:
              - anyOf:
                - anyOf: [{type: number, const: 5}, {type: number, const: 10}]
                - {type: number, const: 15}
              - {type: number, const: 20}
              default: 5
              """);
      assertThat(values(schema)).containsExactly("5", "10", "15", "20");
      assertThat(schema.facets().constant()).isEmpty();
      assertThat(schema.facets().serverDefault()).isPresent();
    }

    @Test
    void objectsBecomeOneWithTheFieldsOfAll() {
      Struct struct =
          (Struct)
              shape(
                  """
                  oneOf:
                  - {type: object, required: [type, a],
                     properties: {type: {const: x}, a: {type: string}}}
                  - {type: object, required: [type],
                     properties: {type: {const: y}, a: {type: 'null'}, b: {type: integer}}}
                  """);
      assertThat(struct.properties().keySet()).containsExactly("type", "a", "b");
      assertThat(struct.find("type").orElseThrow().required()).isTrue();
      assertThat(values(struct.find("type").orElseThrow().schema())).containsExactly("x", "y");
      assertThat(struct.find("a").orElseThrow().required()).isFalse();
      assertThat(struct.find("a").orElseThrow().schema().nullable()).isTrue();
      assertThat(struct.find("b").orElseThrow().required()).isFalse();
    }

    @Test
    void variantsThatOnlyRequireShareWhatStandsBeside() {
      Struct struct =
          (Struct)
              shape(
                  """
                  type: object
                  properties: {a: {type: string}, b: {type: string}}
                  anyOf: [{required: [a]}, {required: [a, b]}]
                  """);
      assertThat(struct.find("a").orElseThrow().required()).isTrue();
      assertThat(struct.find("b").orElseThrow().required()).isFalse();
    }

    @Test
    void differingDefaultsOfVariantsAreDropped() {
      Struct struct =
          (Struct)
              shape(
                  """
                  oneOf:
                  - {type: object, properties: {t: {enum: [a, b], default: a}}}
                  - {type: object, properties: {t: {enum: [a], default: b}}}
                  """);
      assertThat(struct.find("t").orElseThrow().schema().facets().serverDefault()).isEmpty();
    }

    @Test
    void suggestedValuesAreJustText() {
      assertThat(shape("{anyOf: [{enum: [a, b]}, {type: string}]}")).isEqualTo(new Text(""));
      assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void integerOrNumberIsANumber() {
      assertThat(shape("{type: [integer, number]}")).isEqualTo(new Numeric(false));
      assertThat(shape("{anyOf: [{type: integer}, {type: number}]}")).isEqualTo(new Numeric(false));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "{anyOf: [{type: string}, {type: object, properties: {a: {type: string}}}]} ~ Text Struct",
          "{anyOf: [{type: string}, {type: object}]} ~ Text Free",
          "{oneOf: [{type: string}, {type: array, items: {type: string}}]} ~ Text Sequence",
          "{type: [string, number]} ~ Text Numeric",
          "{anyOf: [{type: string}, {anyOf: [{type: number}, {type: string}]}]} ~ Text Numeric",
        })
    void kindsOfValuesStayApart(String schema, String kinds) {
      assertThat(((Union) shape(schema)).variants())
          .extracting(variant -> variant.shape().getClass().getSimpleName())
          .containsExactly(kinds.split(" "));
      assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void unionWithNullIsNullable() {
      assertThat(read("{type: [string, number, 'null']}").nullable()).isTrue();
      assertThat(read("{anyOf: [{type: string}, {type: object}, {type: 'null'}]}").nullable())
          .isTrue();
    }

    @Test
    void arraysOfDifferentItemsAreOneArray() {
      Schema schema =
          read(
              """
              anyOf:
              - {type: array, items: {type: string}}
              - {type: array, items: {type: object, properties: {a: {}}}}
              """);
      assertThat(((Sequence) schema.shape()).items().shape()).isInstanceOf(Union.class);
    }

    @Test
    void closedVariantsRememberTheirFields() {
      Struct struct =
          (Struct)
              shape(
                  """
                  additionalProperties: false
                  oneOf:
                  - {type: object, properties: {kind: {const: a}, uri: {}}}
                  - {type: object, properties: {kind: {const: b}, image: {}}}
                  """);
      assertThat(struct.variants()).containsExactly(Set.of("kind", "uri"), Set.of("kind", "image"));
    }

    @Test
    void variantsOfWhichOneIsOpenGoTogether() {
      Struct struct =
          (Struct)
              shape(
                  """
                  oneOf:
                  - {type: object, additionalProperties: false, properties: {uri: {}}}
                  - {type: object, properties: {image: {}}}
                  """);
      assertThat(struct.variants()).isEmpty();
    }
  }

  @Nested
  class AllOfParts {
    @Test
    void fieldsOfAllPartsAreTaken() {
      Struct struct =
          (Struct)
              shape(
                  """
                  allOf:
                  - {type: object, properties: {a: {type: string}}, required: [a]}
                  - {properties: {b: {type: integer}}, required: [b]}
                  properties: {c: {type: boolean}}
                  """);
      assertThat(struct.properties().keySet()).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(struct.find("b").orElseThrow().required()).isTrue();
      assertThat(struct.find("c").orElseThrow().required()).isFalse();
    }

    @Test
    void fieldInTwoPartsObeysBoth() {
      Struct struct =
          (Struct)
              shape(
                  """
                  allOf:
                  - {properties: {a: {type: string}}}
                  - {properties: {a: {maxLength: 3}}}
                  """);
      assertThat(struct.find("a").orElseThrow().schema().shape()).isEqualTo(new Text(""));
      assertThat(struct.find("a").orElseThrow().schema().facets().bounds())
          .containsKey("maxLength");
    }

    @Test
    void contradictingPartsAreFree() {
      assertThat(shape("{allOf: [{type: string}, {type: object}]}")).isEqualTo(new Free(false));
      assertThat(warnings.messages())
          .containsExactly("here: the parts of allOf contradict each other; taken as free JSON");
    }
  }

  @Nested
  class OddDocuments {
    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "{type: array, prefixItems: [{type: string}]}; prefixItems",
          "{type: object, patternProperties: {'^a': {}}}; patternProperties",
          "{if: {type: string}, then: {maxLength: 3}}; if",
        })
    void structureThatCannotBeTypedIsFree(String schema, String keyword) {
      assertThat(shape(schema)).isEqualTo(new Free(false));
      assertThat(warnings.messages())
          .containsExactly("here: \"" + keyword + "\" cannot be typed; taken as free JSON");
    }

    @Test
    void conditionsBesideFieldsLeaveTheFieldsTyped() {
      assertThat(
              shape(
                  "{type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {}}"))
          .isInstanceOf(Struct.class);
      assertThat(warnings.messages())
          .containsExactly("here: keyword \"if\" is not understood; ignored");
    }

    @Test
    void unknownKeywordIsIgnoredWithAWarning() {
      assertThat(shape("{type: string, maxGraphemes: 3}")).isEqualTo(new Text(""));
      assertThat(warnings.messages())
          .containsExactly("here: keyword \"maxGraphemes\" is not understood; ignored");
    }

    @Test
    void conditionThatOnlyNarrowsAScalarIsIgnored() {
      assertThat(shape("{type: string, not: {const: ''}}")).isEqualTo(new Text(""));
      assertThat(warnings.messages())
          .containsExactly("here: keyword \"not\" is not understood; ignored");
    }

    @Test
    void keywordOfTheWrongKindDoesNoHarm() {
      assertThat(shape("{type: string, required: true, allOf: [{required: [a]}]}"))
          .isEqualTo(new Text(""));
      assertThat(shape("{type: 5}")).isEqualTo(new Free(false));
    }

    @Test
    void vendorExtensionIsIgnoredInSilence() {
      read("{type: string, x-krea-wire-type: image}");
      assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void unresolvedReferenceIsFree() {
      assertThat(shape("{" + ReferenceInliner.UNRESOLVED + ": 'recursive reference #/A'}"))
          .isEqualTo(new Free(false));
      assertThat(warnings.messages()).hasSize(1);
    }

    @Test
    void placeOfANestedOddityIsSpelledOut() {
      read(
          """
          type: object
          properties:
            list: {type: array, items: {type: object, properties: {odd: {enum: [a, 1]}}}}
          """);
      assertThat(warnings.messages())
          .containsExactly(
              "here.list[].odd: an enum of mixed or structured values; taken as free JSON");
    }

    @Test
    void unknownTypeIsFree() {
      assertThat(shape("{type: file}")).isEqualTo(new Free(false));
      assertThat(warnings.messages()).hasSize(1);
    }

    @Test
    void schemaThatIsNoObjectIsFree() {
      assertThat(shape("true")).isEqualTo(new Free(false));
      assertThat(warnings.messages()).isEmpty();
      assertThat(shape("[1]")).isEqualTo(new Free(false));
      assertThat(warnings.messages()).hasSize(1);
    }
  }

  @Test
  void integerBeyond64BitsIsANumber() {
    assertThat(shape("{type: integer, maximum: 9007199254740991}")).isEqualTo(new Numeric(true));
    assertThat(shape("{type: integer, maximum: 99999999999999999999}"))
        .isEqualTo(new Numeric(false));
  }

  private Schema read(String yaml) {
    return new SchemaReader(warnings).read(Documents.schema(yaml), "here");
  }

  private Schema.Shape shape(String yaml) {
    return read(yaml).shape();
  }

  private Choice choice(String yaml) {
    return (Choice) shape(yaml);
  }

  private static List<String> values(Schema schema) {
    return ((Choice) schema.shape()).values().stream().map(Literals::plain).toList();
  }
}
