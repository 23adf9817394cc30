package io.github.krea4j.internal.http;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What hangs on the thread of a caller and is to be there too where his requests run: SLF4J's
 * diagnostic context, and whatever the application's own decorator carries over. What hangs on
 * OkHttp's threads, perhaps from whoever made them start, is not seen by his requests.
 */
final class Context {
  private static final ThreadLocal<Runnable> PART = new ThreadLocal<>();

  private final Map<String, String> diagnostics;
  private final Runnable decorated;

  private Context(Map<String, String> diagnostics, Runnable decorated) {
    this.diagnostics = diagnostics;
    this.decorated = decorated;
  }

  /** Takes the context of this thread. */
  static Context capture(@Nullable UnaryOperator<Runnable> decorator) {
    Runnable part = Context::runPart;
    return new Context(diagnostics(), decorator == null ? part : decorator.apply(part));
  }

  /** Runs a part in the context. Several may run at once, on threads of their own. */
  void run(Runnable part) {
    Map<String, String> before = diagnostics();
    Runnable outer = PART.get();
    PART.set(part);
    setDiagnostics(before, diagnostics);
    try {
      decorated.run();
    } finally {
      setDiagnostics(diagnostics, before);
      if (outer == null) {
        PART.remove();
      } else {
        PART.set(outer);
      }
    }
  }

  private static void runPart() {
    PART.get().run();
  }

  private static Map<String, String> diagnostics() {
    Map<String, String> map = MDC.getCopyOfContextMap();
    return map == null ? Map.of() : map;
  }

  private static void setDiagnostics(Map<String, String> from, Map<String, String> to) {
    if (!Objects.equals(from, to)) {
      MDC.setContextMap(to);
    }
  }
}
