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
import java.util.LinkedHashMap;
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
    InputTypes inputs = new InputTypes(surface, new SchemaJoin(warnings));
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
    Map<String, String> nested = new LinkedHashMap<>();
    struct
        .properties()
        .keySet()
        .forEach(field -> inputs.find(name, field).ifPresent(type -> nested.put(field, type)));
    taken.addAll(nested.values());
    List<EnumType> enums = enums(struct, taken, nested);
    return new RequestType(
        name,
        operation,
        operation.filter(generation::contains).isPresent(),
        description,
        fields(struct, nested),
        enums);
  }

  private static List<EnumType> enums(
      Struct struct, Set<String> taken, Map<String, String> nested) {
    List<EnumType> enums = new ArrayList<>();
    struct
        .properties()
        .forEach(
            (field, property) -> {
              if (property.schema().innermost().shape() instanceof Choice choice) {
                String name = nestedName(field, property.schema(), taken);
                taken.add(name);
                nested.put(field, name);
                enums.add(EnumType.closed(name, field, choice));
              }
            });
    return enums;
  }

  /** The name of a type nested in the owner of a field: the field's own, in the singular. */
  static String nestedName(String field, Schema schema, Set<String> taken) {
    boolean many = schema.shape() instanceof Sequence;
    String wish = Words.pascal(many ? Words.singular(field) : field);
    if (!JavaNames.isUsable(wish)) {
      wish = wish.isEmpty() ? "Value" : "_" + wish;
    }
    return JavaNames.unique(taken.contains(wish) ? wish + "Value" : wish, taken);
  }

  private static List<Field> fields(Struct struct, Map<String, String> nested) {
    List<Field> fields = new ArrayList<>();
    Set<String> accessors = new HashSet<>();
    for (Map.Entry<String, Property> property : struct.properties().entrySet()) {
      String wireName = property.getKey();
      String accessor = JavaNames.unique(JavaNames.requestAccessor(wireName), accessors);
      accessors.add(accessor);
      fields.add(
          new Field(wireName, accessor, property.getValue(), nested.getOrDefault(wireName, "")));
    }
    return fields;
  }
}
