package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is generated from a document, with every name and type decided.
 *
 * @param surface the names of the generation before
 * @param release what it is generated for
 */
record ClientModel(
    List<ApiInterface> interfaces,
    List<RequestType> requests,
    List<ResponseType> responses,
    Surface surface,
    Release release) {

  /**
   * Applies the rules to a document.
   *
   * @param surface what is given to users already
   * @param warnings takes what the rules cannot express
   */
  static ClientModel of(
      JsonNode document, Surface surface, Release release, SpecWarnings warnings) {
    List<Operation> present = new OperationReader(warnings).read(document);
    List<Operation> operations = new ArrayList<>(present);
    operations.addAll(new RetiredModels(surface, release).missingIn(present));
    GenerationEndpoints generation = new GenerationEndpoints(present);
    JobRule jobs = new JobRule(present);
    List<NamedOperation> named = new OperationNames(generation, surface).assign(operations);

    List<RequestType> requests = new RequestTypes(generation, surface, warnings).make(named);
    AnswerNames answers = new AnswerNames(surface);
    answers.name(named);
    ResponseTypes responses = new ResponseTypes(answers, jobs, surface.responses());
    List<ApiInterface> interfaces =
        new ApiInterfaces(surface, generation).make(named, requests, responses);
    return new ClientModel(interfaces, requests, responses.make(), surface, release);
  }

  /** What the template of a request prints. */
  RequestView view(RequestType type, String jsonPackage) {
    Map<String, RequestType> inputs = new HashMap<>();
    for (RequestType request : requests) {
      if (request.operation().isEmpty()) {
        inputs.put(request.name(), request);
      }
    }
    return RequestView.of(type, inputs, jsonPackage, release.date());
  }
}
