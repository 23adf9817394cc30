package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is generated from a document, with every name and type decided.
 *
 * @param prices what requests cost, by the path of the operation
 * @param surface the names of the generation before
 * @param release what it is generated for
 */
record ClientModel(
    List<ApiInterface> interfaces,
    List<RequestType> requests,
    List<ResponseType> responses,
    Map<String, PriceList> prices,
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
    return new ClientModel(
        interfaces, requests, responses.make(), prices(requests, warnings), surface, release);
  }

  private static Map<String, PriceList> prices(List<RequestType> requests, SpecWarnings warnings) {
    PriceReader reader = new PriceReader(warnings);
    Map<String, PriceList> prices = new HashMap<>();
    for (RequestType request : requests) {
      if (request.generation() && request.retired().isEmpty()) {
        Operation operation = request.operation().orElseThrow();
        reader.read(operation, request).ifPresent(list -> prices.put(operation.path(), list));
      }
    }
    return prices;
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
