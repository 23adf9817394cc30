package io.github.krea4j;

/**
 * Told how far an upload has come.
 *
 * <p>Calls come one at a time, on the client's executor or the calling thread. Reports that come
 * faster than the listener takes them are merged; the last one always arrives, before a blocking
 * upload returns. When an upload is repeated the count starts again. An exception thrown here is
 * logged and ends nothing.
 */
@FunctionalInterface
public interface ProgressListener {
  /**
   * Reports progress.
   *
   * @param bytesSent bytes of the file handed to the network so far
   * @param totalBytes the size of the file, or -1 where it is not known
   */
  void onProgress(long bytesSent, long totalBytes);
}
