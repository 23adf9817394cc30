package io.github.krea4j.openapi;

import java.util.List;
import java.util.Optional;

/**
 * A Retrofit interface to generate: the operations below one path.
 *
 * @param path what the paths of its operations begin with: {@code /jobs}, {@code /generate/image}
 */
record ApiInterface(String name, String path, List<Method> methods) {

  /**
   * A method.
   *
   * @param answer the Java type inside its {@code Call}
   */
  record Method(
      Operation operation,
      String name,
      Optional<RequestType> request,
      List<Argument> arguments,
      String answer) {}

  /**
   * A parameter of a method.
   *
   * @param annotation Retrofit's annotation, as Java source
   * @param wire where it goes and what it is called there: {@code query limit}; empty for the body
   * @param added whether the method was there before it, so that it is there without it too
   */
  record Argument(
      String annotation,
      String type,
      String name,
      boolean required,
      boolean added,
      String wire,
      String description) {}
}
