package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Operation.FieldAlias;
import io.github.krea4j.openapi.RequestView.Getter;
import io.github.krea4j.openapi.RequestView.Setter;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the setters and getters of a request type. */
final class FieldMethods {
  private FieldMethods() {}

  /** Those of all fields in their order, then setters under old names. */
  static List<Setter> of(RequestType type) {
    List<Setter> setters = new ArrayList<>();
    type.fields().forEach(field -> setters.addAll(setters(field)));
    type.operation().ifPresent(operation -> setters.addAll(aliasSetters(type, operation)));
    return setters;
  }

  private static List<Setter> setters(RequestType.Field field) {
    List<Setter> setters = new ArrayList<>();
    List<String> parameterTypes = parameterTypes(field);
    for (String parameterType : parameterTypes) {
      boolean last = setters.size() == parameterTypes.size() - 1;
      String body = "set(" + Literals.string(field.wireName()) + ", " + field.accessor() + ")";
      setters.add(
          new Setter(
              RequestDocs.setter(field, parameterType).render(2),
              field.schema().facets().deprecated(),
              field.accessor(),
              parameterType,
              body,
              last ? List.of(getter(field)) : List.of()));
    }
    return setters;
  }

  private static Getter getter(RequestType.Field field) {
    FieldReader reader = FieldReader.of(field.schema(), field.nested());
    return new Getter(
        RequestDocs.getter(field).render(2),
        field.schema().facets().deprecated(),
        reader.type(),
        field.accessor(),
        reader.call(Literals.string(field.wireName())));
  }

  /** Setters under old names, where an old name is more than another spelling of the new one. */
  private static List<Setter> aliasSetters(RequestType type, Operation operation) {
    Set<String> taken = new TreeSet<>();
    type.fields().forEach(field -> taken.add(field.accessor()));
    List<Setter> setters = new ArrayList<>();
    for (FieldAlias alias : operation.aliases()) {
      Optional<RequestType.Field> field =
          type.fields().stream().filter(each -> each.wireName().equals(alias.to())).findFirst();
      String name = JavaNames.requestAccessor(alias.from());
      boolean spelling = Words.key(alias.from()).equals(Words.key(alias.to()));
      if (field.isPresent() && !spelling && taken.add(name)) {
        setters.addAll(aliasSetters(alias, name, field.get()));
      }
    }
    return setters;
  }

  private static List<Setter> aliasSetters(FieldAlias alias, String name, RequestType.Field field) {
    return parameterTypes(field).stream()
        .map(
            parameterType ->
                new Setter(
                    RequestDocs.aliasSetter(alias, name, field, parameterType).render(2),
                    true,
                    name,
                    parameterType,
                    field.accessor() + "(" + name + ")",
                    List.of()))
        .toList();
  }

  /** What may be given to the setter: numbers stay as the caller wrote them. */
  private static List<String> parameterTypes(RequestType.Field field) {
    Schema schema = field.schema();
    if (schema.shape() instanceof Numeric numeric && numeric.integer()) {
      return List.of("long");
    }
    if (schema.shape() instanceof Flag) {
      return List.of("boolean");
    }
    String type = "@Nullable " + javaType(schema, field.nested());
    return schema.shape() instanceof Choice choice && choice.kind() != ChoiceKind.TEXT
        ? List.of(type, "@Nullable Number")
        : List.of(type);
  }

  /** The type of a value that callers hand in. */
  private static String javaType(Schema schema, String nested) {
    if (schema.shape() instanceof Sequence sequence) {
      Schema items = sequence.items();
      return items.shape() instanceof Free ? "List<?>" : "List<" + javaType(items, nested) + ">";
    }
    if (schema.shape() instanceof Dictionary dictionary) {
      Schema values = dictionary.values();
      return values.shape() instanceof Free
          ? "Map<String, ?>"
          : "Map<String, " + javaType(values, nested) + ">";
    }
    return FieldReader.scalar(schema, nested).orElse("Object");
  }
}
