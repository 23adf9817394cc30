package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The check of all other tests can fail. */
class LeakExtensionTest {
  private final LeakExtension impatient = new LeakExtension(Duration.ofMillis(1));

  @Test
  void anUnclosedResponseIsFound() throws IOException {
    try (TestService service = new TestService()) {
      service.answer(200, "never read");
      Http transport = service.transport();

      try (Response unclosed =
          transport
              .newMediaCall(new Request.Builder().url(service.server.url("/a.png")).build())
              .execute()) {
        assertThat(unclosed.code()).isEqualTo(200);
        assertThatThrownBy(impatient::checkCalls)
            .isInstanceOf(AssertionError.class)
            .hasMessage("The test leaves calls or responses open: [GET /a.png]");
      }
    }
  }

  @Test
  void aTransportThatWasUsedAndNotClosedIsFound() throws IOException {
    try (TestService service = new TestService()) {
      service.answer(200, "{}");
      TestCall.send(service.transport(), service.get("/jobs")).join();

      assertThatThrownBy(() -> impatient.checkThreads("The test"))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("The test leaves threads of an unclosed client: [");
    }
  }

  @Test
  void aTimerThatIsStillRunningIsFound() {
    try (Timer timer = Timer.daemon("krea4j-timer")) {
      timer.schedule(Duration.ofHours(1), () -> {});

      assertThatThrownBy(() -> impatient.checkThreads("The class"))
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              "The class leaves threads of an unclosed client: [krea4j-timer] (a class whose tests"
                  + " share one is marked @KeepsThreads)");
    }
  }
}
