package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Results, brought to this machine. How long the service keeps them is not documented: fetch them
 * at once.
 *
 * <p>Result hosts never see the API key, redirects or not. Only https is taken, and http on this
 * machine. A file appears under its name when it is complete and not before; a download that fails
 * leaves nothing and can be repeated. Passing failures are repeated like those of other reads.
 * Silence of 30 seconds ends a download; there is no limit in total.
 *
 * <p>Failures: {@link io.github.krea4j.errors.ApiException} for a status that is no success, {@link
 * io.github.krea4j.errors.ConnectionException} for a connection that broke, {@link
 * io.github.krea4j.errors.ResponseFormatException} for what is not the whole file, such as a part
 * of it, nothing, or a page that tells of an error, and for more than {@link #maxBytes}, {@link
 * java.io.UncheckedIOException} for a disk that cannot be written.
 *
 * <p>Immutable: the methods that change an option return a copy.
 */
public interface Downloads {
  /**
   * Loads one file. Missing directories are made.
   *
   * @return {@code target}
   * @throws InvalidRequestException if the target exists, is a directory or a device, or the source
   *     is no https URL; no request is made then
   */
  Path toFile(URI source, Path target);

  /** Like {@link #toFile}, without waiting. */
  CompletableFuture<Path> toFileAsync(URI source, Path target);

  /**
   * Loads all outputs of a job, a few at a time. The names come from the URLs, stripped of all that
   * could lead out of the directory; a name that is taken already is numbered, unless {@link
   * #overwriting} was asked for and the file is not of this job. The directory is made if it is
   * missing.
   *
   * <p>All or nothing: the files appear when the last one is complete.
   *
   * @return the files in the order of {@link Job#outputs()}; empty if the job has none
   */
  List<Path> toDirectory(Job job, Path directory);

  /** Like {@link #toDirectory(Job, Path)}, without waiting. */
  CompletableFuture<List<Path>> toDirectoryAsync(Job job, Path directory);

  /**
   * Loads all outputs of a job under names of the caller's, otherwise like {@link #toDirectory(Job,
   * Path)}. The names are asked for when all is loaded.
   *
   * @throws InvalidRequestException if a name cannot be that of a file in the directory; no file is
   *     left then
   */
  List<Path> toDirectory(Job job, Path directory, FileNaming naming);

  /** Like {@link #toDirectory(Job, Path, FileNaming)}, without waiting. */
  CompletableFuture<List<Path>> toDirectoryAsync(Job job, Path directory, FileNaming naming);

  /**
   * Opens a result for reading, piece by piece from the network.
   *
   * @return the content, to be closed by the caller; a read from it throws an {@link
   *     java.io.IOException} if the connection breaks or {@link #maxBytes} is passed
   */
  InputStream open(URI source);

  /** Like {@link #open}, without waiting for the beginning of the content. */
  CompletableFuture<InputStream> openAsync(URI source);

  /**
   * Returns downloads that replace files that exist. A link is followed, and its end replaced; the
   * new file has the permissions of the old one.
   */
  Downloads overwriting();

  /**
   * Returns downloads that give up on a file larger than this; there is no limit otherwise.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  Downloads maxBytes(long bytes);

  /**
   * Returns downloads that load so many files of a job at a time; otherwise four.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  Downloads parallelism(int files);
}
