package io.github.krea4j.emulator;

/**
 * How much an emulator holds at most. What comes on top pushes the oldest out, so that a program
 * can run for days in a heap of fixed size.
 *
 * @param work bytes of bodies read and pictures drawn at the same time
 * @param uploads bytes of uploaded files
 * @param drawings bytes of drawn files that are kept for the next fetch
 * @param requests bytes of recorded requests, and of webhook calls as well
 * @param jobs jobs, ended or not
 */
record Capacity(long work, long uploads, long drawings, long requests, int jobs) {
  static final long KIBIBYTE = 1024;
  static final long MEBIBYTE = 1024 * KIBIBYTE;

  /** The largest upload has to fit, whatever the heap. */
  private static final long LEAST_WORK = 80 * MEBIBYTE;

  /** What a job costs in memory, its files' descriptions included. */
  private static final long JOB = 1_500;

  static Capacity ofThisProcess() {
    return ofHeap(Runtime.getRuntime().maxMemory());
  }

  static Capacity ofHeap(long bytes) {
    return new Capacity(
        Math.max(LEAST_WORK, bytes / 6),
        Math.max(LEAST_WORK, bytes / 6),
        bytes / 24,
        bytes / 24,
        (int) Math.min(4_000_000, bytes / 5 / JOB));
  }
}
