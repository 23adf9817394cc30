package io.github.krea4j.internal.jobs;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.ResponseFormatException;

/** What a failed look at a job means for those who wait for it. */
enum PollFailure {
  /** It passes by itself: look again later. */
  PASSING,
  /** The service does not know the job: not yet, or no more. */
  UNKNOWN_JOB,
  /** It will not change: the wait is over. */
  FINAL;

  static PollFailure of(Throwable failure) {
    if (failure instanceof NotFoundException) {
      return UNKNOWN_JOB;
    }
    if (failure instanceof ApiException answer) {
      return isPassing(answer.status()) ? PASSING : FINAL;
    }
    boolean passing =
        failure instanceof ConnectionException || failure instanceof ResponseFormatException;
    return passing ? PASSING : FINAL;
  }

  private static boolean isPassing(int status) {
    return switch (status) {
      case 408, 409, 425, 429 -> true;
      default -> status >= 500;
    };
  }

  /** Returns how long the service asks to wait, in nanoseconds; 0 if it does not. */
  static long retryAfter(Throwable failure) {
    return failure instanceof ApiException answer
        ? answer.retryAfter().map(PollSchedule::nanos).orElse(0L)
        : 0;
  }
}
