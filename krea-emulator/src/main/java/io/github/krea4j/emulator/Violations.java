package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a validator's messages into words: each names its field as a dotted path, such as {@code
 * style_images.0.url}, and of a union only the branch that fits best is spoken of.
 */
final class Violations {
  private static final Set<String> UNIONS = Set.of("anyOf", "oneOf");

  private final String root;

  /**
   * Creates the words for one kind of input.
   *
   * @param root how the input as a whole is called
   */
  Violations(String root) {
    this.root = root;
  }

  /** The sentences in the order of the messages, without repetitions. */
  String describe(Collection<ValidationMessage> messages) {
    return String.join("; ", new LinkedHashSet<>(sentences(List.copyOf(messages), 0)));
  }

  /**
   * Describes messages whose evaluation paths agree up to {@code depth}, those of each union at one
   * go.
   */
  private List<String> sentences(List<ValidationMessage> messages, int depth) {
    List<String> sentences = new ArrayList<>();
    Map<String, List<ValidationMessage>> unions = new LinkedHashMap<>();
    for (ValidationMessage message : messages) {
      int union = unionAfter(message.getEvaluationPath(), depth);
      if (union < 0) {
        sentences.add(sentence(message));
      } else {
        unions
            .computeIfAbsent(prefix(message.getEvaluationPath(), union), key -> new ArrayList<>())
            .add(message);
      }
    }
    unions.values().forEach(union -> sentences.addAll(union(union, depth)));
    return sentences;
  }

  private List<String> union(List<ValidationMessage> messages, int depth) {
    if (areConstants(messages)) {
      String allowed =
          messages.stream()
              .map(ValidationMessage::getSchemaNode)
              .map(JsonNode::toString)
              .distinct()
              .collect(Collectors.joining(", "));
      return List.of(name(messages.get(0)) + ": must be one of " + allowed);
    }
    int position = unionAfter(messages.get(0).getEvaluationPath(), depth);
    Map<Object, List<ValidationMessage>> branches = new LinkedHashMap<>();
    List<ValidationMessage> ownMessages = new ArrayList<>();
    for (ValidationMessage message : messages) {
      JsonNodePath path = message.getEvaluationPath();
      if (position + 1 < path.getNameCount()) {
        Object branch = path.getElement(position + 1);
        branches.computeIfAbsent(branch, key -> new ArrayList<>()).add(message);
      } else {
        ownMessages.add(message);
      }
    }
    return branches.values().stream()
        .min(Comparator.comparingInt(List::size))
        .map(best -> sentences(best, position + 2))
        .orElseGet(() -> ownMessages.stream().map(this::sentence).toList());
  }

  /** Whether each branch allows one value and nothing else. */
  private static boolean areConstants(List<ValidationMessage> messages) {
    return messages.stream().allMatch(message -> message.getType().equals("const"))
        && messages.stream().map(ValidationMessage::getInstanceLocation).distinct().count() == 1;
  }

  private static int unionAfter(JsonNodePath path, int depth) {
    for (int i = depth; i < path.getNameCount(); i++) {
      if (path.getElement(i) instanceof String name && UNIONS.contains(name)) {
        return i;
      }
    }
    return -1;
  }

  private static String prefix(JsonNodePath path, int length) {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < length; i++) {
      prefix.append('/').append(path.getElement(i));
    }
    return prefix.toString();
  }

  private String sentence(ValidationMessage message) {
    return switch (message.getType()) {
      case "required" -> child(message) + ": is required";
      case "additionalProperties", "unevaluatedProperties" -> child(message) + ": unknown field";
      default -> name(message) + ": " + demand(message);
    };
  }

  /** What the schema asks for. */
  private static String demand(ValidationMessage message) {
    JsonNode keyword = message.getSchemaNode();
    return switch (message.getType()) {
      case "const" -> "must be " + keyword;
      case "enum" -> "must be one of " + list(keyword);
      case "type" -> "must be of type " + list(keyword).replace("\"", "");
      case "format" -> "must be a valid " + keyword.asText();
      case "pattern" -> "must match " + keyword.asText();
      case "minimum" -> "must be at least " + keyword;
      case "maximum" -> "must be at most " + keyword;
      case "minLength" -> "must have at least " + keyword + " characters";
      case "maxLength" -> "must have at most " + keyword + " characters";
      case "minItems" -> "must have at least " + keyword + " items";
      case "maxItems" -> "must have at most " + keyword + " items";
      default -> message.getError();
    };
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return values.isArray() ? String.join(", ", texts) : values.toString();
  }

  private String child(ValidationMessage message) {
    String parent = dotted(message.getInstanceLocation());
    return parent.isEmpty() ? message.getProperty() : parent + "." + message.getProperty();
  }

  private String name(ValidationMessage message) {
    String name = dotted(message.getInstanceLocation());
    return name.isEmpty() ? root : name;
  }

  private static String dotted(JsonNodePath path) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      names.add(String.valueOf(path.getElement(i)));
    }
    return String.join(".", names);
  }
}
