package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.ApiTest;
import io.github.krea4j.AssetUpload;
import io.github.krea4j.ForkedJvm;
import io.github.krea4j.KreaClient;
import io.github.krea4j.Media;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than the whole memory pass, since they pass in pieces. */
class LargeFilesTest extends ApiTest {
  private static final long MEGABYTE = 1024 * 1024;

  @TempDir Path directory;

  @Test
  void uploadOf75MegabytesPassesIn32MegabytesOfMemory() throws Exception {
    Path file = Files.write(directory.resolve("large.mp4"), Media.mp4());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(75 * MEGABYTE);
    }
    server.setBodyLimit(0);
    answer("{\"id\":\"asset-1\"}");
    answer("{\"id\":\"asset-2\"}");
    assertThat(fork("upload", server.url("/").toString(), file.toString()))
        .containsExactly("asset-1", "asset-2");
    assertThat(request().getBodySize()).isGreaterThan(75 * MEGABYTE);
    assertThat(request().getBodySize()).isGreaterThan(75 * MEGABYTE);
  }

  @Test
  void downloadOf500MegabytesPassesIn32MegabytesOfMemory() throws Exception {
    server.enqueue(new MockResponse.Builder().body(new Zeros(500 * MEGABYTE)).build());
    Path target = directory.resolve("large.bin");
    assertThat(fork("download", server.url("/large.bin").toString(), target.toString()))
        .containsExactly(target.toString());
    assertThat(target).hasSize(500 * MEGABYTE);
  }

  private List<String> fork(String... arguments) throws Exception {
    return ForkedJvm.run(directory, List.of("-Xmx32m"), Transfer.class, arguments);
  }

  /** What runs in little memory. */
  static final class Transfer {
    private Transfer() {}

    public static void main(String[] arguments) throws IOException {
      URI address = URI.create(arguments[1]);
      Path file = Path.of(arguments[2]);
      try (KreaClient client =
          KreaClient.builder().apiKey(KEY).baseUrl(address.resolve("/")).build()) {
        if (arguments[0].equals("upload")) {
          ForkedJvm.tell(client.assets().upload(file).id());
          ForkedJvm.tell(
              client.assets().upload(AssetUpload.of(Files.newInputStream(file), "large.mp4")).id());
        } else {
          ForkedJvm.tell(client.downloads().toFile(address, file));
        }
      }
    }
  }

  /** A body that is made while it is written. */
  private record Zeros(long size) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return size;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      byte[] piece = new byte[(int) MEGABYTE];
      for (long left = size; left > 0; left -= piece.length) {
        sink.write(piece, 0, (int) Math.min(piece.length, left));
      }
    }
  }
}
