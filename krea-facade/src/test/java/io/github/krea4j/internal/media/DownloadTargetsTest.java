package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.krea4j.ApiTest;
import io.github.krea4j.Downloads;
import io.github.krea4j.FileNaming;
import io.github.krea4j.ForkedJvm;
import io.github.krea4j.Media;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where downloads go: links, devices, modes, names, and what others left there. */
class DownloadTargetsTest extends ApiTest {
  private static final byte[] PICTURE = Media.padded(Media.png(), 5_000);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceIsRefusedAndStaysOne(Twin twin) {
    Path device = Path.of("/dev/null");

    assertThatThrownBy(() -> toFile(twin, client().downloads().overwriting(), device))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The download's target /dev/null is no regular file. Use open, and write to it"
                + " yourself.");
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFolderIsRefused(boolean linked) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path target = linked ? Files.createSymbolicLink(directory.resolve("link"), folder) : folder;

    assertThatThrownBy(() -> toFile(Twin.BLOCKING, client().downloads().overwriting(), target))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is a directory");
  }

  @ParameterizedTest
  @EnumSource
  void aLinkIsFollowedAndStaysALink(Twin twin) throws IOException {
    picture();
    Path other = Files.createDirectory(directory.resolve("other"));
    Path real = Files.writeString(other.resolve("real.png"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.png"), Path.of("other/real.png"));

    assertThat(toFile(twin, client().downloads().overwriting(), link)).isEqualTo(link);

    assertThat(link).isSymbolicLink().hasBinaryContent(PICTURE);
    assertThat(real).isRegularFile().hasBinaryContent(PICTURE);
    assertThat(names(other)).containsExactly("real.png");
  }

  @Test
  void aLinkToNothingYetMakesItsEnd() throws IOException {
    picture();
    Path link = Files.createSymbolicLink(directory.resolve("link.png"), Path.of("made/real.png"));

    toFile(Twin.BLOCKING, client().downloads(), link);

    assertThat(link).isSymbolicLink();
    assertThat(directory.resolve("made/real.png")).hasBinaryContent(PICTURE);
  }

  @Test
  void aLinkToItselfIsRefused() throws IOException {
    Path link = directory.resolve("link.png");
    Files.createSymbolicLink(link, link);

    assertThatThrownBy(() -> toFile(Twin.BLOCKING, client().downloads().overwriting(), link))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is a link that leads nowhere");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisabledOnOs(OS.WINDOWS)
  void theModeOfAReplacedFileIsKept(boolean ofAJob) throws IOException {
    picture();
    Path target = Files.writeString(directory.resolve("a.png"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));

    Downloads downloads = client().downloads().overwriting();
    if (ofAJob) {
      downloads.toDirectory(job("a.png"), directory);
    } else {
      toFile(Twin.BLOCKING, downloads, target);
    }

    assertThat(target).hasBinaryContent(PICTURE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoDownloadsToOneFolderDoNotHurtEachOther() throws Exception {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    CountDownLatch firstHasBegun = new CountDownLatch(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (request.getTarget().equals("/first.png")) {
              firstHasBegun.countDown();
              secondIsDone.await();
            }
            return bytes(PICTURE, "image/png").build();
          }
        });
    CompletableFuture<List<Path>> first =
        client().downloads().toDirectoryAsync(job("first.png"), directory);
    firstHasBegun.await();
    List<Path> second = client().downloads().toDirectory(job("second.png"), directory);
    secondIsDone.countDown();

    assertThat(second.get(0)).hasBinaryContent(PICTURE);
    assertThat(first.join().get(0)).hasBinaryContent(PICTURE);
    assertThat(names(directory)).containsExactly("first.png", "second.png");
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledDownloadLeftIsRemovedByTheNext(Twin twin) throws IOException {
    picture();
    old(Files.writeString(directory.resolve(".krea-1234.part"), "half"));
    Path others = old(Files.writeString(directory.resolve(".other.part"), "keep"));

    toFile(twin, client().downloads(), directory.resolve("a.png"));

    assertThat(names(directory)).containsExactly(".other.part", "a.png");
    assertThat(others).exists();
  }

  @Test
  void aPartFileThatIsQuiteNewIsLeft() throws IOException {
    picture();
    Files.writeString(directory.resolve(".krea-1234.part"), "half");

    client().downloads().toDirectory(job("a.png"), directory);

    assertThat(names(directory)).containsExactly(".krea-1234.part", "a.png");
  }

  @Test
  void aPartFileOfThisProgramIsLeft() throws IOException {
    picture();
    PartFile running = new PartFile(directory.resolve(".krea-1234.part"));
    old(directory.resolve(".krea-1234.part"));

    toFile(Twin.BLOCKING, client().downloads(), directory.resolve("a.png"));

    assertThat(names(directory)).containsExactly(".krea-1234.part", "a.png");
    running.delete();
    assertThat(names(directory)).containsExactly("a.png");
  }

  @Test
  void aPartFileThatAnotherProgramWritesIsLeft(@TempDir Path scratch) throws Exception {
    Path held = Files.writeString(directory.resolve(".krea-1234.part"), "half");
    old(held);
    try (FileChannel file = FileChannel.open(held, StandardOpenOption.WRITE)) {
      assumeTrue(file.tryLock() != null);
      assertThat(ForkedJvm.run(scratch, List.of(), Sweeper.class, directory.toString()))
          .containsExactly("swept");
      assertThat(held).exists();
    }

    ForkedJvm.run(scratch, List.of(), Sweeper.class, directory.toString());
    assertThat(held).doesNotExist();
  }

  /** Another program that downloads to the same folder. */
  static final class Sweeper {
    private Sweeper() {}

    public static void main(String[] args) {
      StaleParts.removeFrom(Path.of(args[0]));
      ForkedJvm.tell("swept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCallerNamesTheFiles(Twin twin) {
    picture();
    Job job = job("x/a.png", "y/b");

    List<Path> files =
        toDirectory(twin, job, (output, index, suggested) -> index + "-" + suggested);

    assertThat(files).containsExactly(directory.resolve("0-a.png"), directory.resolve("1-b.png"));
  }

  @ParameterizedTest
  @EnumSource
  void equalNamesOfTheCallersAreNumberedWhateverTheirCase(Twin twin) {
    picture();

    assertThat(
            toDirectory(
                twin,
                job("x/a.png", "y/b.png"),
                (output, index, suggested) -> index == 0 ? "Fox.png" : "fox.png"))
        .containsExactly(directory.resolve("Fox.png"), directory.resolve("fox-2.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x.png", "a/b.png", "a\\b.png"})
  void aNameThatIsNoneLeavesNothing(String name) {
    picture();

    assertThatThrownBy(
            () -> toDirectory(Twin.BLOCKING, job("x/a.png", "y/b.png"), (output, index, s) -> name))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("The name \"" + name + "\" for the output 0 of the job ");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void aNamingThatFailsLeavesNothing(Twin twin) {
    picture();
    IllegalStateException failure = new IllegalStateException("of the caller");

    assertThatThrownBy(
            () ->
                toDirectory(
                    twin,
                    job("x/a.png", "y/b.png"),
                    (output, index, suggested) -> {
                      if (index == 1) {
                        throw failure;
                      }
                      return suggested;
                    }))
        .isSameAs(failure);
    assertThat(directory).isEmptyDirectory();
  }

  private List<Path> toDirectory(Twin twin, Job job, FileNaming naming) {
    Downloads downloads = client().downloads();
    return twin.call(
        () -> downloads.toDirectory(job, directory, naming),
        () -> downloads.toDirectoryAsync(job, directory, naming));
  }

  private Path toFile(Twin twin, Downloads downloads, Path target) {
    URI url = server.url("/a.png").uri();
    return twin.call(() -> downloads.toFile(url, target), () -> downloads.toFileAsync(url, target));
  }

  private Job job(String... paths) {
    String urls =
        Stream.of(paths).map(path -> "\"" + server.url("/" + path) + "\"").toList().toString();
    return Job.parse("{\"job_id\":\"j\",\"result\":{\"urls\":" + urls + "}}");
  }

  private void picture() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return bytes(PICTURE, "image/png").build();
          }
        });
  }

  private static Path old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    return file;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
