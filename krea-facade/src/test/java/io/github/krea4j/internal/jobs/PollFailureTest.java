package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.errors.ConfigurationException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.ResponseFormatException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollFailureTest {
  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 524, 599})
  void passesByItself(int status) {
    assertThat(PollFailure.of(status(status, "<html>"))).isEqualTo(PollFailure.PASSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 402, 403, 405, 410, 413, 422})
  void doesNotPass(int status) {
    assertThat(PollFailure.of(status(status, "{}"))).isEqualTo(PollFailure.FINAL);
  }

  @Test
  void anUnknownJobIsACaseOfItsOwn() {
    assertThat(PollFailure.of(status(404, "{}"))).isEqualTo(PollFailure.UNKNOWN_JOB);
  }

  @Test
  void whatBreaksOnTheWayPasses() {
    assertThat(PollFailure.of(new ConnectionException("reset", 1, null)))
        .isEqualTo(PollFailure.PASSING);
    assertThat(PollFailure.of(new ResponseFormatException("no JSON", "<html>", null)))
        .isEqualTo(PollFailure.PASSING);
  }

  @Test
  void whatTheClientLacksIsFinal() {
    assertThat(PollFailure.of(new ConfigurationException("no key"))).isEqualTo(PollFailure.FINAL);
    assertThat(PollFailure.of(new IllegalStateException("bug"))).isEqualTo(PollFailure.FINAL);
  }

  @ParameterizedTest
  @CsvSource({"429,7,7", "503,0,0", "503,90,90", "500,soon,0"})
  void retryAfterIsRead(int status, String header, long seconds) {
    assertThat(PollFailure.retryAfter(status(status, "", "retry-after", header)))
        .isEqualTo(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void withoutRetryAfterNothingIsAsked() {
    assertThat(PollFailure.retryAfter(status(429, ""))).isZero();
    assertThat(PollFailure.retryAfter(new ConnectionException("reset", 1, null))).isZero();
  }
}
