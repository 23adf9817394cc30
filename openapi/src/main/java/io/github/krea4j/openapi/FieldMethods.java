package io.github.krea4j.openapi;

import io.github.krea4j.openapi.FieldType.Constants;
import io.github.krea4j.openapi.FieldType.Input;
import io.github.krea4j.openapi.FieldType.ListOf;
import io.github.krea4j.openapi.FieldType.MapOf;
import io.github.krea4j.openapi.FieldType.Scalar;
import io.github.krea4j.openapi.Operation.FieldAlias;
import io.github.krea4j.openapi.RequestView.Getter;
import io.github.krea4j.openapi.RequestView.Setter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the setters and getters of a request type. */
final class FieldMethods {
  /**
   * What lists of the first, second and third kind of item are taken as: erased, parameters of one
   * method must differ, and a call with a list finds the one whose items fit.
   */
  private static final List<String> LISTS = List.of("List", "Collection", "Iterable");

  private FieldMethods() {}

  /** Those of all fields in their order, then setters under old names that have not run out. */
  static List<Setter> of(RequestType type, LocalDate date) {
    List<Setter> setters = new ArrayList<>();
    type.fields().forEach(field -> setters.addAll(setters(field)));
    type.operation().ifPresent(operation -> setters.addAll(aliasSetters(type, operation, date)));
    return setters;
  }

  private static List<Setter> setters(RequestType.Field field) {
    List<Setter> setters = new ArrayList<>();
    Map<String, FieldType> parameters = parameters(field.type());
    String first = parameters.keySet().iterator().next();
    parameters.forEach(
        (parameter, type) -> {
          boolean last = setters.size() == parameters.size() - 1;
          JavadocComment doc =
              parameter.equals(first)
                  ? RequestDocs.setter(field, parameter, type)
                  : RequestDocs.otherSetter(field, first, parameter, type);
          setters.add(
              new Setter(
                  doc.render(2),
                  field.schema().facets().deprecated(),
                  field.accessor(),
                  parameter,
                  "set(" + Literals.string(field.wireName()) + ", " + field.accessor() + ")",
                  last ? List.of(getter(field)) : List.of()));
        });
    return setters;
  }

  /** What the setters of a field take, as Java source, each with the type it stands for. */
  static Map<String, FieldType> parameters(FieldType type) {
    Map<String, FieldType> parameters = new LinkedHashMap<>();
    for (FieldType alternative : type.alternatives()) {
      if (alternative instanceof ListOf list) {
        addLists(list, parameters);
      } else {
        parameters.put(java(alternative), alternative);
      }
    }
    return parameters;
  }

  private static void addLists(ListOf list, Map<String, FieldType> parameters) {
    List<FieldType> items = list.items().alternatives();
    for (int i = 0; i < items.size(); i++) {
      FieldType item = items.get(i);
      if (i < LISTS.size()) {
        parameters.put(LISTS.get(i) + "<" + java(item) + ">", list);
      }
      boolean generic = java(item).endsWith(">");
      if (!generic) {
        parameters.putIfAbsent(java(item) + "...", list);
      }
    }
  }

  /** A type as Java source; of the alternatives inside of a list or map, the first one. */
  private static String java(FieldType type) {
    FieldType first = type.alternatives().get(0);
    if (first instanceof ListOf list) {
      return "List<" + java(list.items()) + ">";
    }
    if (first instanceof MapOf map) {
      return "Map<String, " + java(map.values()) + ">";
    }
    return first == Scalar.OBJECT ? "Map<String, ?>" : first.toString();
  }

  /** {@code List} for {@code List<String>}: a parameter as a reference to its method has it. */
  static String erased(String parameter) {
    return parameter.replaceAll("<.*>", "");
  }

  private static Getter getter(RequestType.Field field) {
    FieldType first = field.type().alternatives().get(0);
    String name = Literals.string(field.wireName());
    if (first instanceof ListOf list) {
      FieldType item = list.items().alternatives().get(0);
      boolean scalar = !(item instanceof ListOf || item instanceof MapOf || item == Scalar.OBJECT);
      String type = scalar ? item.toString() : Scalar.JSON.toString();
      return getter(field, "List<" + type + ">", "list(" + name + ", " + type + ".class)");
    }
    if (first instanceof Input || first instanceof Constants) {
      return getter(field, first.toString(), "read(" + name + ", " + first + ".class)");
    }
    return switch (first instanceof Scalar scalar ? scalar : Scalar.JSON) {
      case STRING, URI -> getter(field, "String", "read(" + name + ", String.class)");
      case NUMBER -> getter(field, "Number", "read(" + name + ", Number.class)");
      case BOOLEAN -> getter(field, "Boolean", "read(" + name + ", Boolean.class)");
      case OBJECT, JSON -> getter(field, "JsonElement", "raw(" + name + ")");
    };
  }

  private static Getter getter(RequestType.Field field, String type, String body) {
    return new Getter(
        RequestDocs.getter(field, type).render(2),
        field.schema().facets().deprecated(),
        type,
        field.accessor(),
        body);
  }

  /** Setters under old names, where an old name is more than another spelling of the new one. */
  private static List<Setter> aliasSetters(RequestType type, Operation operation, LocalDate date) {
    Set<String> taken = new TreeSet<>();
    type.fields().forEach(field -> taken.add(field.accessor()));
    List<Setter> setters = new ArrayList<>();
    for (FieldAlias alias : operation.aliases()) {
      Optional<RequestType.Field> field =
          type.fields().stream().filter(each -> each.wireName().equals(alias.to())).findFirst();
      String name = JavaNames.requestAccessor(alias.from());
      boolean spelling = Words.key(alias.from()).equals(Words.key(alias.to()));
      if (field.isPresent() && !spelling && !isOver(alias, date) && taken.add(name)) {
        setters.addAll(aliasSetters(alias, name, field.get()));
      }
    }
    return setters;
  }

  /** Whether the service took the old name for the last time before that day. */
  private static boolean isOver(FieldAlias alias, LocalDate date) {
    try {
      return LocalDate.parse(alias.sunset()).isBefore(date);
    } catch (DateTimeParseException e) {
      return false; // no end is known
    }
  }

  private static List<Setter> aliasSetters(FieldAlias alias, String name, RequestType.Field field) {
    return parameters(field.type()).keySet().stream()
        .map(
            parameter ->
                new Setter(
                    RequestDocs.aliasSetter(alias, name, field, parameter).render(2),
                    true,
                    name,
                    parameter,
                    field.accessor() + "(" + name + ")",
                    List.of()))
        .toList();
  }
}
