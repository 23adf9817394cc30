package io.github.krea4j.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map that holds a fixed amount and lets go of what came first. The newest entry always fits.
 * Safe for use by several threads.
 */
final class Kept<K, V> {
  private final long capacity;
  private final ToLongFunction<V> cost;
  private final Consumer<V> onGone;
  private final Map<K, V> entries = new LinkedHashMap<>();
  private long total;

  /**
   * Creates an empty map.
   *
   * @param onGone is told of each entry that had to make room
   */
  Kept(long capacity, ToLongFunction<V> cost, Consumer<V> onGone) {
    this.capacity = capacity;
    this.cost = cost;
    this.onGone = onGone;
  }

  void put(K key, V value) {
    for (V gone : putAndTrim(key, value)) {
      onGone.accept(gone);
    }
  }

  private synchronized List<V> putAndTrim(K key, V value) {
    remove(key);
    entries.put(key, value);
    total += cost.applyAsLong(value);
    List<V> gone = new ArrayList<>();
    while (total > capacity && entries.size() > 1) {
      Map.Entry<K, V> eldest = entries.entrySet().iterator().next();
      entries.remove(eldest.getKey());
      total -= cost.applyAsLong(eldest.getValue());
      gone.add(eldest.getValue());
    }
    return gone;
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  synchronized @Nullable V remove(K key) {
    V removed = entries.remove(key);
    if (removed != null) {
      total -= cost.applyAsLong(removed);
    }
    return removed;
  }

  /** A copy, oldest first. */
  synchronized List<V> values() {
    return new ArrayList<>(entries.values());
  }

  synchronized void clear() {
    entries.clear();
    total = 0;
  }
}
