/**
 * What starts jobs: generations, trainings, node apps; field aliases and notices of deprecation.
 * Not for applications.
 */
@NullMarked
package io.github.krea4j.internal.generate;

import org.jspecify.annotations.NullMarked;
