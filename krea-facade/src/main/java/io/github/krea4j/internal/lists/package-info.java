/** Lists that are read page by page, following cursors. Not for applications. */
@NullMarked
package io.github.krea4j.internal.lists;

import org.jspecify.annotations.NullMarked;
