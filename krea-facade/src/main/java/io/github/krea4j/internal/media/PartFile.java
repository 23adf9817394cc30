package io.github.krea4j.internal.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * A download that does not have its name yet. It lies beside its target, so that giving it the name
 * is one step that either happens or does not. It is locked until then, by which others see that it
 * is not left over.
 */
final class PartFile {
  private final Path path;
  private final FileChannel file;
  private String name = "";

  PartFile(Path path) {
    this.path = path;
    StaleParts.own(path);
    try {
      // Not createTempFile: that would leave the result readable by its owner only.
      file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      StaleParts.disown(path);
      throw failed(path, e);
    }
    lock();
  }

  /** Some file systems know no locks; on those a killed download leaves its part file. */
  private void lock() {
    try {
      FileLock unused = file.tryLock();
    } catch (IOException | UnsupportedOperationException e) {
      // The file stays this program's own all the same.
    }
  }

  /**
   * Saves a response.
   *
   * @throws IOException if the network failed, or the answer is not the whole file
   * @throws UncheckedIOException if the disk failed
   */
  static PartFile of(Response response, HttpUrl url, Path directory, long maxBytes)
      throws IOException {
    try (WholeFile in = WholeFile.of(response, url, maxBytes)) {
      PartFile part =
          new PartFile(
              directory.resolve(StaleParts.PREFIX + UUID.randomUUID() + StaleParts.SUFFIX));
      try {
        part.name = FileNames.ofUrl(url.uri(), response.header("Content-Type"), in.head());
        part.write(in);
        return part;
      } catch (IOException | RuntimeException | Error e) {
        part.delete();
        throw e;
      }
    }
  }

  /** Returns the name that URL, content type and content suggest. */
  String name() {
    return name;
  }

  private void write(InputStream in) throws IOException {
    OutputStream out = new UncheckedOutput(Channels.newOutputStream(file));
    byte[] piece = new byte[16 * 1024];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      out.write(piece, 0, count);
    }
  }

  /** Gives the file its name. On failure it is deleted. */
  void moveTo(Path target, boolean overwrite) {
    try {
      if (!overwrite) {
        // A move replaces whatever is there; making the file first fails if something is.
        Files.createFile(target);
      }
      moveOver(target, overwrite);
    } catch (FileAlreadyExistsException e) {
      delete();
      throw new UncheckedIOException("The download's target " + target + " exists by now", e);
    } catch (IOException e) {
      delete();
      throw failed(target, e);
    }
  }

  /** Replaces what is there: a file made to take the name, unless any may be overwritten. */
  private void moveOver(Path target, boolean overwrite) throws IOException {
    try {
      if (overwrite) {
        TargetFile.keepMode(target, path);
      }
      file.close(); // some disks tell only now that they are full
      try {
        Files.move(
            path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
      StaleParts.disown(path);
    } catch (IOException e) {
      if (!overwrite) {
        discard(target);
      }
      throw e;
    }
  }

  void delete() {
    discard(path);
    StaleParts.disown(path);
    try {
      file.close();
    } catch (IOException e) {
      // The failure that led here matters more.
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that led here matters more.
    }
  }

  /**
   * Gives all files their names, or deletes all.
   *
   * @param names gives the name of each by its index, perhaps one that is taken
   */
  static List<Path> moveAll(
      List<PartFile> parts, IntFunction<String> names, Path directory, boolean overwrite) {
    List<Path> made = new ArrayList<>();
    Set<String> ours = new HashSet<>();
    try {
      for (int i = 0; i < parts.size(); i++) {
        String wanted = names.apply(i);
        Path target = directory.resolve(wanted);
        for (int number = 2; !reserve(target, ours, overwrite); number++) {
          target = directory.resolve(FileNames.numbered(wanted, number));
        }
        Path end = overwrite ? TargetFile.resolve(target, true) : target;
        parts.get(i).moveOver(end, overwrite);
        made.add(target);
      }
      return List.copyOf(made);
    } catch (IOException | RuntimeException e) {
      parts.forEach(PartFile::delete);
      made.forEach(PartFile::discard);
      if (e instanceof RuntimeException failure) {
        throw failure;
      }
      throw failed(directory, (IOException) e);
    }
  }

  /** Returns whether the name is to be had; then it is taken. */
  private static boolean reserve(Path target, Set<String> ours, boolean overwrite)
      throws IOException {
    // Two names that differ in case are one file on some disks.
    if (!ours.add(FileNames.key(String.valueOf(target.getFileName())))) {
      return false;
    }
    if (overwrite && (!Files.exists(target) || Files.isRegularFile(target))) {
      return true;
    }
    try {
      Files.createFile(target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static UncheckedIOException failed(Path place, IOException e) {
    return new UncheckedIOException("The download cannot be written to " + place, e);
  }

  /** Keeps a full disk apart from a broken network. */
  private final class UncheckedOutput extends FilterOutputStream {
    UncheckedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }
  }
}
