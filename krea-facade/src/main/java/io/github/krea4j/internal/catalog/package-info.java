/** The models that the document names, and how to name one. Not for applications. */
@NullMarked
package io.github.krea4j.internal.catalog;

import org.jspecify.annotations.NullMarked;
