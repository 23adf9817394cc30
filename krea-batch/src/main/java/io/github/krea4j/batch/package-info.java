/**
 * Many paid jobs at a time, through few slots, from a journal that survives a crash: nothing is
 * paid twice and nothing is lost. Begin with {@link io.github.krea4j.batch.Batch}.
 */
@NullMarked
package io.github.krea4j.batch;

import org.jspecify.annotations.NullMarked;
