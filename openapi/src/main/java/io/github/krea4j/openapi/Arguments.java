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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the parameters of one interface method: path, body, query, headers, in this order. */
final class Arguments {
  private final Operation operation;
  private final Optional<RequestType> request;
  private final Set<String> taken = new TreeSet<>();
  private final List<Argument> arguments = new ArrayList<>();

  Arguments(Operation operation, Optional<RequestType> request) {
    this.operation = operation;
    this.request = request;
  }

  List<Argument> make() {
    placeholders().forEach(this::addPath);
    operation.body().ifPresent(this::addBody);
    for (Location location : List.of(Location.QUERY, Location.HEADER)) {
      operation.parameters().stream()
          .filter(parameter -> parameter.in() == location)
          .forEach(this::add);
    }
    return List.copyOf(arguments);
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
        new Argument(annotation, "String", name, true, "path " + placeholder, description));
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
    arguments.add(new Argument("@Body", type, name("request"), true, "", description));
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
    String annotation =
        file && !form ? "@Part" : (form ? "@Field(" : "@Part(") + Literals.string(wireName) + ")";
    String type = form ? "String" : file ? "MultipartBody.Part" : "RequestBody";
    boolean many = property.schema().shape() instanceof Sequence;
    arguments.add(
        new Argument(
            annotation,
            many && (file || form) ? "List<" + type + ">" : type,
            name(JavaNames.parameter(wireName)),
            property.required(),
            (form ? "field " : "part ") + wireName,
            property.schema().facets().description()));
  }

  private void add(Parameter parameter) {
    boolean header = parameter.in() == Location.HEADER;
    String wish =
        header
            ? JavaNames.parameter(Words.headerCamel(parameter.name()))
            : JavaNames.parameter(parameter.name());
    String annotation = (header ? "@Header(" : "@Query(") + Literals.string(parameter.name()) + ")";
    arguments.add(
        new Argument(
            annotation,
            type(parameter.schema()),
            name(wish),
            parameter.required(),
            (header ? "header " : "query ") + parameter.name(),
            parameter.description()));
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
