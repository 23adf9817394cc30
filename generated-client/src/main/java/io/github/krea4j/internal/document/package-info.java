/** The model catalog as data, generated from the OpenAPI document. Not for applications. */
@NullMarked
package io.github.krea4j.internal.document;

import org.jspecify.annotations.NullMarked;
