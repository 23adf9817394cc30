package io.github.krea4j.openapi;

import io.github.krea4j.openapi.EnumType.Constant;
import io.github.krea4j.openapi.ResponseSurface.Listed;
import io.github.krea4j.openapi.ResponseType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the response models out of the named answers. */
final class ResponseTypes {
  private static final String FREE = "JsonElement";
  private static final Set<String> TEXTS = Set.of("String", "URI", "Instant");
  private static final Set<String> SCALARS =
      Set.of("String", "URI", "Instant", "Number", "Long", "Boolean", FREE);

  private final AnswerNames names;
  private final JobRule jobs;
  private final ResponseSurface surface;

  /**
   * Takes what is known already.
   *
   * @param surface accessors that are given already
   */
  ResponseTypes(AnswerNames names, JobRule jobs, ResponseSurface surface) {
    this.names = names;
    this.jobs = jobs;
    this.surface = surface;
  }

  /** The type that a call of the operation returns, as Java source: {@code List<Job>}. */
  String answer(Operation operation) {
    if (operation.answer().json().isEmpty() || operation.method().equals("HEAD")) {
      return operation.answer().bytes() && !operation.method().equals("HEAD")
          ? "ResponseBody"
          : "Void";
    }
    Schema schema = operation.answer().json().get();
    Schema innermost = schema.innermost();
    String named =
        JobRule.isJob(innermost)
            ? JobRule.JOB
            : names.find(operation).orElseGet(() -> bare(innermost.shape()));
    return javaType(schema, named);
  }

  /** The type of an answer that is no object; Gson by itself reads no times. */
  private static String bare(Shape shape) {
    return shape instanceof Text ? "String" : scalar("", shape);
  }

  /** All response models, by name. */
  List<ResponseType> make() {
    List<ResponseType> made = new ArrayList<>();
    names.types().forEach((name, schema) -> made.add(new Making(name).type(name, schema)));
    return made;
  }

  /** One class in the making, with those nested in it. */
  private final class Making {
    private final Map<String, Listed> listed;
    private final String path;
    private final Set<String> taken = new HashSet<>(JavaNames.RESERVED_TYPES);
    private final List<EnumType> enums = new ArrayList<>();
    private final List<ResponseType> nested = new ArrayList<>();

    /**
     * Begins with a class.
     *
     * @param path its name behind those of the classes around it: {@code Style.Owner}
     */
    Making(String path) {
      this.path = path;
      this.listed = surface.fields(path);
      taken.addAll(names.types().keySet());
      taken.addAll(List.of(path.split("\\.")));
    }

    ResponseType type(String name, Schema schema) {
      List<Field> fields = new ArrayList<>();
      Set<String> accessors = new HashSet<>();
      listed.values().forEach(field -> accessors.add(field.accessor()));
      ((Struct) schema.shape())
          .properties()
          .forEach((field, property) -> fields.add(field(field, property, accessors)));
      return new ResponseType(name, schema.facets().description(), fields, enums, nested);
    }

    private Field field(String name, Property property, Set<String> accessors) {
      Optional<Listed> known = Optional.ofNullable(listed.get(name));
      Schema schema = property.schema();
      String derived = javaType(schema, innermost(name, property, known));
      String type = known.map(Listed::type).filter(old -> reads(old, derived)).orElse(derived);
      boolean promised =
          known.map(Listed::promised).orElse(property.required() && !schema.nullable());
      String accessor =
          known
              .map(Listed::accessor)
              .orElseGet(() -> JavaNames.unique(JavaNames.responseAccessor(name), accessors));
      accessors.add(accessor);
      return new Field(name, accessor, schema, type, promised);
    }

