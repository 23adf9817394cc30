package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.Media;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.model.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What came is the whole file, or it is refused. */
class WholeFileTest extends ApiTest {
  private static final byte[] PICTURE = Media.padded(Media.png(), 5_000);
  private static final String PAGE = "<!DOCTYPE html>\n<title>Not here</title>";

  @TempDir Path directory;

  enum Way {
    FILE,
    DIRECTORY,
    STREAM
  }

  static Stream<Arguments> ways() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Twin.values()).map(twin -> Arguments.of(way, twin)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPartThatWasNotAskedForIsRefused(Way way, Twin twin) {
    server.enqueue(
        answer(Arrays.copyOf(PICTURE, 12), "image/png")
            .code(206)
            .setHeader("Content-Range", "bytes 0-11/5000")
            .build());

    assertThatThrownBy(() -> load(way, twin, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("/a.png was given up: It is a part of the file only (status 206,")
        .hasMessageContaining("type image/png, beginning with \"");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void noContentIsRefused(Way way, Twin twin) {
    server.enqueue(new MockResponse.Builder().code(204).build());

    assertThatThrownBy(() -> load(way, twin, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("It is no file (status 204, no type)");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void zeroBytesAreRefused(Way way, Twin twin) {
    server.enqueue(answer(new byte[0], "image/png").build());

    assertThatThrownBy(() -> load(way, twin, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("It is empty (status 200, type image/png)");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPageUnderAPicturesUrlIsRefusedWithItsFirstWords(Way way, Twin twin) {
    server.enqueue(
        answer(PAGE.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8").build());

    assertThatThrownBy(() -> load(way, twin, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining(
            "It is an HTML page (status 200, type text/html; charset=utf-8, beginning with"
                + " \"<!DOCTYPE html> <title>Not here</title>\")");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.png|image/png|<!doctype HTML><p>",
        "a|application/octet-stream|  <html lang=en>",
        "a|text/html|<!-- c --> <html>",
        "a.png|application/json|{\"error\":\"expired\"}",
        "a.mp4|application/xml|<?xml version='1.0'?><Error/>",
        "a.webp|application/problem+json|{}",
        "a.glb|text/plain|gone",
      })
  void textsInPlaceOfMediaAreRefused(String path, String type, String body) {
    server.enqueue(answer(body.getBytes(StandardCharsets.UTF_8), type).build());

    assertThatThrownBy(() -> load(Way.FILE, Twin.BLOCKING, path))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("status 200, type " + type);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page.html|text/html|<!doctype html><p>",
        "data.json|application/json|{\"a\":1}",
        "scene.obj|text/plain|v 1 2 3",
        "notes|text/plain|<htmlish",
        "a.svg|image/svg+xml|<svg/>",
      })
  void textsThatArePromisedAreTaken(String path, String type, String body) throws IOException {
    server.enqueue(answer(body.getBytes(StandardCharsets.UTF_8), type).build());

    assertThat(load(Way.FILE, Twin.BLOCKING, path)).asString().isEqualTo(body);
  }

  @Test
  void aPictureUnderAWrongTypeIsTaken() throws IOException {
    server.enqueue(answer(PICTURE, "text/plain").build());

    assertThat(load(Way.FILE, Twin.BLOCKING, "a.png")).isEqualTo(PICTURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 203, 205, 226})
  void successesThatAreNoFileAreRefused(int status) {
    // A 205 has no body by its meaning.
    byte[] body = status == 205 ? new byte[0] : PICTURE;
    server.enqueue(answer(body, "image/png").code(status).build());

    assertThatThrownBy(() -> load(Way.FILE, Twin.BLOCKING, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("(status " + status);
  }

  enum Encoding {
    GZIP {
      @Override
      OutputStream encoder(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    DEFLATE {
      @Override
      OutputStream encoder(OutputStream out) {
        return new DeflaterOutputStream(out);
      }
    };

    abstract OutputStream encoder(OutputStream out) throws IOException;

    byte[] of(byte[] content) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream encoder = encoder(bytes)) {
        encoder.write(content);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEncodingIsUndone(Encoding encoding) throws IOException {
    for (Way way : Way.values()) {
      server.enqueue(
          answer(encoding.of(PICTURE), "image/png")
              .setHeader("Content-Encoding", encoding.name())
              .build());

      assertThat(load(way, Twin.ASYNC, way + ".png")).isEqualTo(PICTURE);
    }
  }

  @Test
  void anEncodedFileThatIsCutIsNoFile() {
    byte[] whole = Encoding.GZIP.of(PICTURE);
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    for (int i = 0; i < 3; i++) {
      server.enqueue(answer(cut, "image/png").setHeader("Content-Encoding", "gzip").build());
    }

    assertThatThrownBy(() -> load(Way.FILE, Twin.BLOCKING, "a.png"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("[3 attempts]");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theLimitIsThatOfWhatIsWritten() {
    byte[] zeros = Encoding.GZIP.of(Media.padded(Media.png(), 1_000_000));
    server.enqueue(answer(zeros, "image/png").setHeader("Content-Encoding", "gzip").build());

    assertThatThrownBy(
            () ->
                client()
                    .downloads()
                    .maxBytes(10_000)
                    .toFile(url("a.png"), directory.resolve("a.png")))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("limit of 10000 bytes");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anEncodingThatCannotBeUndoneIsRefused() {
    server.enqueue(answer(PICTURE, "image/png").setHeader("Content-Encoding", "br").build());

    assertThatThrownBy(() -> load(Way.FILE, Twin.BLOCKING, "a.png"))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("It is encoded as br, which was not asked for");
  }

  private static MockResponse.Builder answer(byte[] body, String type) {
    return new MockResponse.Builder()
        .body(new Buffer().write(body))
        .setHeader("Content-Type", type);
  }

  private byte[] load(Way way, Twin twin, String path) throws IOException {
    URI url = url(path);
    return switch (way) {
      case FILE -> {
        Path target = directory.resolve(path);
        yield Files.readAllBytes(
            twin.call(
                () -> client().downloads().toFile(url, target),
                () -> client().downloads().toFileAsync(url, target)));
      }
      case DIRECTORY -> {
        Job job = Job.parse("{\"job_id\":\"j\",\"result\":{\"urls\":[\"" + url + "\"]}}");
        List<Path> files =
            twin.call(
                () -> client().downloads().toDirectory(job, directory),
                () -> client().downloads().toDirectoryAsync(job, directory));
        yield Files.readAllBytes(files.get(0));
      }
      case STREAM -> {
        try (InputStream in =
            twin.call(
                () -> client().downloads().open(url), () -> client().downloads().openAsync(url))) {
          yield in.readAllBytes();
        }
      }
    };
  }

  private URI url(String path) {
    return server.url("/" + path).uri();
  }
}
