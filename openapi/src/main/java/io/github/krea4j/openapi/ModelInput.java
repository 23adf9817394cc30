package io.github.krea4j.openapi;

import io.github.krea4j.openapi.RequestType.Field;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The kinds of input a model can take, told from the names and types of its fields. */
enum ModelInput {
  TEXT,
  IMAGE,
  VIDEO,
  AUDIO,
  STYLES;

  static Set<ModelInput> of(RequestType request) {
    Set<ModelInput> inputs = EnumSet.noneOf(ModelInput.class);
    for (Field field : request.fields()) {
      add(field.wireName(), field.schema(), inputs);
    }
    return inputs;
  }

  private static void add(String name, Schema schema, Set<ModelInput> inputs) {
    List<String> words = PriceColumn.words(name);
    if (schema.shape() instanceof Sequence list) {
      add(name, list.items(), inputs);
    } else if (schema.shape() instanceof Struct struct) {
      if (words.equals(List.of("style"))) {
        inputs.add(STYLES);
      }
      struct
          .properties()
          .forEach((inner, property) -> add(name + "_" + inner, property.schema(), inputs));
    } else if (schema.shape() instanceof Text text) {
      if (words.equals(List.of("prompt"))) {
        inputs.add(TEXT);
      } else if (text.isUrl() || Words.endsInUrl(name)) {
        for (ModelInput media : List.of(IMAGE, VIDEO, AUDIO)) {
          if (words.contains(media.toString())) {
            inputs.add(media);
          }
        }
      }
    }
  }

  /** The name in the catalog. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
