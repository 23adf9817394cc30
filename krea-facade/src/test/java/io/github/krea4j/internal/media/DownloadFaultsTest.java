package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.Downloads;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.internal.http.Fault;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.TestHttp;
import io.github.krea4j.internal.http.VirtualTimer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A download meets every fault, blocking and asynchronous; it leaves no file behind. */
class DownloadFaultsTest {
  @TempDir Path directory;

  /**
   * What is to come of a fault.
   *
   * @param type the exception's exact class; null for success
   * @param seen how many requests the server sees
   * @param tried how many attempts the client makes
   */
  private record Outcome(Class<? extends Throwable> type, int seen, int tried) {}

  private static Outcome expected(Fault fault) {
    return switch (fault) {
      case DNS_FAILURE, REFUSED, TLS_BROKEN -> new Outcome(ConnectionException.class, 0, 3);
      case TLS_UNTRUSTED -> new Outcome(ConnectionException.class, 0, 1);
      case RESET_BEFORE_HEADERS,
          RESET_MID_BODY,
          CUT_MID_BODY,
          EMPTY_REPLY,
          GARBAGE,
          READ_TIMEOUT,
          SLOW_HEADERS,
          SLOW_BODY ->
          new Outcome(ConnectionException.class, 3, 3);
      case STATUS_408, STATUS_425 -> new Outcome(ApiException.class, 3, 3);
      case STATUS_429, STATUS_429_RETRY_AFTER -> new Outcome(RateLimitedException.class, 3, 3);
      case STATUS_500,
          STATUS_502_HTML,
          STATUS_503,
          STATUS_503_RETRY_AFTER_0,
          STATUS_504,
          STATUS_524 ->
          new Outcome(ServerErrorException.class, 3, 3);
      // Each redirect leads to the next: ten are followed, the eleventh answer is the last.
      case STATUS_302, STATUS_307, STATUS_308 -> new Outcome(ConnectionException.class, 11, 1);
      case STATUS_409, STATUS_421 -> new Outcome(ApiException.class, 1, 1);
      case STATUS_400 -> new Outcome(BadRequestException.class, 1, 1);
      case STATUS_401 -> new Outcome(AuthenticationException.class, 1, 1);
      case STATUS_404 -> new Outcome(NotFoundException.class, 1, 1);
      case NOT_JSON -> new Outcome(null, 1, 1);
    };
  }

  static Stream<Arguments> cells() {
    return Stream.of(Fault.values())
        .flatMap(fault -> Stream.of(Twin.values()).map(twin -> Arguments.of(fault, twin)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cells")
  void eachFaultHasItsOutcomeAndItsNumberOfRequests(Fault fault, Twin twin) throws Exception {
    Outcome expected = expected(fault);
    VirtualTimer timer = VirtualTimer.eager();
    Path target = directory.resolve("a.png");
    try (Fault.Site site = fault.open()) {
      OkHttpClient http = site.client().apply(new OkHttpClient.Builder()).build();
      // A download has no limit in total: whatever is slow is ended for its silence.
      Duration silence = fault.timeout.compareTo(fault.silence) < 0 ? fault.timeout : fault.silence;
      try (Http transport =
          TestHttp.at(site.url())
              .httpClient(http)
              .timer(timer)
              .silence(silence)
              .executor(Runnable::run)
              .build()) {
        Downloads downloads = new DownloadsClient(transport);
        URI source = source(fault, site);

        Throwable failure =
            catchThrowable(
                () ->
                    twin.call(
                        () -> downloads.toFile(source, target),
                        () -> downloads.toFileAsync(source, target)));

        if (expected.type() == null) {
          assertThat(failure).isNull();
          assertThat(target).hasContent("not json");
        } else {
          assertThat(failure).isExactlyInstanceOf(expected.type());
          try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
          }
        }
        assertThat(site.requests().applyAsInt(expected.seen()))
            .as("requests seen")
            .isEqualTo(expected.seen());
        // One pause before each repeat, none after the last try.
        assertThat(timer.delays()).hasSize(expected.tried() - 1);
      } finally {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
      }
    }
  }

  /** Plain http is taken on this machine only, so a name to be looked up needs https. */
  private static URI source(Fault fault, Fault.Site site) {
    String scheme = fault == Fault.DNS_FAILURE ? "https" : site.url().scheme();
    return site.url().newBuilder().scheme(scheme).addPathSegment("a.png").build().uri();
  }
}
