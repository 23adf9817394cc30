/**
 * Brings the published OpenAPI document into the project and says what that changes for users.
 *
 * <p>{@link io.github.krea4j.openapi.refresh.RefreshSpec} fetches a document, refuses one that
 * cannot be used, compares its facts with those of the document in place and replaces that one.
 * Facts are what a program can depend on: operations, fields, types, bounds, values, defaults,
 * aliases. Wording is not.
 */
@NullMarked
package io.github.krea4j.openapi.refresh;

import org.jspecify.annotations.NullMarked;
