package io.github.krea4j.errors;

import java.util.List;
import java.util.stream.Collectors;

/** A failed answer together with what its body says. */
record Answer(FailedResponse response, ErrorBody body) {
  /** Returns the whole text of the exception: what failed, what the service said, what to do. */
  String message(String wayOut) {
    StringBuilder text =
        new StringBuilder()
            .append(response.method())
            .append(' ')
            .append(response.path())
            .append(" was answered with ")
            .append(response.status());
    String said = said();
    if (!said.isEmpty()) {
      text.append(": ").append(said);
      if (".!?…".indexOf(said.charAt(said.length() - 1)) < 0) {
        text.append('.');
      }
    } else {
      text.append(body.html() ? " and an HTML page." : " and no message.");
    }
    if (!wayOut.isEmpty()) {
      text.append(' ').append(wayOut);
    }
    if (!response.hint().isEmpty()) {
      text.append(' ').append(response.hint());
    }
    String requestId = ApiException.requestId(response);
    if (requestId != null) {
      text.append(" [request id ").append(requestId).append(']');
    }
    if (response.attempts() > 1) {
      text.append(" [").append(response.attempts()).append(" attempts]");
    }
    return text.toString();
  }

  private String said() {
    List<Violation> violations = body.violations();
    String listed =
        violations.stream().limit(10).map(Violation::toString).collect(Collectors.joining("; "));
    if (violations.size() > 10) {
      listed += "; and " + (violations.size() - 10) + " more";
    }
    String headline = body.message();
    if (headline == null) {
      return listed;
    }
    return listed.isEmpty() ? headline : headline.replaceAll("[.:]$", "") + ": " + listed;
  }
}
