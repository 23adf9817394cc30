package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.krea4j.openapi.Operation.Answer;
import io.github.krea4j.openapi.Operation.Body;
import io.github.krea4j.openapi.Operation.Encoding;
import io.github.krea4j.openapi.Operation.Location;
import io.github.krea4j.openapi.Operation.Parameter;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Facets;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes operations again of what the surface knows about models that the document has lost, so that
 * programs which name their types go on to compile and to run.
 */
final class RetiredModels {
  private final Surface surface;
  private final Release release;

  RetiredModels(Surface surface, Release release) {
    this.surface = surface;
    this.release = release;
  }

  /**
   * The models that are known and lost. One of which the surface lists no more than the first line
   * is left out: its name alone is kept.
   *
   * @param present what the document holds
   */
  List<Operation> missingIn(Collection<Operation> present) {
    GenerationEndpoints generation = new GenerationEndpoints(present);
    Map<String, Surface.Entry> lost = new LinkedHashMap<>(surface.all());
    present.forEach(operation -> lost.remove(operation.key()));
    Optional<Answer> job =
        present.stream().filter(generation::contains).map(Operation::answer).findFirst();
    List<Operation> models = new ArrayList<>();
    lost.forEach(
        (key, entry) -> {
          boolean listed = surface.operations().containsKey(key) || entry.retirement().isPresent();
          if (job.isPresent() && listed && !entry.request().isEmpty()) {
            Operation model = operation(key, entry, job.get());
            if (generation.contains(model)) {
              models.add(model);
            }
          }
        });
    return models;
  }

  private Operation operation(String key, Surface.Entry entry, Answer answer) {
    String[] methodAndPath = key.split(" ", 2);
    return new Operation(
        methodAndPath[0],
        methodAndPath[1],
        "",
        "",
        true,
        entry.parameters().stream().map(RetiredModels::parameter).toList(),
        Optional.of(new Body(Encoding.JSON, Schema.of(struct(entry.fields())))),
        answer,
        List.of(),
        List.of(),
        MissingNode.getInstance(),
        Optional.of(entry.retirement().orElseGet(() -> Retirement.in(release))));
  }

  private static Parameter parameter(Surface.Parameter listed) {
    boolean header = listed.wire().startsWith("header ");
    Shape shape =
        switch (listed.type()) {
          case "Long" -> new Numeric(true);
          case "Number" -> new Numeric(false);
          case "Boolean" -> new Flag();
          default -> new Text("");
        };
    return new Parameter(
        header ? Location.HEADER : Location.QUERY,
        listed.wire().substring(listed.wire().indexOf(' ') + 1),
        listed.required(),
        "",
        Schema.of(shape));
  }

  private Struct struct(Map<String, Surface.Field> fields) {
    Map<String, Property> properties = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> properties.put(name, new Property(schema(field), field.required())));
    return new Struct(properties);
  }

  private Schema schema(Surface.Field field) {
    Schema schema = schema(field.type(), field);
    Optional<JsonNode> value =
        field.constant()
            ? field.constants().stream().map(EnumType.Constant::value).findFirst()
            : Optional.empty();
    return value.isEmpty()
        ? schema
        : new Schema(
            schema.shape(), false, new Facets("", Optional.empty(), value, Map.of(), false));
  }

  private Schema schema(FieldType type, Surface.Field field) {
    List<Schema> kinds = new ArrayList<>();
    for (FieldType alternative : type.alternatives()) {
      kinds.add(Schema.of(shape(alternative, field)));
    }
    // an enum's texts and numbers, a URL's two forms: what came of one schema joins to one again
    return new SchemaJoin().union(kinds);
  }

  private Shape shape(FieldType type, Surface.Field field) {
    if (type instanceof FieldType.Constants) {
      List<JsonNode> values =
          field.constants().stream()
              .filter(constant -> !constant.gone())
              .map(EnumType.Constant::value)
              .toList();
      boolean text = values.stream().allMatch(JsonNode::isTextual);
      return new Choice(text ? ChoiceKind.TEXT : ChoiceKind.NUMBER, values);
    }
    if (type instanceof FieldType.Input input) {
      return struct(surface.inputs().getOrDefault(input.name(), Map.of()));
    }
    if (type instanceof FieldType.ListOf list) {
      return new Sequence(schema(list.items(), field));
    }
    if (type instanceof FieldType.MapOf map) {
      return new Dictionary(schema(map.values(), field));
    }
    return switch ((FieldType.Scalar) type) {
      case STRING -> new Text("");
      case URI -> new Text("uri");
      case NUMBER -> new Numeric(false);
      case BOOLEAN -> new Flag();
      case OBJECT -> new Free(true);
      case JSON -> new Free(false);
    };
  }
}
