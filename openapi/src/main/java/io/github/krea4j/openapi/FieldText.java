package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Facets;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in sentences what the document says about a field: meaning, bounds, values, default. */
final class FieldText {
  private FieldText() {}

  /** What the field means, as one line of HTML. */
  static String meaning(String wireName, Schema schema) {
    String description = schema.facets().description();
    if (description.isEmpty()) {
      description =
          schema
              .leaves()
              .map(leaf -> leaf.facets().description())
              .filter(text -> !text.isEmpty())
              .findFirst()
              .orElse("");
    }
    return description.isEmpty()
        ? "The field <code>" + DocumentText.escape(wireName) + "</code>."
        : sentence(DocumentText.inline(description));
  }

  /** What a caller must know besides, as one line of HTML: empty where there is nothing. */
  static String rules(Schema schema, boolean required) {
    List<String> sentences = new ArrayList<>();
    if (required) {
      sentences.add("Required.");
    }
    Facets facets = schema.facets();
    facets
        .constant()
        .ifPresent(value -> sentences.add("The only value allowed is " + code(value) + "."));
    if (schema.shape() instanceof Sequence sequence) {
      sentences.addAll(count(facets.bounds()));
      inner(sequence.items(), sentences);
    } else {
      scalar(schema, sentences);
    }
    facets
        .serverDefault()
        .ifPresent(value -> sentences.add("Server default: " + code(value) + "."));
    return String.join(" ", sentences);
  }

  /** What a caller must know who sets the field, as one line of HTML. */
  static String requestRules(Schema schema, boolean required) {
    String rules = rules(schema, required);
    return schema.nullable()
        ? (rules + " The service accepts an explicit null too.").strip()
        : rules;
  }

  private static void inner(Schema items, List<String> sentences) {
    List<String> each = new ArrayList<>();
    scalar(items, each);
    if (!each.isEmpty()) {
      sentences.add("Each element: " + String.join(" ", each));
    }
  }

  private static void scalar(Schema schema, List<String> sentences) {
    if (schema.shape() instanceof Text text) {
      sentences.addAll(format(text.format()));
    }
    if (schema.shape() instanceof Choice choice && schema.facets().constant().isEmpty()) {
      sentences.add(
          "Allowed values: "
              + choice.values().stream().map(FieldText::code).collect(Collectors.joining(", "))
              + ".");
    }
    schema.facets().bounds().forEach((bound, value) -> sentences.addAll(bound(bound, value)));
  }

  private static List<String> format(String format) {
    return switch (format) {
      case "uri", "url" -> List.of("A URL.");
      case "date-time" -> List.of("A date and time in ISO 8601.");
      case "uuid" -> List.of("A UUID.");
      default -> List.of();
    };
  }

  private static List<String> bound(String keyword, JsonNode value) {
    String text = code(value);
    return switch (keyword) {
      case "minimum" -> List.of("At least " + text + ".");
      case "exclusiveMinimum" -> List.of("More than " + text + ".");
      case "maximum" -> List.of("At most " + text + ".");
      case "exclusiveMaximum" -> List.of("Less than " + text + ".");
      case "multipleOf" -> List.of("A multiple of " + text + ".");
      case "minLength" -> List.of("At least " + counted(value, "character"));
      case "maxLength" -> List.of("At most " + counted(value, "character"));
      case "pattern" -> List.of("Matches " + text + ".");
      default -> List.of();
    };
  }

  private static List<String> count(Map<String, JsonNode> bounds) {
    List<String> sentences = new ArrayList<>();
    if (bounds.containsKey("minItems")) {
      sentences.add("At least " + counted(bounds.get("minItems"), "element"));
    }
    if (bounds.containsKey("maxItems")) {
      sentences.add("At most " + counted(bounds.get("maxItems"), "element"));
    }
    return sentences;
  }

  private static String counted(JsonNode number, String what) {
    return code(number) + " " + what + (number.asInt() == 1 ? "." : "s.");
  }

  /** A value of the document in code font. */
  static String code(JsonNode value) {
    String plain = value.isContainerNode() ? value.toString() : Literals.plain(value);
    return plain.isEmpty() ? "the empty text" : "<code>" + DocumentText.escape(plain) + "</code>";
  }

  private static String sentence(String html) {
    return html.matches("(?s).*[.!?:](</\\w+>)?") ? html : html + ".";
  }
}
