/**
 * The code generator extension that turns the published OpenAPI document into the Retrofit
 * interfaces and models of the client.
 *
 * <p>A document passes through these steps, each with classes of its own: it is loaded and its
 * references are inlined, its schemas are reduced to the few shapes that a Java type can be made
 * of, operations and types get stable names, and the result is handed to templates that make no
 * decisions.
 */
@NullMarked
package io.github.krea4j.openapi;

import org.jspecify.annotations.NullMarked;
