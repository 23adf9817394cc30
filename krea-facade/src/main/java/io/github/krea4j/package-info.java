/**
 * A client for the Krea generation API: submit jobs, wait for them, upload inputs, download
 * results.
 *
 * <p>{@link io.github.krea4j.KreaClient} is the way in. Everything that fails at run time is a
 * {@link io.github.krea4j.errors.KreaException}; a null argument is a {@link
 * java.lang.NullPointerException}, and a call on a closed client an {@link
 * java.lang.IllegalStateException}.
 */
@NullMarked
package io.github.krea4j;

import org.jspecify.annotations.NullMarked;
