package io.github.krea4j;

import io.github.krea4j.model.JobOutput;

/**
 * Names the files of a job, for {@link Downloads#toDirectory(io.github.krea4j.model.Job,
 * java.nio.file.Path, FileNaming)}.
 */
@FunctionalInterface
public interface FileNaming {
  /**
   * Returns the name of a file in the directory.
   *
   * @param output what was loaded
   * @param index its place among {@link io.github.krea4j.model.Job#outputs()}, from 0
   * @param suggested the name it has otherwise: from its URL, made safe, with an extension
   */
  String name(JobOutput output, int index, String suggested);
}
