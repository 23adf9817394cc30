package io.github.krea4j.emulator;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that requests at work share: a large body, or a large picture to draw, waits until
 * those before it are done. Small things do not ask.
 */
final class WorkMemory {
  /** Up to here nobody asks: as many as there are threads do no harm. */
  static final int SMALL = 64 * 1024;

  private static final long PATIENCE_SECONDS = 60;

  private final int kibibytes;
  private final Semaphore free;

  /** What was reserved; to be closed once. */
  interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /** There is no room, and waiting did not help. */
  static final class ExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;

    ExhaustedException(String message) {
      super(message);
    }
  }

  WorkMemory(long bytes) {
    kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes / Capacity.KIBIBYTE);
    free = new Semaphore(kibibytes, true);
  }

  /** The most that can be had at all. */
  long bytes() {
    return kibibytes * Capacity.KIBIBYTE;
  }

  /** What can be had now. */
  long free() {
    return free.availablePermits() * Capacity.KIBIBYTE;
  }

  /**
   * Reserves memory, first come first served.
   *
   * @throws ExhaustedException if it is more than there is, or was not free in time
   */
  Reservation reserve(long bytes) throws ExhaustedException {
    if (bytes <= SMALL) {
      return () -> {};
    }
    if (bytes > bytes()) {
      throw new ExhaustedException(
          bytes + " bytes are more than the emulator's memory takes, which is " + bytes());
    }
    int wanted = (int) ((bytes + Capacity.KIBIBYTE - 1) / Capacity.KIBIBYTE);
    try {
      if (!free.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new ExhaustedException(
            "other large requests fill the emulator's memory: send them one after another");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExhaustedException("the emulator closes");
    }
    return () -> free.release(wanted);
  }
}
