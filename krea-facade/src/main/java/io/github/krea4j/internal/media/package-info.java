/** Files on their way up and down: uploads, downloads, kinds and names. Not for applications. */
@NullMarked
package io.github.krea4j.internal.media;

import org.jspecify.annotations.NullMarked;
