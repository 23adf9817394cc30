package io.github.krea4j.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The requests so far, in their order; the oldest go when memory asks for it. */
final class Recording {
  /** Headers and the objects around them. */
  private static final long COST = 1_500;

  private final long capacity;
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private long held;
  private long total;

  Recording(long capacity) {
    this.capacity = capacity;
  }

  synchronized void add(RecordedRequest request) {
    RecordedRequest kept = request.forKeeping(capacity / 2);
    requests.add(kept);
    held += COST + kept.rawBody().length;
    total++;
    while (held > capacity && requests.size() > 1) {
      held -= COST + requests.remove().rawBody().length;
    }
  }

  /** A copy, oldest first. */
  synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  /** The newest ones, oldest of them first. */
  synchronized List<RecordedRequest> newest(int count) {
    List<RecordedRequest> newest = new ArrayList<>();
    Iterator<RecordedRequest> backwards = requests.descendingIterator();
    while (newest.size() < count && backwards.hasNext()) {
      newest.add(backwards.next());
    }
    Collections.reverse(newest);
    return newest;
  }

  /** How many there were, those included that had to go. */
  synchronized long total() {
    return total;
  }

  synchronized void clear() {
    requests.clear();
    held = 0;
    total = 0;
  }
}
