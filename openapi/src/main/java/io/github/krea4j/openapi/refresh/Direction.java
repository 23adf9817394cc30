package io.github.krea4j.openapi.refresh;

/** Whether a value travels to the service or comes from it: the same change means other things. */
enum Direction {
  REQUEST,
  RESPONSE
}
