package io.github.krea4j.batch;

/**
 * What becomes of an item whose submit may have been accepted, where the list of jobs does not tell
 * which of its jobs it is, nor that there is none.
 */
public enum WhenUncertain {
  /** It stays uncertain, for the application to settle. */
  HOLD,
  /** It is submitted anew. It may be paid twice. */
  RESUBMIT,
  /** It takes the oldest job in question. That may be the job of another program. */
  ADOPT_OLDEST
}
