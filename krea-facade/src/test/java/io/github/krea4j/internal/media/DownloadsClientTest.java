package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.Downloads;
import io.github.krea4j.KreaClient;
import io.github.krea4j.Media;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class DownloadsClientTest extends ApiTest {
  private static final byte[] CONTENT = Media.padded(Media.png(), 50_000);

  @TempDir Path directory;

  private URI url(String path) {
    return URI.create(server.url("/").toString() + path);
  }

  private static Path toFile(Twin twin, Downloads downloads, URI source, Path target) {
    return twin.call(
        () -> downloads.toFile(source, target), () -> downloads.toFileAsync(source, target));
  }

  private static List<Path> toDirectory(Twin twin, Downloads downloads, Job job, Path target) {
    return twin.call(
        () -> downloads.toDirectory(job, target), () -> downloads.toDirectoryAsync(job, target));
  }

  private Job job(String... paths) {
    String urls =
        Stream.of(paths)
            .map(path -> "\"" + server.url("/").toString() + path + "\"")
            .collect(Collectors.joining(","));
    return Job.parse(
        "{\"job_id\":\"1\",\"status\":\"completed\",\"result\":{\"urls\":[" + urls + "]}}");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileIsLoadedWithoutTheKey(Twin twin) throws IOException {
    server.enqueue(bytes(CONTENT, "image/png").build());
    Path target = directory.resolve("made/for/this/fox.png");
    assertThat(toFile(twin, client().downloads(), url("images/a.png"), target)).isEqualTo(target);
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(target.getParent()).isDirectoryContaining(file -> file.equals(target));
    RecordedRequest request = request();
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(request.getHeaders().get("User-Agent")).startsWith("krea4j/");
  }

  @ParameterizedTest
  @EnumSource
  void redirectToAnotherHostIsFollowedWithoutTheKey(Twin twin) throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      other.enqueue(bytes(CONTENT, "image/png").build());
      server.enqueue(
          new MockResponse.Builder()
              .code(302)
              .setHeader("Location", other.url("/b.png").toString())
              .build());
      Path target = directory.resolve("fox.png");
      toFile(twin, client().downloads(), url("a.png"), target);
      assertThat(target).hasBinaryContent(CONTENT);
      assertThat(request().getHeaders().get("Authorization")).isNull();
      assertThat(take(other).getHeaders().get("Authorization")).isNull();
    }
  }

  private static RecordedRequest take(MockWebServer server) {
    try {
      return server.takeRequest(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void existingFileIsKept(Twin twin) throws IOException {
    Path target = Files.writeString(directory.resolve("fox.png"), "mine");
    assertThatThrownBy(() -> toFile(twin, client().downloads(), url("a.png"), target))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The download's target "
                + target
                + " exists. Choose another name, or use downloads().overwriting().");
    assertThat(target).hasContent("mine");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void existingFileIsReplacedWhenAsked(Twin twin) throws IOException {
    Path target = Files.writeString(directory.resolve("fox.png"), "mine");
    server.enqueue(bytes(CONTENT, "image/png").build());
    toFile(twin, client().downloads().overwriting(), url("a.png"), target);
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(files()).containsExactly("fox.png");
  }

  @Test
  void fileThatAppearsMeanwhileIsKept() throws IOException {
    Path target = directory.resolve("fox.png");
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            try {
              Files.writeString(target, "theirs");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return bytes(CONTENT, "image/png").build();
          }
        });
    assertThatThrownBy(() -> client().downloads().toFile(url("a.png"), target))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("The download's target " + target + " exists by now");
    assertThat(target).hasContent("theirs");
    assertThat(files()).containsExactly("fox.png");
  }

  @Test
  void directoryAsTargetIsRefused() {
    assertThatThrownBy(() -> client().downloads().toFile(url("a.png"), directory))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The download's target "
                + directory
                + " is a directory. Give a file in it, or use toDirectory.");
  }

  @Test
  void onlyHttpsOrLoopbackIsLoaded() {
    Downloads downloads = client().downloads();
    Path target = directory.resolve("fox.png");
    assertThatThrownBy(() -> downloads.toFile(URI.create("http://gen.krea.ai/a.png"), target))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Results are loaded by https only (http on this machine), not from http://gen.krea.ai.");
    assertThatThrownBy(() -> downloads.open(URI.create("file:///etc/passwd")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Results are loaded by https only (http on this machine), not from this URL: its scheme"
                + " is file.");
  }

  @Test
  void redirectToPlainHttpIsRefused() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "http://gen.krea.ai/a.png")
                .build();
          }
        });
    assertThatThrownBy(
            () -> client().downloads().toFile(url("a.png"), directory.resolve("fox.png")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("refused to load from gen.krea.ai without TLS");
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void brokenDownloadIsRepeated(Twin twin) throws IOException {
    server.enqueue(cut());
    server.enqueue(json(503, "").build());
    server.enqueue(bytes(CONTENT, "image/png").build());
    Path target = directory.resolve("fox.png");
    toFile(twin, client().downloads(), url("a.png"), target);
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(files()).containsExactly("fox.png");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  private static MockResponse cut() {
    return new MockResponse.Builder()
        .body(new Buffer().write(CONTENT))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void downloadThatStaysBrokenLeavesNoFile(Twin twin) throws IOException {
    server.enqueue(cut());
    server.enqueue(cut());
    server.enqueue(cut());
    assertThatThrownBy(
            () -> toFile(twin, client().downloads(), url("a.png"), directory.resolve("fox.png")))
        .isInstanceOfSatisfying(
            ConnectionException.class, e -> assertThat(e.attempts()).isEqualTo(3))
        .hasMessageStartingWith("GET /a.png brought no whole file: ")
        .hasMessageEndingWith(" [3 attempts]");
    assertThat(files()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void retriesCanBeTurnedOff() throws IOException {
    server.enqueue(cut());
    KreaClient client = open(builder().maxRetries(0));
    assertThatThrownBy(() -> client.downloads().toFile(url("a.png"), directory.resolve("fox.png")))
        .isInstanceOf(ConnectionException.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void missingResultIsNotFoundAtOnce(Twin twin) throws IOException {
    answer(404, "{\"error\":\"gone\"}");
    assertThatThrownBy(
            () -> toFile(twin, client().downloads(), url("a.png"), directory.resolve("fox.png")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("GET /a.png was answered with 404");
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void serverErrorIsReportedAfterTheRetries() {
    answer(500, "");
    answer(500, "");
    answer(500, "");
    assertThatThrownBy(() -> client().downloads().open(url("a.png")).close())
        .isInstanceOfSatisfying(
            ServerErrorException.class, e -> assertThat(e.attempts()).isEqualTo(3));
  }

  @ParameterizedTest
  @EnumSource
  void fileAboveTheLimitIsRefusedByItsLength(Twin twin) throws IOException {
    server.enqueue(bytes(CONTENT, "image/png").build());
    Downloads downloads = client().downloads().maxBytes(49_999);
    assertThatThrownBy(() -> toFile(twin, downloads, url("a.png"), directory.resolve("fox.png")))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessage("GET /a.png was given up: The file is larger than the limit of 49999 bytes.");
    assertThat(files()).isEmpty();
  }

  @Test
  void fileAboveTheLimitIsRefusedWhileItComes() throws IOException {
    server.enqueue(
        new MockResponse.Builder().chunkedBody(new Buffer().write(CONTENT), 1000).build());
    Downloads downloads = client().downloads().maxBytes(49_999);
    assertThatThrownBy(() -> downloads.toFile(url("a.png"), directory.resolve("fox.png")))
        .isInstanceOf(ResponseFormatException.class);
    assertThat(files()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void fileOfExactlyTheLimitIsTaken() {
    server.enqueue(bytes(CONTENT, "image/png").build());
    Path target = directory.resolve("fox.png");
    client().downloads().maxBytes(50_000).toFile(url("a.png"), target);
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void optionsThatMeanNothingAreRefused() {
    Downloads downloads = client().downloads();
    assertThatThrownBy(() -> downloads.maxBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes must be positive, but is 0");
    assertThatThrownBy(() -> downloads.parallelism(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallelism must be positive, but is 0");
  }

  @Test
  void openedResultIsReadPieceByPiece() throws IOException {
    server.enqueue(bytes(CONTENT, "image/png").build());
    try (InputStream in = client().downloads().open(url("a.png"))) {
      assertThat(in.read()).isEqualTo(0x89);
      assertThat(in.skip(49_998)).isEqualTo(49_998);
      assertThat(in.readAllBytes()).hasSize(1);
    }
  }

  @Test
  void openedResultChecksItsLimitAndLength() throws IOException {
    server.enqueue(
        new MockResponse.Builder().chunkedBody(new Buffer().write(CONTENT), 1000).build());
    server.enqueue(cut());
    Downloads downloads = client().downloads().maxBytes(10_000);
    try (InputStream in = downloads.open(url("a.png"))) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessage("The file is larger than the limit of 10000 bytes");
    }
    try (InputStream in = client().downloads().open(url("a.png"))) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputsGetTheNamesOfTheirUrls(Twin twin) throws IOException {
    serveByPath();
    List<Path> files =
        toDirectory(twin, client().downloads(), job("x/fox.png", "y/video.mp4?sig=1"), directory);
    assertThat(files).containsExactly(directory.resolve("fox.png"), directory.resolve("video.mp4"));
    assertThat(files.get(0)).hasContent("/x/fox.png");
    assertThat(files.get(1)).hasContent("/y/video.mp4?sig=1");
    assertThat(files()).containsExactly("fox.png", "video.mp4");
  }

  @ParameterizedTest
  @EnumSource
  void equalNamesAreNumbered(Twin twin) throws IOException {
    serveByPath();
    Files.writeString(directory.resolve("fox.png"), "mine");
    List<Path> files =
        toDirectory(
            twin, client().downloads(), job("x/fox.png", "y/fox.png", "z/fox.png"), directory);
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactly("fox-2.png", "fox-3.png", "fox-4.png");
    assertThat(files.get(2)).hasContent("/z/fox.png");
    assertThat(directory.resolve("fox.png")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatCannotBeGivenItsNameLeavesNothingAndTakesNothing(boolean overwrite)
      throws IOException {
    PartFile gone = new PartFile(directory.resolve("gone.part"));
    Files.delete(directory.resolve("gone.part"));
    Path target = directory.resolve("fox.png");
    if (overwrite) {
      Files.writeString(target, "old");
    }
    assertThatThrownBy(() -> gone.moveTo(target, overwrite))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> PartFile.moveAll(List.of(gone), i -> "fox.png", directory, overwrite))
        .isInstanceOf(UncheckedIOException.class);
    if (overwrite) {
      assertThat(target).hasContent("old");
    } else {
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void overwritingReplacesFilesButNotThoseOfTheSameJob() throws IOException {
    serveByPath();
    Files.writeString(directory.resolve("fox.png"), "mine");
    List<Path> files =
        client().downloads().overwriting().toDirectory(job("x/fox.png", "y/fox.png"), directory);
    assertThat(files.get(0)).hasFileName("fox.png").hasContent("/x/fox.png");
    assertThat(files.get(1)).hasFileName("fox-2.png").hasContent("/y/fox.png");
  }

  @Test
  void namesCannotLeaveTheDirectory() throws IOException {
    serveByPath();
    Path inner = Files.createDirectory(directory.resolve("inner"));
    List<Path> files =
        client()
            .downloads()
            .toDirectory(
                job("%2e%2e%2fpasswd", "a/%5C..%5C.bashrc", "", "..%00.png", "CON.png"), inner);
    assertThat(files).allMatch(file -> file.normalize().getParent().equals(inner));
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactly(
            "passwd.png", "download.bashrc", "download.png", "download-2.png", "_CON.png");
    assertThat(files()).containsExactly("inner");
  }

  @Test
  void urlThatIsNoLegalUriIsLoadedAllTheSame() {
    serveByPath();
    List<Path> files = client().downloads().toDirectory(job("a b|c/{x}.png"), directory);
    assertThat(files).singleElement().satisfies(file -> assertThat(file).hasFileName("{x}.png"));
    assertThat(request().getTarget()).startsWith("/a%20b");
  }

  @Test
  void requestsAreLoggedByPathAlone() {
    answer(503, "");
    server.enqueue(bytes(CONTENT, "image/png").build());
    KreaClient client = client();
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.TRACE)) {
      client.downloads().toFile(url("a.png?signature=secret"), directory.resolve("fox.png"));
      assertThat(log.lines())
          .hasSize(2)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "DEBUG io.github.krea4j.http GET /a.png -> 503 in \\d+ ms, attempt 1"))
          .anySatisfy(line -> assertThat(line).contains("GET /a.png -> 200"))
          .noneSatisfy(line -> assertThat(line).contains("secret"));
    }
  }

  @Test
  void jobWithoutOutputsLoadsNothing() {
    assertThat(client().downloads().toDirectory(job(), directory)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oneFailureLeavesNoFileAtAll(Twin twin) throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return request.getTarget().equals("/3.png")
                ? json(403, "{\"error\":\"expired\"}").build()
                : bytes(CONTENT, "image/png").build();
          }
        });
    assertThatThrownBy(
            () ->
                toDirectory(
                    twin,
                    client().downloads(),
                    job("1.png", "2.png", "3.png", "4.png", "5.png", "6.png"),
                    directory))
        .hasMessageContaining("GET /3.png was answered with 403");
    assertThat(files()).isEmpty();
  }

  @Test
  void filesAreLoadedAFewAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            three.await(5, TimeUnit.SECONDS);
            now.decrementAndGet();
            return bytes(CONTENT, "image/png").build();
          }
        });
    String[] paths = IntStream.range(0, 9).mapToObj(i -> i + ".png").toArray(String[]::new);
    List<Path> files = client().downloads().parallelism(3).toDirectory(job(paths), directory);
    assertThat(files).hasSize(9);
    assertThat(most).hasValue(3);
  }

  @Test
  void cancelledDownloadLeavesNoFile() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            asked.countDown();
            release.await(5, TimeUnit.SECONDS);
            return bytes(CONTENT, "image/png").build();
          }
        });
    KreaClient client = client();
    CompletableFuture<List<Path>> files =
        client.downloads().toDirectoryAsync(job("1.png", "2.png"), directory);
    asked.await(5, TimeUnit.SECONDS);
    assertThat(files.cancel(true)).isTrue();
    assertThatThrownBy(files::get).isInstanceOf(CancellationException.class);
    release.countDown();
    client.close();
    assertThat(files()).isEmpty();
  }

  private void serveByPath() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .setHeader("Content-Type", "image/png")
                .body(request.getTarget())
                .build();
          }
        });
  }
}
