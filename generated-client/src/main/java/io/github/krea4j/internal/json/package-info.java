/** How the models are read from and written to JSON. Not for applications. */
@NullMarked
package io.github.krea4j.internal.json;

import org.jspecify.annotations.NullMarked;
