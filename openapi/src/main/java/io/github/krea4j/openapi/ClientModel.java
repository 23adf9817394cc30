package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Everything that is generated from a document, with every name and type decided.
 *
 * @param surface the names of the generation before
 */
record ClientModel(
    List<ApiInterface> interfaces,
    List<RequestType> requests,
    List<ResponseType> responses,
    Surface surface) {

  /**
   * Applies the rules to a document.
   *
   * @param surface names that are given already
   * @param warnings takes what the rules cannot express
   */
  static ClientModel of(JsonNode document, Surface surface, SpecWarnings warnings) {
    List<Operation> operations = new OperationReader(warnings).read(document);
    GenerationEndpoints generation = new GenerationEndpoints(operations);
    JobRule jobs = new JobRule(operations);
    List<NamedOperation> named = new OperationNames(generation, surface).assign(operations);

    List<RequestType> requests = new RequestTypes(generation, surface, warnings).make(named);
    AnswerNames answers = new AnswerNames(surface, warnings);
    answers.name(named);
    ResponseTypes responses = new ResponseTypes(answers, jobs);
    List<ApiInterface> interfaces =
        new ApiInterfaces(surface, generation).make(named, requests, responses);
    return new ClientModel(interfaces, requests, responses.make(), surface);
  }
}
