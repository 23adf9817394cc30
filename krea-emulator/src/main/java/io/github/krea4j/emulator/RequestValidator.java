package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks bodies and parameters against the document; schemas are compiled at their first use. */
final class RequestValidator {
  /** What JavaScript prints for a number, but for exponents: those are text here. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

  private static final Violations BODY = new Violations("body");

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          // Error texts must not depend on the machine they are made on.
          .locale(Locale.ENGLISH)
          .build();
  private final Map<String, JsonSchema> bodies = new ConcurrentHashMap<>();
  private final Map<String, JsonSchema> parameters = new ConcurrentHashMap<>();

  /** What is wrong with a JSON body, if anything; every sentence names its field. */
  Optional<String> checkBody(Operation operation, JsonNode body) {
    Optional<JsonNode> declared = operation.jsonBody();
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    JsonSchema schema = bodies.computeIfAbsent(operation.name(), key -> compile(declared.get()));
    return describe(schema.validate(body));
  }

  /** What is wrong with a value, measured by a schema that is not in the document. */
  Optional<String> check(JsonNode schema, JsonNode value) {
    return describe(compile(schema).validate(value));
  }

  /** What is wrong with the query and the headers, if anything. */
  Optional<String> checkParameters(
      Operation operation, Map<String, String> query, RecordedRequest request) {
    List<String> sentences = new ArrayList<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      if (parameter.in().equals("query")) {
        check(operation, parameter, query.get(parameter.name()), sentences);
      } else if (parameter.in().equals("header")) {
        check(operation, parameter, request.header(parameter.name()).orElse(null), sentences);
      }
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
  }

  /** Which parts of a multipart body are missing, if any. */
  Optional<String> checkParts(Operation operation, List<Multipart.Part> parts) {
    Set<String> names = new LinkedHashSet<>();
    operation
        .bodies()
        .getOrDefault("multipart/form-data", Json.object())
        .path("required")
        .forEach(name -> names.add(name.asText()));
    parts.forEach(part -> names.remove(part.name()));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(": is required; ", names) + ": is required");
  }

  private void check(
      Operation operation,
      Operation.Parameter parameter,
      @Nullable String value,
      List<String> sentences) {
    if (value == null) {
      if (parameter.required()) {
        sentences.add(parameter.name() + ": is required");
      }
      return;
    }
    JsonSchema schema =
        parameters.computeIfAbsent(
            operation.name() + " " + parameter.in() + " " + parameter.name(),
            key -> compile(parameter.schema()));
    Set<ValidationMessage> messages = schema.validate(typed(value, parameter.schema()));
    if (!messages.isEmpty()) {
      sentences.add(new Violations(parameter.name()).describe(messages));
    }
  }

  private JsonSchema compile(JsonNode schema) {
    return factory.getSchema(schema, config);
  }

  private static Optional<String> describe(Set<ValidationMessage> messages) {
    return messages.isEmpty() ? Optional.empty() : Optional.of(BODY.describe(messages));
  }

  /** A parameter is text on the wire: it becomes what its schema asks for, if it can. */
  private static JsonNode typed(String value, JsonNode schema) {
    String types = schema.path("type").toString();
    if (types.contains("\"boolean\"") && (value.equals("true") || value.equals("false"))) {
      return BooleanNode.valueOf(value.equals("true"));
    }
    if ((types.contains("\"integer\"") || types.contains("\"number\""))
        && NUMBER.matcher(value).matches()) {
      BigDecimal number = new BigDecimal(value);
      return number.stripTrailingZeros().scale() <= 0
          ? BigIntegerNode.valueOf(number.toBigIntegerExact())
          : DecimalNode.valueOf(number);
    }
    return TextNode.valueOf(value);
  }
}
