package io.github.krea4j.openapi;

import io.github.krea4j.openapi.InputTypes.Body;
import io.github.krea4j.openapi.Operation.Encoding;
import io.github.krea4j.openapi.RequestType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Property;
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
    Fields made = new Fields(name, operation, struct.properties().keySet(), inputs);
    struct.properties().forEach(made::add);
    return new RequestType(
        name,
        operation,
        operation.filter(generation::contains).isPresent(),
        description,
        operation.isPresent() ? Set.of() : inputs.places(name),
        struct.variants(),
        made.fields,
        made.enums);
  }

  /** The fields of one type in the making, with the enums that they need. */
  private final class Fields {
    private final String owner;
    private final Optional<Operation> operation;
    private final InputTypes inputs;
    private final Set<String> types = new HashSet<>(JavaNames.RESERVED_TYPES);
    private final Set<String> accessors = new HashSet<>();
    private final List<EnumType> enums = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    /** Sets aside the names that are given already, so that no new field takes one. */
    Fields(String owner, Optional<Operation> operation, Set<String> names, InputTypes inputs) {
      this.owner = owner;
      this.operation = operation;
      this.inputs = inputs;
      types.add(owner);
      for (String name : names) {
        inputs.find(owner, name).ifPresent(types::add);
        listed(name)
            .ifPresent(
                field -> {
                  accessors.add(field.accessor());
                  field.type().constants().ifPresent(types::add);
                });
      }
    }

    private Optional<Surface.Field> listed(String name) {
      return surface.field(operation, owner, name);
    }

    void add(String name, Property property) {
      Optional<Surface.Field> listed = listed(name);
      Optional<EnumType> constants = enumOf(name, property.schema(), listed, types);
      constants.ifPresent(enums::add);
      FieldType fresh =
          FieldType.of(
              property.schema(),
              name,
              constants.map(EnumType::name).orElse(""),
              inputs.find(owner, name).orElse(""));
      String accessor =
          listed
              .map(Surface.Field::accessor)
              .orElseGet(() -> JavaNames.unique(JavaNames.requestAccessor(name), accessors));
      accessors.add(accessor);
      FieldType type = listed.map(field -> field.type().grownTo(fresh)).orElse(fresh);
      fields.add(new Field(name, accessor, type, property));
    }
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
