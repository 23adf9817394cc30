package io.github.krea4j.internal.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * A complete download that does not have its name yet. It lies beside its target, so that giving it
 * the name is one step that either happens or does not.
 *
 * @param name the name that URL and content type suggest
 */
record PartFile(Path path, String name) {
  /**
   * Saves a response.
   *
   * @throws IOException if the network failed
   * @throws UncheckedIOException if the disk failed
   */
  static PartFile of(Response response, HttpUrl url, Path directory, long maxBytes)
      throws IOException {
    String name = FileNames.ofUrl(url.uri(), response.header("Content-Type"));
    // Not createTempFile: that would leave the result readable by its owner only.
    PartFile part = new PartFile(directory.resolve(".krea-" + UUID.randomUUID() + ".part"), name);
    try (InputStream in = MediaStream.of(response, maxBytes)) {
      part.write(in);
      return part;
    } catch (IOException | RuntimeException | Error e) {
      part.delete();
      throw e;
    }
  }

  private void write(InputStream in) throws IOException {
    try (OutputStream out = open()) {
      byte[] piece = new byte[16 * 1024];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        write(out, piece, count);
      }
    }
  }

  private OutputStream open() {
    try {
      return new UncheckedClose(
          Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private void write(OutputStream out, byte[] piece, int count) {
    try {
      out.write(piece, 0, count);
    } catch (IOException e) {
      throw failed(path, e);
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
      try {
        Files.move(
            path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      if (!overwrite) {
        new PartFile(target, "").delete();
      }
      throw e;
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The failure that led here matters more.
    }
  }

  /** Gives all files their names, or deletes all. */
  static List<Path> moveAll(List<PartFile> parts, Path directory, boolean overwrite) {
    List<Path> made = new ArrayList<>();
    Set<Path> ours = new HashSet<>();
    try {
      for (PartFile part : parts) {
        Path target = directory.resolve(part.name());
        for (int number = 2; ours.contains(target) || !reserve(target, overwrite); number++) {
          target = directory.resolve(FileNames.numbered(part.name(), number));
        }
        ours.add(target);
        part.moveOver(target, overwrite);
        made.add(target);
      }
      return List.copyOf(made);
    } catch (IOException e) {
      parts.forEach(PartFile::delete);
      made.forEach(target -> new PartFile(target, "").delete());
      throw failed(directory, e);
    }
  }

  /** Returns whether the name is to be had; then it is taken. */
  private static boolean reserve(Path target, boolean overwrite) throws IOException {
    if (overwrite && !Files.isDirectory(target)) {
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

  /** Keeps a full disk, which may show on closing, apart from a broken network. */
  private static final class UncheckedClose extends FilterOutputStream {
    UncheckedClose(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {
      try {
        super.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The download cannot be written", e);
      }
    }
  }
}