    /** The type that a field holds in the end; makes it, if it is nested here. */
    private String innermost(String field, Property property, Optional<Listed> known) {
      Schema schema = property.schema().innermost();
      String old = known.map(Listed::innermost).orElse("");
      if (JobRule.isJob(schema)) {
        return JobRule.JOB;
      }
      if (schema.shape() instanceof Choice choice) {
        return SCALARS.contains(old) ? old : choice(field, property, choice, known);
      }
      if (schema.shape() instanceof Struct struct) {
        return old.equals(FREE) ? FREE : struct(field, property, struct, known);
      }
      return schema.shape() instanceof Text && hasConstants(known)
          ? enumeration(field, property, Optional.empty(), known)
          : scalar(field, schema.shape());
    }

    private String choice(String field, Property property, Choice choice, Optional<Listed> known) {
      if (!hasConstants(known) && jobs.isStatus(choice)) {
        return JobRule.STATUS;
      }
      if (property.schema().innermost().facets().constant().isPresent()) {
        return choice.kind() == ChoiceKind.TEXT ? "String" : "Number";
      }
      return enumeration(field, property, Optional.of(choice), known);
    }

    private static boolean hasConstants(Optional<Listed> known) {
      return known.filter(old -> !old.constants().isEmpty()).isPresent();
    }

    private String enumeration(
        String field, Property property, Optional<Choice> choice, Optional<Listed> known) {
      String name = nestedName(field, property, known);
      List<Constant> constants = known.map(Listed::constants).orElse(List.of());
      enums.add(EnumType.open(name, field, choice, constants));
      return name;
    }

    /** An object that looks like a resource is it, unless it is known as something else. */
    private String struct(String field, Property property, Struct struct, Optional<Listed> known) {
      String old = known.map(Listed::innermost).orElse("");
      boolean nestedBefore = surface.types().containsKey(path + "." + old);
      if (!nestedBefore && names.types().containsKey(old)) {
        return old;
      }
      Optional<String> resource = nestedBefore ? Optional.empty() : names.resourceLike(struct);
      return resource.orElseGet(
          () -> {
            String name = nestedName(field, property, known);
            nested.add(new Making(path + "." + name).type(name, property.schema().innermost()));
            return name;
          });
    }

    private String nestedName(String field, Property property, Optional<Listed> known) {
      String name =
          known
              .map(Listed::innermost)
              .filter(old -> !SCALARS.contains(old) && !taken.contains(old))
              .orElseGet(() -> RequestTypes.nestedName(field, property.schema(), taken));
      taken.add(name);
      return name;
    }
  }

  /**
   * Whether an accessor that is known to return the one type can go on doing so, though the
   * document now speaks of the other.
   */
  private static boolean reads(String old, String now) {
    if (old.equals(now)) {
      return true;
    }
    if (now.equals(FREE)) {
      return SCALARS.contains(ResponseSurface.innermost(old));
    }
    for (String container : List.of("List<", "Map<String, ")) {
      if (old.startsWith(container) && now.startsWith(container)) {
        int start = container.length();
        return reads(
            old.substring(start, old.length() - 1), now.substring(start, now.length() - 1));
      }
    }
    return switch (old) {
      case FREE -> true;
      case "String" -> SCALARS.contains(now);
      case "URI", "Instant", JobRule.STATUS -> TEXTS.contains(now);
      case "Number" -> now.equals("Long");
      case "Long" -> now.equals("Number");
      default -> false;
    };
  }

  /** The Java type of a schema, given that of what is inside its containers. */
  private static String javaType(Schema schema, String innermost) {
    if (schema.shape() instanceof Sequence sequence) {
      return "List<" + javaType(sequence.items(), innermost) + ">";
    }
    return schema.shape() instanceof Dictionary dictionary
        ? "Map<String, " + javaType(dictionary.values(), innermost) + ">"
        : innermost;
  }

  private static String scalar(String field, Shape shape) {
    if (shape instanceof Text text) {
      return switch (text.format()) {
        case "date-time" -> "Instant";
        case "uri", "url" -> "URI";
        case "" -> field.endsWith("_at") ? "Instant" : "String"; // times without a format exist
        default -> "String";
      };
    }
    if (shape instanceof Numeric numeric) {
      return numeric.integer() ? "Long" : "Number";
    }
    return shape instanceof Flag ? "Boolean" : FREE;
  }
}
