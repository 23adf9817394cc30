package io.github.krea4j.openapi;

/**
 * An operation with the name of its method.
 *
 * @param method unique among all interfaces
 */
record NamedOperation(Operation operation, String method) {}
