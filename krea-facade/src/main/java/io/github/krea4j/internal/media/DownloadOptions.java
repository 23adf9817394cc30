package io.github.krea4j.internal.media;

/**
 * How to download.
 *
 * @param overwrite whether files that exist are replaced
 * @param maxBytes the largest file taken
 * @param parallelism how many files of a job are loaded at a time
 */
record DownloadOptions(boolean overwrite, long maxBytes, int parallelism) {
  static final DownloadOptions DEFAULTS = new DownloadOptions(false, Long.MAX_VALUE, 4);

  DownloadOptions {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes must be positive, but is " + maxBytes);
    }
    if (parallelism <= 0) {
      throw new IllegalArgumentException("parallelism must be positive, but is " + parallelism);
    }
  }
}
