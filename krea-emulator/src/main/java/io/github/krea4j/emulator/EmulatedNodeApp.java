package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A node app that the emulator offers.
 *
 * @param versionId the id by which it is read and executed
 * @param inputSchema JSON Schema of the input, an object
 * @param outputSchema JSON Schema of the output, an object; the names of its properties become the
 *     names in {@code result.urls}
 */
public record EmulatedNodeApp(String versionId, String inputSchema, String outputSchema) {
  /** Version id of the node app that every emulator offers: a text and a picture make a picture. */
  public static final String SAMPLE_ID = "sample-node-app";

  /** Checks that both schemas are JSON objects. */
  public EmulatedNodeApp {
    for (String schema : new String[] {inputSchema, outputSchema}) {
      if (!Json.parse(schema).isObject()) {
        throw new IllegalArgumentException("Not a JSON Schema of an object: " + schema);
      }
    }
  }

  static EmulatedNodeApp sample() {
    return new EmulatedNodeApp(
        SAMPLE_ID,
        """
        {"type": "object",
         "properties": {
           "describe la escena": {"type": "string", "x-krea-wire-type": "text"},
           "photo": {"type": "string", "format": "uri", "x-krea-wire-type": "image"}},
         "required": ["describe la escena"]}""",
        """
        {"type": "object",
         "properties": {
           "resultado": {"type": "string", "format": "uri", "x-krea-wire-type": "image"}},
         "required": ["resultado"]}""");
  }

  JsonNode input() {
    return Json.parse(inputSchema);
  }

  JsonNode output() {
    return Json.parse(outputSchema);
  }
}
