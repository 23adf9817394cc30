package io.github.krea4j.emulator;

/** Lets web pages of any origin read the answers. The live service does not. */
final class Cors {
  private static final String METHOD = "Access-Control-Request-Method";
  private static final String HEADERS = "Access-Control-Request-Headers";

  private Cors() {}

  /** Whether a browser asks if it may ask. */
  static boolean isPreflight(RecordedRequest request) {
    return request.method().equals("OPTIONS")
        && request.header("Origin").isPresent()
        && request.header(METHOD).isPresent();
  }

  static Reply preflight(RecordedRequest request) {
    Reply reply =
        open(Reply.empty(204))
            .withHeader("Access-Control-Allow-Methods", request.header(METHOD).orElse("GET"))
            .withHeader("Access-Control-Max-Age", "600");
    return request
        .header(HEADERS)
        .map(headers -> reply.withHeader("Access-Control-Allow-Headers", headers))
        .orElse(reply);
  }

  static Reply open(Reply reply) {
    return reply
        .withHeader("Access-Control-Allow-Origin", "*")
        .withHeader("Access-Control-Expose-Headers", "*");
  }
}
