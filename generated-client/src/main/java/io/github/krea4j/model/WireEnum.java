package io.github.krea4j.model;

/** An enum whose constants stand for values of the service. */
public interface WireEnum {
  /** {@return the value as the service writes it: a {@link String} or a {@link Number}} */
  Object value();
}
