package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.Operation.Body;
import io.github.krea4j.openapi.Operation.Location;
import io.github.krea4j.openapi.Operation.Parameter;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the parameters of one interface method: path, body, parts, query, headers, in this order.
 * What the method had before keeps its place, also where the document has lost it; what is new
 * comes last.
 */
final class Arguments {
  private static final Set<String> SCALARS = Set.of("String", "Long", "Number", "Boolean");

  private final Operation operation;
  private final Optional<RequestType> request;
  private final Optional<Surface.Entry> listed;
  private final Set<String> taken = new TreeSet<>();
  private final List<Argument> arguments = new ArrayList<>();
  private final Map<String, Argument> rest = new LinkedHashMap<>();

  Arguments(Operation operation, Optional<RequestType> request, Optional<Surface.Entry> listed) {
    this.operation = operation;
    this.request = request;
    this.listed = listed;
  }

  List<Argument> make() {
    placeholders().forEach(this::addPath);
    operation.body().ifPresent(this::addBody);
    for (Location location : List.of(Location.QUERY, Location.HEADER)) {
      operation.parameters().stream()
          .filter(parameter -> parameter.in() == location)
          .forEach(this::add);
    }
    listed.ifPresent(entry -> entry.parameters().forEach(this::keep));
    boolean added = listed.isPresent();
    rest.values().forEach(fresh -> arguments.add(with(fresh, fresh.type(), added)));
    return List.copyOf(arguments);
  }

  /** Adds a parameter that the method had before. */
  private void keep(Surface.Parameter before) {
    String[] placeAndName = before.wire().split(" ", 2);
    if (placeAndName[0].equals("path")) {
      return;
    }
    Argument now = rest.remove(before.wire());
    if (now == null) {
      String annotation = annotation(placeAndName[0], placeAndName[1], before.type());
      now =
          new Argument(
              annotation,
              before.type(),
              name(JavaNames.parameter(Words.headerCamel(placeAndName[1]))),
              false,
              before.added(),
              before.wire(),
              "no longer in the document, and sent all the same where it is given");
    }
    arguments.add(with(now, isKept(before, now) ? before.type() : now.type(), before.added()));
  }

  /** Whether what the method took still says what it takes now. */
  private static boolean isKept(Surface.Parameter before, Argument now) {
    Set<String> numbers = Set.of("Long", "Number");
    boolean text = before.type().equals("String") && SCALARS.contains(now.type());
    return text || (numbers.contains(before.type()) && numbers.contains(now.type()));
  }

  private static Argument with(Argument argument, String type, boolean added) {
    return new Argument(
        argument.annotation(),
        type,
        argument.name(),
        argument.required(),
        added,
        argument.wire(),
        argument.description());
  }

  private static String annotation(String place, String name, String type) {
    if (place.equals("part") && type.contains("MultipartBody.Part")) {
      return "@Part";
    }
    return "@" + Words.pascal(place) + "(" + Literals.string(name) + ")";
  }

  /** The path as Retrofit wants it: relative, its placeholders named like the arguments. */
  static String relativePath(Operation operation) {
    String path = operation.path().replaceFirst("^/", "");
    for (String placeholder : placeholders(operation)) {
      path = path.replace("{" + placeholder + "}", "{" + JavaNames.parameter(placeholder) + "}");
    }
    return path;
  }

  private List<String> placeholders() {
    return placeholders(operation);
  }

  private static List<String> placeholders(Operation operation) {
    return operation.segments().stream()
        .filter(Operation::isPlaceholder)
        .map(segment -> segment.replaceAll("[{}]", ""))
        .distinct()
        .toList();
  }

  private void addPath(String placeholder) {
    String description =
        operation.parameters().stream()
            .filter(each -> each.in() == Location.PATH && each.name().equals(placeholder))
            .map(Parameter::description)
            .findFirst()
            .orElse("");
    String name = JavaNames.parameter(placeholder);
    taken.add(name);
    String annotation = "@Path(" + Literals.string(name) + ")";
    arguments.add(
        new Argument(annotation, "String", name, true, false, "path " + placeholder, description));
  }

  private void addBody(Body body) {
    switch (body.encoding()) {
      case JSON -> addJsonBody(body);
      case MULTIPART, FORM -> addParts(body);
      case OTHER -> addWhole("RequestBody", "The body as it is sent.");
    }
  }

  private void addJsonBody(Body body) {
    String text = body.schema().facets().description();
    if (request.isPresent()) {
      addWhole(request.get().name(), "What is asked for.");
    } else {
      boolean object = body.schema().shape() instanceof Free free && free.object();
      addWhole(object ? "JsonObject" : "JsonElement", text.isEmpty() ? "The body." : text);
    }
  }

  private void addWhole(String type, String description) {
    arguments.add(new Argument("@Body", type, name("request"), true, false, "", description));
  }

  private void addParts(Body body) {
    if (!(body.schema().shape() instanceof Struct struct)) {
      addWhole("RequestBody", "The body as it is sent.");
      return;
    }
    boolean form = body.encoding() == Operation.Encoding.FORM;
    struct.properties().forEach((name, property) -> addPart(name, property, form));
  }

  private void addPart(String wireName, Property property, boolean form) {
    boolean file =
        property.schema().innermost().shape() instanceof Text text
            && text.format().equals("binary");
    String type = form ? "String" : file ? "MultipartBody.Part" : "RequestBody";
    boolean many = property.schema().shape() instanceof Sequence;
    type = many && (file || form) ? "List<" + type + ">" : type;
    add(
        form ? "field" : "part",
        wireName,
        JavaNames.parameter(wireName),
        type,
        property.required(),
        property.schema().facets().description());
  }

  private void add(Parameter parameter) {
    boolean header = parameter.in() == Location.HEADER;
    String wish =
        header
            ? JavaNames.parameter(Words.headerCamel(parameter.name()))
            : JavaNames.parameter(parameter.name());
    add(
        header ? "header" : "query",
        parameter.name(),
        wish,
        type(parameter.schema()),
        parameter.required(),
        parameter.description());
  }

  private void add(
      String place,
      String wireName,
      String wish,
      String type,
      boolean required,
      String description) {
    String wire = place + " " + wireName;
    rest.put(
        wire,
        new Argument(
            annotation(place, wireName, type),
            type,
            name(wish),
            required,
            false,
            wire,
            description));
  }

  /** A listed value or a list of values is plain text here: the service adds values at will. */
  private static String type(Schema schema) {
    if (schema.shape() instanceof Numeric numeric) {
      return numeric.integer() ? "Long" : "Number";
    }
    return schema.shape() instanceof Flag ? "Boolean" : "String";
  }

  private String name(String wish) {
    String name = JavaNames.unique(wish, taken);
    taken.add(name);
    return name;
  }
}
