package io.github.krea4j.openapi;

import io.github.krea4j.openapi.InputTypes.Body;
import io.github.krea4j.openapi.Operation.Encoding;
import io.github.krea4j.openapi.RequestType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the request models: one for each operation with a JSON object as its body. */
final class RequestTypes {
  private final GenerationEndpoints generation;
  private final Surface surface;
  private final SpecWarnings warnings;

  RequestTypes(GenerationEndpoints generation, Surface surface, SpecWarnings warnings) {
    this.generation = generation;
    this.surface = surface;
    this.warnings = warnings;
  }

  /** All request models, those of operations first. */
  List<RequestType> make(Collection<NamedOperation> operations) {
    List<Body> bodies = new ArrayList<>();
    for (NamedOperation named : operations) {
      body(named.operation())
          .ifPresent(struct -> bodies.add(new Body(name(named), named.operation(), struct)));
    }
    bodies.sort(Comparator.comparing(Body::request));
    InputTypes inputs = new InputTypes(surface, new SchemaJoin());
    inputs.name(bodies);

    List<RequestType> types = new ArrayList<>();
    for (Body body : bodies) {
      Optional<Operation> owner = Optional.of(body.operation());
      types.add(type(body.request(), owner, "", body.struct(), inputs));
    }
    inputs.types().forEach((name, input) -> types.add(input(name, input, inputs)));
    return types;
  }

  private RequestType input(String name, Schema input, InputTypes inputs) {
    String description = input.facets().description();
    return type(name, Optional.empty(), description, (Struct) input.shape(), inputs);
  }

  private String name(NamedOperation named) {
    return surface
        .find(named.operation())
        .map(Surface.Entry::request)
        .filter(request -> !request.isEmpty())
        .orElseGet(() -> Words.pascal(named.method()) + "Request");
  }

  private Optional<Struct> body(Operation operation) {
    Optional<Struct> fields =
        operation
            .body()
            .filter(body -> body.encoding() == Encoding.JSON)
            .filter(body -> body.schema().shape() instanceof Struct)
            .map(body -> (Struct) body.schema().shape());
    if (fields.isEmpty() && generation.contains(operation)) {
      warnings.add(operation.key(), "its body has no known fields; the request takes any by put");
      return Optional.of(new Struct(Map.of()));
    }
    return fields;
  }

  private RequestType type(
      String name,
      Optional<Operation> operation,
      String description,
      Struct struct,
      InputTypes inputs) {
    Set<String> taken = new HashSet<>(JavaNames.RESERVED_TYPES);
    taken.add(name);
    struct.properties().keySet().forEach(field -> inputs.find(name, field).ifPresent(taken::add));
    for (String field : struct.properties().keySet()) {
      listed(operation, name, field).flatMap(each -> each.type().constants()).ifPresent(taken::add);
    }
    List<EnumType> enums = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Set<String> accessors = new HashSet<>();
    struct.properties().keySet().stream()
        .map(field -> listed(operation, name, field))
        .forEach(each -> each.ifPresent(field -> accessors.add(field.accessor())));
    struct
        .properties()
        .forEach(
            (field, property) -> {
              Optional<Surface.Field> listed = listed(operation, name, field);
              Optional<EnumType> constants = enumOf(field, property.schema(), listed, taken);
              constants.ifPresent(enums::add);
              FieldType fresh =
                  FieldType.of(
                      property.schema(),
                      field,
                      constants.map(EnumType::name).orElse(""),
                      inputs.find(name, field).orElse(""));
              String accessor =
                  listed
                      .map(Surface.Field::accessor)
                      .orElseGet(
                          () -> JavaNames.unique(JavaNames.requestAccessor(field), accessors));
              accessors.add(accessor);
              FieldType type = listed.map(each -> each.type().grownTo(fresh)).orElse(fresh);
              fields.add(new Field(field, accessor, type, property));
            });
    return new RequestType(
        name,
        operation,
        operation.filter(generation::contains).isPresent(),
        description,
        operation.isPresent() ? Set.of() : inputs.places(name),
        struct.variants(),
        fields,
        enums);
  }

  private Optional<Surface.Field> listed(Optional<Operation> operation, String type, String field) {
    return surface.field(operation, type, field);
  }

  /** The enum of a field: that of its listed values now, or the one it had before it took any. */
  private static Optional<EnumType> enumOf(
      String field, Schema schema, Optional<Surface.Field> listed, Set<String> taken) {
    Optional<Choice> choice =
        schema
            .leaves()
            .filter(each -> each.shape() instanceof Choice)
            .map(each -> (Choice) each.shape())
            .findFirst();
    Optional<String> known = listed.flatMap(each -> each.type().constants());
    if (choice.isEmpty() && known.isEmpty()) {
      return Optional.empty();
    }
    String name = known.orElseGet(() -> nestedName(field, schema, taken));
    taken.add(name);
    return Optional.of(
        EnumType.closed(
            name, field, choice, listed.map(Surface.Field::constants).orElse(List.of())));
  }

  /** The name of a type nested in the owner of a field: the field's own, in the singular. */
  static String nestedName(String field, Schema schema, Set<String> taken) {
    boolean many = schema.shape() instanceof Sequence;
    String wish = Words.pascal(many ? Words.singular(field) : field);
    if (!JavaNames.isUsable(wish)) {
      wish = wish.isEmpty() ? "Value" : "_" + wish;
    }
    boolean used = taken.contains(wish) || wish.endsWith(FieldType.Input.SUFFIX);
    return JavaNames.unique(used ? wish + "Value" : wish, taken);
  }
}
