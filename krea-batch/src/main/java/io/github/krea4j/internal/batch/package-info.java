/** The journal of a batch and the rules by which it runs. Not for applications. */
@NullMarked
package io.github.krea4j.internal.batch;

import org.jspecify.annotations.NullMarked;
