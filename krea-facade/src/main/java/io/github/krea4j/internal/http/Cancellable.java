package io.github.krea4j.internal.http;

/** Something planned that can be given up. */
@FunctionalInterface
public interface Cancellable {
  /** Gives it up. Without effect if it has run or was given up before. */
  void cancel();
}
