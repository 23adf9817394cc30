package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.krea4j.ApiTest;
import io.github.krea4j.AssetUpload;
import io.github.krea4j.KreaClient;
import io.github.krea4j.Media;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.PayloadTooLargeException;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.model.Asset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class AssetsClientTest extends ApiTest {
  private static final String ASSET =
      "{\"id\":\"asset-1\",\"image_url\":\"https://gen.krea.ai/images/asset-1.png\","
          + "\"uploaded_at\":\"2026-01-01T00:00:00Z\",\"width\":1,\"height\":null,"
          + "\"size_bytes\":16.0,\"mime_type\":\"image/png\",\"newer\":true}";
  private static final String ACCEPTED =
      "Accepted are JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, GLB, WAV, MP3 of at most 75 MB.";

  @TempDir Path directory;

  private static Asset upload(Twin twin, KreaClient client, AssetUpload upload) {
    return twin.call(
        () -> client.assets().upload(upload), () -> client.assets().uploadAsync(upload));
  }

  @ParameterizedTest
  @EnumSource
  void fileIsSentAsMultipartWithItsLength(Twin twin) throws IOException {
    Path file = Files.write(directory.resolve("fox.png"), Media.png());
    KreaClient client = client();
    answer(ASSET);
    Asset asset = upload(twin, client, AssetUpload.of(file));
    assertThat(asset.id()).isEqualTo("asset-1");
    assertThat(asset.imageUrl()).hasToString("https://gen.krea.ai/images/asset-1.png");
    RecordedRequest request = request();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/assets");
    assertThat(request.getHeaders().get("Content-Type"))
        .startsWith("multipart/form-data; boundary=");
    assertThat(request.getHeaders().get("Content-Length")).isNotNull();
    assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
    assertThat(body(request))
        .contains("Content-Disposition: form-data; name=\"file\"; filename=\"fox.png\"\r\n")
        .contains("Content-Type: image/png\r\n")
        .doesNotContain("description");
    assertThat(request.getBody().indexOf(Media.png())).isPositive();
  }

  @Test
  void pathIsUploadedDirectly() throws IOException {
    Path file = Files.write(directory.resolve("fox.png"), Media.png());
    KreaClient client = client();
    answer(ASSET);
    assertThat(client.assets().upload(file).id()).isEqualTo("asset-1");
  }

  @Test
  void descriptionIsAPlainTextPart() {
    KreaClient client = client();
    answer(ASSET);
    client.assets().upload(AssetUpload.of(Media.png(), "a.png").withDescription("Füchse \"rot\""));
    assertThat(body(request()))
        .contains("Content-Disposition: form-data; name=\"description\"\r\n")
        .contains("\r\n\r\nFüchse \"rot\"\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void streamIsSentInChunks(Twin twin) {
    KreaClient client = client();
    answer(ASSET);
    byte[] content = Media.padded(Media.mp4(), 100_000);
    upload(twin, client, AssetUpload.of(new ByteArrayInputStream(content), "clip.mp4"));
    RecordedRequest request = request();
    assertThat(request.getHeaders().get("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(request.getChunkSizes()).hasSizeGreaterThan(5);
    assertThat(request.getBody().indexOf(content)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void fileIsRepeatedAfterAPassingFailure(Twin twin) throws IOException {
    Path file = Files.write(directory.resolve("fox.png"), Media.png());
    KreaClient client = client();
    answer(503, "");
    answer(502, "<html>");
    answer(ASSET);
    upload(twin, client, AssetUpload.of(file));
    request();
    request();
    assertThat(request().getBody().indexOf(Media.png())).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void streamIsNeverRepeated(Twin twin) {
    KreaClient client = client();
    answer(503, "");
    assertThatThrownBy(
            () ->
                upload(
                    twin, client, AssetUpload.of(new ByteArrayInputStream(Media.png()), "a.png")))
        .hasMessageContaining("503");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void brokenStreamIsAConnectionException() {
    KreaClient client = client();
    answer(ASSET);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(Media.padded(Media.png(), 40_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("disk gone");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("disk gone");
              }
            });
    assertThatThrownBy(() -> client.assets().upload(AssetUpload.of(broken, "a.png")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("disk gone");
  }

  @ParameterizedTest
  @EnumSource
  void progressEndsWithTheWholeFileBeforeTheUploadReturns(Twin twin) {
    KreaClient client = client();
    answer(ASSET);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    upload(
        twin,
        client,
        AssetUpload.of(Media.padded(Media.png(), 40_000), "a.png")
            .withProgress((sent, total) -> seen.add(sent + "/" + total)));
    assertThat(seen).last().isEqualTo("40000/40000");
    assertThat(seen).contains("16384/40000");
  }

  @Test
  void progressOfAStreamHasNoTotal() {
    KreaClient client = client();
    answer(ASSET);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    client
        .assets()
        .upload(
            AssetUpload.of(new ByteArrayInputStream(Media.png()), "a.png")
                .withProgress((sent, total) -> seen.add(sent + "/" + total)));
    assertThat(seen).last().isEqualTo("16/-1");
  }

  @Test
  void listenerThatThrowsEndsNothing() {
    KreaClient client = client();
    answer(ASSET);
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      client
          .assets()
          .upload(
              AssetUpload.of(Media.png(), "a.png")
                  .withProgress(
                      (sent, total) -> {
                        throw new IllegalStateException("of the application");
                      }));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith(
              "WARN io.github.krea4j.internal.http.ListenerRelay The listener onProgress failed; the call goes on");
    }
  }

  @Test
  void listenerNeverRunsWhileTheExecutorIsBusyButTheLastReportArrives() {
    // An executor that never runs anything: the calling thread hands over the last report.
    KreaClient client = open(builder().executor(task -> {}));
    answer(ASSET);
    List<String> seen = new ArrayList<>();
    client
        .assets()
        .upload(
            AssetUpload.of(Media.png(), "a.png")
                .withProgress(
                    (sent, total) -> seen.add(sent + " on " + Thread.currentThread().getName())));
    assertThat(seen).containsExactly("16 on " + Thread.currentThread().getName());
  }

  @ParameterizedTest
  @EnumSource
  void missingFileIsNamed(Twin twin) {
    Path file = directory.resolve("missing.png");
    assertRefused(
        twin,
        AssetUpload.of(file),
        "Upload file not found: " + file.toAbsolutePath() + ". Check the path.");
  }

  @Test
  void directoryIsNoFile() {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(directory),
        "Upload file not a file: " + directory.toAbsolutePath() + ". Give the path of one file.");
  }

  @ParameterizedTest
  @EnumSource
  void emptyFileIsRefused(Twin twin) throws IOException {
    Path file = Files.createFile(directory.resolve("empty.png"));
    assertRefused(twin, AssetUpload.of(file), "File " + file + " is empty. " + ACCEPTED);
  }

  @Test
  void emptyBytesAndStreamsAreRefused() {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(new byte[0], "a.png"),
        "Upload 'a.png' is empty. " + ACCEPTED);
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(InputStream.nullInputStream(), "a.png"),
        "Upload 'a.png' is empty. " + ACCEPTED);
  }

  @Test
  void fileAboveTheLimitIsRefused() throws IOException {
    Path file = sparse("big.mp4", 75L * 1024 * 1024 + 1);
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(file),
        "File "
            + file
            + " is too large: at most 75 MB (78643200 bytes) are accepted, and it has 78643201"
            + " bytes.");
  }

  @ParameterizedTest
  @EnumSource
  void streamAboveTheLimitIsRefusedWhileItIsSent(Twin twin) {
    KreaClient client = client();
    server.setBodyLimit(0);
    answer(ASSET);
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(Media.mp4()),
            new InputStream() {
              @Override
              public int read() {
                return 0;
              }

              @Override
              public int read(byte[] target, int offset, int length) {
                return length;
              }
            });
    assertThatThrownBy(() -> upload(twin, client, AssetUpload.of(endless, "clip.mp4")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Upload 'clip.mp4' is too large: at most 75 MB (78643200 bytes) are accepted, and it has"
                + " more than that.");
  }

  @Test
  void largeFileIsSentWithAWarning() throws IOException {
    Path file = sparse("large.mp4", 51L * 1024 * 1024);
    KreaClient client = client();
    server.setBodyLimit(0);
    answer(ASSET);
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      client.assets().upload(file);
      assertThat(log.lines())
          .containsExactly(
              "WARN io.github.krea4j.Assets File "
                  + file
                  + " has 51.0 MB; the service often fails on uploads above 50 MB");
    }
  }

  private Path sparse(String name, long size) throws IOException {
    Path path = Files.write(directory.resolve(name), Media.mp4());
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    return path;
  }

  @Test
  void extensionThatDisagreesWithTheContentIsRefused() {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(Media.jpeg(), "fox.png"),
        "Upload 'fox.png' holds JPEG, but its name says PNG. Rename it to .jpg.");
  }

  @Test
  void contentThatIsNothingOfWhatTheNameSaysIsRefused() {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of("hello".getBytes(StandardCharsets.UTF_8), "fox.png"),
        "Upload 'fox.png' holds no PNG, though its name says so. " + ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "picture.gif", "noextension"})
  void otherKindsAreRefused(String name) {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of("GIF89a......".getBytes(StandardCharsets.UTF_8), name),
        "Upload '" + name + "' is of a kind that the service does not take. " + ACCEPTED);
  }

  @Test
  void contentTypeThatTheServiceDoesNotTakeIsRefused() {
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(Media.png(), "a.png").withContentType("image/gif"),
        "Upload 'a.png' has the content type image/gif. " + ACCEPTED);
    assertRefused(
        Twin.BLOCKING,
        AssetUpload.of(Media.png(), "a.png").withContentType("image/jpeg"),
        "Upload 'a.png' holds PNG, but its content type is given as image/jpeg. Correct the type,"
            + " or leave it out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpg", "IMAGE/JPEG", "image/jpeg; charset=binary"})
  void givenContentTypeIsSentUnderTheServicesName(String given) {
    KreaClient client = client();
    answer(ASSET);
    client.assets().upload(AssetUpload.of(Media.jpeg(), "photo").withContentType(given));
    assertThat(body(request()))
        .contains("filename=\"photo.jpg\"")
        .contains("Content-Type: image/jpeg\r\n");
  }

  @Test
  void givenContentTypeDecidesWhereTheBytesTellNothing() {
    KreaClient client = client();
    answer(ASSET);
    client
        .assets()
        .upload(AssetUpload.of(new byte[] {1, 2, 3}, "voice.raw").withContentType("audio/mpeg"));
    assertThat(body(request())).contains("Content-Type: audio/mpeg\r\n");
  }

  @Test
  void filenameIsMadeSafeForTheHeader() {
    KreaClient client = client();
    answer(ASSET);
    client.assets().upload(AssetUpload.of(Media.png(), "ré\"sumé\r\nX-Evil: 1 日本.png"));
    assertThat(body(request())).contains("; filename=\"re_sume_X-Evil_1.png\"\r\n");
  }

  private void assertRefused(Twin twin, AssetUpload upload, String message) {
    KreaClient client = client();
    assertThatThrownBy(() -> upload(twin, client, upload))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.fields()).containsExactly("file"))
        .hasMessage(message);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void serversRefusalIsTyped() {
    KreaClient client = client();
    answer(413, "");
    assertThatThrownBy(() -> client.assets().upload(AssetUpload.of(Media.png(), "a.png")))
        .isInstanceOf(PayloadTooLargeException.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void assetIsReadAndDeletedByItsId() {
    KreaClient client = client();
    answer(ASSET);
    answer("{\"success\":true,\"message\":\"deleted\"}");
    assertThat(client.assets().get("a/b c").mimeType()).contains("image/png");
    client.assets().delete("asset-1");
    RecordedRequest get = request();
    assertThat(get.getMethod() + " " + get.getTarget()).isEqualTo("GET /assets/a%2Fb%20c");
    RecordedRequest delete = request();
    assertThat(delete.getMethod() + " " + delete.getTarget()).isEqualTo("DELETE /assets/asset-1");
  }

  @Test
  void deleteTakesAnEmptyAnswer() {
    KreaClient client = client();
    answer("");
    client.assets().delete("asset-1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void unknownAssetIsNotFound() {
    KreaClient client = client();
    answer(404, "{\"error\":\"Asset not found\"}");
    assertThatThrownBy(() -> client.assets().get("asset-2")).isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void impossibleIdIsRefused(String id) {
    KreaClient client = client();
    assertThatThrownBy(() -> client.assets().get(id))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("'" + id + "' is no asset id. Give it as the service returned it.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void listFollowsTheCursorPageByPage() {
    KreaClient client = client();
    answer(
        "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next_cursor\":\"2026-01-01T00:00:00+00:00\"}");
    answer("{\"items\":[{\"id\":\"2\"},{\"id\":\"3\"},null],\"next_cursor\":null}");
    assertThat(client.assets().list().stream().map(Asset::id)).containsExactly("1", "2", "3");
    assertThat(request().getTarget()).isEqualTo("/assets?limit=100");
    assertThat(request().getTarget())
        .isEqualTo("/assets?limit=100&cursor=2026-01-01T00%3A00%3A00%2B00%3A00");
  }

  @Test
  void listKeepsElementsWithoutAnId() {
    KreaClient client = client();
    answer("{\"items\":[{\"id\":null},{\"id\":\"1\"},{}],\"next_cursor\":null}");
    assertThat(client.assets().list().stream().map(Asset::raw).map(JsonObject::toString))
        .containsExactly("{\"id\":null}", "{\"id\":\"1\"}", "{}");
  }
}
