package io.github.krea4j.internal.http;

/** What may be done again when a call fails. */
public enum CallKind {
  /** A GET: repeated on 408, 425, 429, 5xx and when the connection fails. */
  READ,
  /** A DELETE: the same rules as {@link #READ}. */
  DELETE,
  /**
   * A POST that may cost money: repeated only on 429 and on failures proven to come before sending.
   * Any other failure without a refusal of the service leaves it uncertain.
   */
  SUBMIT,
  /** A POST whose duplicate is free and whose body can be sent again: the same rules as READ. */
  UPLOAD,
  /**
   * Any other write: sent once as a {@link #SUBMIT}, but it costs nothing, so that its failures are
   * ordinary ones. A body that can be written only once is not sent a second time at all.
   */
  ONCE,
  /**
   * A GET from a result host, without credentials: the same rules as {@link #READ}. It ends only
   * when nothing of it is left on the disk.
   */
  DOWNLOAD;

  /** Returns whether an unsuccessful request may simply be made again. */
  boolean repeatable() {
    return this != SUBMIT && this != ONCE;
  }

  /** Returns whether a request that was answered with this status may be made again. */
  boolean again(int status) {
    return status == 429 || (repeatable() && (status == 425 || isOpen(status)));
  }

  /** Returns whether this status leaves open what became of the request. */
  static boolean isOpen(int status) {
    return status == 408 || status >= 500;
  }
}
