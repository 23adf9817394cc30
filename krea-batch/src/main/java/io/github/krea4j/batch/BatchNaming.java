package io.github.krea4j.batch;

/** Names the files of a batch. */
@FunctionalInterface
public interface BatchNaming {
  /**
   * Returns the name of a file in the batch's folder. A name that another item has taken gets a
   * mark that makes it another one; what no file system takes is refused, and the item keeps its
   * result without a file.
   *
   * @param key the item's key
   * @param index the file's place in the result, from 0
   * @param extension what the file's name ends with, its dot included; empty where none is known
   */
  String name(String key, int index, String extension);
}
