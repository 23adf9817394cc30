package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Facets;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Nothing;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import io.github.krea4j.openapi.Schema.Union;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads a JSON schema into a {@link Schema}. Whatever cannot be typed becomes free JSON with a
 * warning that names the place; nothing makes it fail.
 */
final class SchemaReader {
  private final SpecWarnings warnings;
  private final SchemaJoin join = new SchemaJoin();

  SchemaReader(SpecWarnings warnings) {
    this.warnings = warnings;
  }

  /**
   * Reads one schema.
   *
   * @param place where it stands, for warnings
   */
  Schema read(JsonNode node, String place) {
    if (!(node instanceof ObjectNode written)) {
      if (!node.isBoolean() && !node.isMissingNode()) {
        warnings.add(place, "is no schema; taken as free JSON");
      }
      return Schema.free();
    }
    ObjectNode schema = AllOf.flatten(written).orElse(null);
    if (schema == null) {
      return untyped(written, place, "the parts of allOf contradict each other");
    }
    Optional<String> obstacle = Keywords.obstacle(schema);
    if (obstacle.isPresent()) {
      return untyped(schema, place, obstacle.get());
    }
    for (String keyword : Keywords.unknown(schema)) {
      warnings.add(place, "keyword \"" + keyword + "\" is not understood; ignored");
    }
    return readTypable(schema, place);
  }

  private Schema readTypable(ObjectNode schema, String place) {
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.path(union).isArray()) {
        return readUnion(schema, union, place);
      }
    }
    boolean nullable = Keywords.isNullable(schema);
    Set<String> types = Keywords.types(schema);
    if (types.size() > 1) {
      return readTypes(types, schema, place);
    }
    if (schema.has("const") || schema.has("enum")) {
      return ListedValues.read(schema)
          .orElseGet(() -> untyped(schema, place, "an enum of mixed or structured values"));
    }
    if (types.isEmpty() && Keywords.isNullOnly(schema)) {
      return Schema.of(new Nothing());
    }
    String type = types.isEmpty() ? Keywords.impliedType(schema) : types.iterator().next();
    return new Schema(readShape(schema, type, place), nullable, Keywords.facets(schema));
  }

  /** A list of types is a union written short. */
  private Schema readTypes(Set<String> types, ObjectNode schema, String place) {
    List<ObjectNode> variants = new ArrayList<>();
    for (String type : types) {
      variants.add(schema.deepCopy().put("type", type));
    }
    return readVariants(variants, schema, place);
  }

  private Shape readShape(ObjectNode schema, String type, String place) {
    return switch (type) {
      case "string" -> new Text(schema.path("format").asText());
      case "number" -> new Numeric(false);
      case "integer" -> new Numeric(Keywords.fitsLong(schema));
      case "boolean" -> new Flag();
      case "array" -> new Sequence(read(schema.path("items"), place + "[]"));
      case "object" -> readObject(schema, place);
      case "" -> new Free(false);
      default -> {
        warnings.add(place, "unknown type \"" + type + "\"; taken as free JSON");
        yield new Free(false);
      }
    };
  }

  private Shape readObject(ObjectNode schema, String place) {
    JsonNode properties = schema.path("properties");
    JsonNode additional = schema.path("additionalProperties");
    boolean closed = additional.isBoolean() && !additional.asBoolean();
    if (!properties.isEmpty() || (properties.isObject() && closed)) {
      return readStruct(schema, place);
    }
    return additional.isEmpty() ? new Free(true) : new Dictionary(read(additional, place + ".*"));
  }

  private Struct readStruct(ObjectNode schema, String place) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    Map<String, Property> properties = new LinkedHashMap<>();
    for (var property : schema.path("properties").properties()) {
      String name = property.getKey();
      Schema type = read(property.getValue(), place + "." + name);
      properties.put(name, new Property(type, required.contains(name)));
    }
    JsonNode additional = schema.path("additionalProperties");
    return new Struct(properties, additional.isBoolean() && !additional.asBoolean(), List.of());
  }

  private Schema readUnion(ObjectNode schema, String union, String place) {
    ObjectNode base = schema.deepCopy();
    base.remove(union);
    ObjectNode shared = sharedByVariants(base);
    List<ObjectNode> variants = new ArrayList<>();
    for (JsonNode variant : schema.path(union)) {
      Optional<ObjectNode> whole =
          variant instanceof ObjectNode object
              ? AllOf.flatten(object).flatMap(flat -> AllOf.merge(flat, shared))
              : Optional.empty();
      if (whole.isEmpty()) {
        return untyped(schema, place, "a variant of " + union + " contradicts what stands beside");
      }
      variants.add(whole.get());
    }
    return readVariants(variants, base, place);
  }

  private Schema readVariants(List<ObjectNode> variants, ObjectNode base, String place) {
    List<Schema> types = variants.stream().map(variant -> read(variant, place)).toList();
    Schema one = withVariants(join.union(types), types);
    boolean nullable = one.nullable() || Keywords.isNullable(base);
    return new Schema(one.shape(), nullable, outer(Keywords.facets(base), one.facets()));
  }

  /** The joined schema, its object knowing which fields go together if the service minds. */
  private static Schema withVariants(Schema joined, List<Schema> types) {
    List<Struct> structs =
        types.stream()
            .flatMap(SchemaReader::kinds)
            .filter(kind -> kind.shape() instanceof Struct)
            .map(kind -> (Struct) kind.shape())
            .toList();
    List<Set<String>> variants =
        structs.stream().flatMap(SchemaReader::variants).distinct().toList();
    boolean closed = structs.stream().allMatch(Struct::closed);
    if (!closed || variants.size() < 2) {
      return joined;
    }
    return mapStruct(joined, struct -> new Struct(struct.properties(), true, variants));
  }

  private static Stream<Schema> kinds(Schema schema) {
    return schema.shape() instanceof Union union ? union.variants().stream() : Stream.of(schema);
  }

  private static Stream<Set<String>> variants(Struct struct) {
    return struct.variants().isEmpty()
        ? Stream.of(struct.properties().keySet())
        : struct.variants().stream();
  }

  private static Schema mapStruct(Schema schema, UnaryOperator<Struct> change) {
    if (schema.shape() instanceof Union union) {
      return schema.withShape(
          new Union(union.variants().stream().map(each -> mapStruct(each, change)).toList()));
    }
    return schema.shape() instanceof Struct struct
        ? schema.withShape(change.apply(struct))
        : schema;
  }

  /** What is said beside a union wins over what its variants say. */
  private static Facets outer(Facets outer, Facets inner) {
    return new Facets(
        outer.description().isEmpty() ? inner.description() : outer.description(),
        outer.serverDefault().or(inner::serverDefault),
        inner.constant(),
        outer.bounds().isEmpty() ? inner.bounds() : outer.bounds(),
        outer.deprecated() || inner.deprecated());
  }

  /** What stands beside a union and holds for each of its variants. */
  private static ObjectNode sharedByVariants(ObjectNode base) {
    ObjectNode shared = base.deepCopy();
    shared.remove(List.of("description", "title", "default", "example", "examples", "nullable"));
    Set<String> types = Keywords.types(base);
    if (types.size() == 1) {
      shared.put("type", types.iterator().next());
    }
    return shared;
  }

  private Schema untyped(ObjectNode schema, String place, String why) {
    warnings.add(place, why + "; taken as free JSON");
    return new Schema(new Free(false), Keywords.isNullable(schema), Keywords.facets(schema));
  }
}
