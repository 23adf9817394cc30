package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the Retrofit interfaces, one for each first segment of the paths; generation endpoints go
 * by their second one. Tags have no say: the service changes them.
 */
final class ApiInterfaces {
  private final Surface surface;
  private final GenerationEndpoints generation;

  ApiInterfaces(Surface surface, GenerationEndpoints generation) {
    this.surface = surface;
    this.generation = generation;
  }

  List<ApiInterface> make(
      Collection<NamedOperation> operations, List<RequestType> requests, ResponseTypes responses) {
    Map<String, List<Method>> methods = new TreeMap<>();
    for (NamedOperation named : operations) {
      Operation operation = named.operation();
      Optional<RequestType> request =
          requests.stream()
              .filter(type -> type.operation().filter(operation::equals).isPresent())
              .findFirst();
      methods
          .computeIfAbsent(interfaceOf(operation), key -> new ArrayList<>())
          .add(
              new Method(
                  operation,
                  named.method(),
                  request,
                  new Arguments(operation, request, surface.find(operation)).make(),
                  responses.answer(operation)));
    }
    List<ApiInterface> interfaces = new ArrayList<>();
    methods.forEach(
        (name, members) ->
            interfaces.add(new ApiInterface(name, path(members.get(0).operation()), members)));
    return interfaces;
  }

  /** The interface of an operation: the listed one, else that of its path. */
  private String interfaceOf(Operation operation) {
    return surface
        .find(operation)
        .map(Surface.Entry::api)
        .orElseGet(() -> interfaceName(leading(operation)));
  }

  private String path(Operation operation) {
    return "/" + String.join("/", leading(operation));
  }

  private List<String> leading(Operation operation) {
    List<String> segments = operation.segments();
    int length = Math.min(segments.size(), generation.contains(operation) ? 2 : 1);
    return segments.subList(0, length);
  }

  private static String interfaceName(List<String> leading) {
    String name = leading.isEmpty() ? "" : Words.pascal(leading.get(leading.size() - 1));
    if (name.isEmpty()) {
      return "DefaultApi";
    }
    return Character.isDigit(name.charAt(0)) ? "Api" + name : name + "Api";
  }
}
