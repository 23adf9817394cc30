package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{type: number, minimum: 512, maximum: 2368, default: 1024};"
            + " At least <code>512</code>. At most <code>2368</code>."
            + " Server default: <code>1024</code>.",
        "{type: string, maxLength: 1800}; At most <code>1800</code> characters.",
        "{type: string, format: uri}; A URL.",
        "{enum: ['16:9', '1:1'], default: '1:1'};"
            + " Allowed values: <code>16:9</code>, <code>1:1</code>."
            + " Server default: <code>1:1</code>.",
        "{const: pro}; The only value allowed is <code>pro</code>.",
        "{type: array, maxItems: 3, items: {type: string, format: uri}};"
            + " At most <code>3</code> elements. Each element: A URL.",
        "{type: string, default: ''}; Server default: the empty text.",
        "{type: [string, 'null']}; The service accepts an explicit null too.",
        "{type: number, exclusiveMinimum: 0, multipleOf: 0.5};"
            + " More than <code>0</code>. A multiple of <code>0.5</code>.",
      })
  void rulesAreSaidInSentences(String schema, String sentences) {
    assertThat(FieldText.requestRules(read(schema), false)).isEqualTo(sentences);
  }

  @Test
  void requiredComesFirst() {
    assertThat(FieldText.requestRules(read("{type: string, minLength: 1}"), true))
        .isEqualTo("Required. At least <code>1</code> character.");
  }

  @Test
  void meaningIsTheDescriptionAsASentence() {
    assertThat(FieldText.meaning("seed", read("{type: number, description: Any <number>}")))
        .isEqualTo("Any &lt;number&gt;.");
    assertThat(FieldText.meaning("seed", read("{type: number}")))
        .isEqualTo("The field <code>seed</code>.");
  }

  private static Schema read(String yaml) {
    return new SchemaReader(new SpecWarnings()).read(Documents.schema(yaml), "here");
  }
}
