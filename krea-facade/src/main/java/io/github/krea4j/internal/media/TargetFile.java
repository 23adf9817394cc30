package io.github.krea4j.internal.media;

import io.github.krea4j.errors.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/** Where a download goes: a regular file, or a place for one. Links lead to their ends. */
final class TargetFile {
  private static final int MOST_LINKS = 40;

  private TargetFile() {}

  /**
   * Returns the place at the end of all links.
   *
   * @throws InvalidRequestException if what is there is no regular file, or must not be replaced
   */
  static Path resolve(Path target, boolean overwrite) {
    Path end = end(target);
    if (Files.isDirectory(end)) {
      throw refused(target, " is a directory. Give a file in it, or use toDirectory.");
    }
    if (Files.exists(end) && !Files.isRegularFile(end)) {
      throw refused(target, " is no regular file. Use open, and write to it yourself.");
    }
    if (!overwrite && Files.exists(end)) {
      throw refused(target, " exists. Choose another name, or use downloads().overwriting().");
    }
    return end;
  }

  /** Returns the directory of a target; only the root has none, and that is refused before. */
  static Path directory(Path target) {
    return Objects.requireNonNull(target.toAbsolutePath().getParent());
  }

  /** Follows links, also to what does not exist yet. */
  private static Path end(Path target) {
    Path end = target;
    try {
      for (int links = 0; Files.isSymbolicLink(end); links++) {
        if (links == MOST_LINKS) {
          throw refused(target, " is a link that leads nowhere. Give another one.");
        }
        end = end.resolveSibling(Files.readSymbolicLink(end));
      }
      return end;
    } catch (IOException e) {
      throw refused(target, " is a link that cannot be read. Give another one.");
    }
  }

  /** Gives a file the permissions of the one it replaces, where there are any. */
  static void keepMode(Path replaced, Path by) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(
            replaced, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old != null && Files.exists(replaced)) {
      Files.setPosixFilePermissions(by, old.readAttributes().permissions());
    }
  }

  private static InvalidRequestException refused(Path target, String why) {
    return new InvalidRequestException("The download's target " + target + why);
  }
}
