package io.github.krea4j.internal.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes what killed programs left of their downloads. A part file is locked as long as somebody
 * writes to it; one that is not, and not quite new, has nobody left.
 */
final class StaleParts {
  static final String PREFIX = ".krea-";
  static final String SUFFIX = ".part";

  /** Longer than anybody takes to lock the file that he has made. */
  private static final Duration NEW = Duration.ofMinutes(1);

  /** The names of this program's own part files: to open and close one would give its lock away. */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private StaleParts() {}

  static void own(Path part) {
    OWN.add(name(part));
  }

  static void disown(Path part) {
    OWN.remove(name(part));
  }

  /** Removes the stale ones from a directory, as far as that can be done. */
  static void removeFrom(Path directory) {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path part : parts) {
        if (!OWN.contains(name(part))) {
          remove(part);
        }
      }
    } catch (IOException | RuntimeException e) {
      // They are in nobody's way: the next download tries again.
    }
  }

  private static void remove(Path part) throws IOException {
    Instant youngest = Instant.now().minus(NEW);
    if (Files.isSymbolicLink(part)
        || !Files.isRegularFile(part)
        || Files.getLastModifiedTime(part).toInstant().isAfter(youngest)) {
      return;
    }
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static String name(Path part) {
    return String.valueOf(part.getFileName());
  }
}
