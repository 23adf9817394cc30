package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.ApiInterface.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the Retrofit interfaces, one for each tag. */
final class ApiInterfaces {
  private final Surface surface;
  private final GenerationEndpoints generation;
  private final JobRule jobs;
  private final Map<String, String> tagDescriptions = new HashMap<>();
  private final Map<String, String> tagNames = new HashMap<>();

  ApiInterfaces(JsonNode document, Surface surface, GenerationEndpoints generation, JobRule jobs) {
    this.surface = surface;
    this.generation = generation;
    this.jobs = jobs;
    for (JsonNode tag : document.path("tags")) {
      String name = tag.path("name").asText();
      tagNames.put(interfaceName(name), name);
      tagDescriptions.put(interfaceName(name), tag.path("description").asText().strip());
    }
  }

  List<ApiInterface> make(
      Collection<NamedOperation> operations, List<RequestType> requests, ResponseTypes responses) {
    Map<String, List<Method>> methods = new TreeMap<>();
    Map<String, List<EnumType>> enums = new TreeMap<>();
    for (NamedOperation named : operations) {
      Operation operation = named.operation();
      String owner = interfaceOf(operation);
      List<EnumType> nested = enums.computeIfAbsent(owner, key -> new ArrayList<>());
      Optional<RequestType> request =
          requests.stream()
              .filter(type -> type.operation().filter(operation::equals).isPresent())
              .findFirst();
      List<Argument> arguments = new Arguments(named, request, jobs, nested).make();
      methods
          .computeIfAbsent(owner, key -> new ArrayList<>())
          .add(
              new Method(
                  operation, named.method(), request, arguments, responses.answer(operation)));
    }
    List<ApiInterface> interfaces = new ArrayList<>();
    methods.forEach(
        (name, members) ->
            interfaces.add(
                new ApiInterface(
                    name,
                    tagNames.getOrDefault(name, members.get(0).operation().tag()),
                    tagDescriptions.getOrDefault(name, ""),
                    members,
                    enums.getOrDefault(name, List.of()))));
    return interfaces;
  }

  /** The interface of an operation: the listed one, else that of its tag or, without, its path. */
  private String interfaceOf(Operation operation) {
    return surface
        .find(operation)
        .map(Surface.Entry::api)
        .orElseGet(() -> interfaceName(tagOf(operation)));
  }

  private String tagOf(Operation operation) {
    if (!operation.tag().isEmpty()) {
      return operation.tag();
    }
    List<String> segments = operation.segments();
    if (segments.isEmpty()) {
      return "";
    }
    return segments.get(generation.contains(operation) ? 1 : 0);
  }

  private static String interfaceName(String tag) {
    String name = Words.pascal(tag);
    if (name.isEmpty()) {
      return "DefaultApi";
    }
    return Character.isDigit(name.charAt(0)) ? "Api" + name : name + "Api";
  }
}
