package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the bytes of an upload come from. */
interface UploadContent {
  /** Returns how to call it in error texts, such as {@code File /tmp/cat.png}. */
  String describe(String filename);

  /**
   * Returns the size in bytes, or -1 where it shows only at the end.
   *
   * @throws InvalidRequestException if there is nothing to read
   */
  long length();

  /** Returns whether the content can be read more than once. */
  boolean repeatable();

  /** Returns the first bytes, fewer only if there are no more; they stay to be read. */
  byte[] head(int count);

  /** Opens the content at its beginning. */
  InputStream open() throws IOException;

  /** Reads all of it into memory. */
  default byte[] readAll() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static UploadContent of(Path file) {
    return new FileContent(file);
  }

  static UploadContent of(byte[] bytes) {
    return new BytesContent(bytes);
  }

  static UploadContent of(InputStream stream) {
    return new StreamContent(new PushbackInputStream(stream, MediaKind.PROBE));
  }

  /** A file, looked at anew for each use. */
  record FileContent(Path file) implements UploadContent {
    @Override
    public String describe(String filename) {
      return "File " + file;
    }

    @Override
    public long length() {
      if (!Files.exists(file)) {
        throw refused("not found: " + file.toAbsolutePath() + ". Check the path.");
      }
      if (!Files.isRegularFile(file)) {
        throw refused("not a file: " + file.toAbsolutePath() + ". Give the path of one file.");
      }
      if (!Files.isReadable(file)) {
        throw refused("not readable: " + file.toAbsolutePath() + ". Check its permissions.");
      }
      try {
        return Files.size(file);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public byte[] head(int count) {
      try (InputStream in = open()) {
        return in.readNBytes(count);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    private InvalidRequestException unreadable(IOException cause) {
      InvalidRequestException e =
          refused("not readable: " + file.toAbsolutePath() + ". " + cause.getMessage() + ".");
      e.initCause(cause);
      return e;
    }

    private static InvalidRequestException refused(String text) {
      return new InvalidRequestException("Upload file " + text, List.of("file"));
    }
  }

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // only ever compared by identity
  record BytesContent(byte[] bytes) implements UploadContent {
    @Override
    public String describe(String filename) {
      return "Upload '" + filename + "'";
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public byte[] head(int count) {
      return Arrays.copyOf(bytes, Math.min(count, bytes.length));
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** A stream that can be read once. */
  record StreamContent(PushbackInputStream stream) implements UploadContent {
    @Override
    public String describe(String filename) {
      return "Upload '" + filename + "'";
    }

    @Override
    public long length() {
      return -1;
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public byte[] head(int count) {
      try {
        byte[] head = stream.readNBytes(count);
        stream.unread(head);
        return head;
      } catch (IOException e) {
        throw new UncheckedIOException("The stream to upload cannot be read", e);
      }
    }

    @Override
    public InputStream open() {
      return stream;
    }
  }
}
