package io.github.krea4j.internal.lists;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor where the next page begins, to be sent back as it came; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
