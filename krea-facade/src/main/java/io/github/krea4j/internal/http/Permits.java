package io.github.krea4j.internal.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many in at once and the others in the order in which they came. Holds no thread. */
final class Permits {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Permits(int count) {
    this.free = count;
  }

  /**
   * Takes a permit, now or when one is given back.
   *
   * @param granted is run with the permit, on this thread or on that of whoever gives one back
   * @return whether it was granted at once
   */
  boolean acquire(Runnable granted) {
    synchronized (waiting) {
      if (free == 0) {
        waiting.add(granted);
        return false;
      }
      free--;
    }
    granted.run();
    return true;
  }

  /** Gives up waiting. Returns false if the permit was granted. */
  boolean withdraw(Runnable granted) {
    synchronized (waiting) {
      return waiting.remove(granted);
    }
  }

  void release() {
    Runnable next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
