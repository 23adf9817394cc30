package io.github.krea4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The harness works, in the small. How fast anything is must not fail a build. */
class BenchmarksTest {
  private LoopbackServer server;

  @BeforeEach
  void start() throws Exception {
    server = LoopbackServer.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void theFacadeDoesTheSameTwoCallsAsTheHandWrittenClient() throws Exception {
    List<List<SubmitAwait.Cost>> rounds = SubmitAwait.measure(server.uri(), 2, 3);

    assertThat(rounds).hasSize(2);
    assertThat(rounds.get(0)).hasSize(4).allMatch(cost -> cost.bytes() > 0);
    assertThat(server.submits()).isEqualTo(3 * 4 * 4).isEqualTo(server.looks()); // two to warm up
    assertThat(SubmitAwait.table(rounds).lines()).hasSize(6);
  }

  @Test
  void manyWaitsAreCountedAndEnd() throws Exception {
    Duration interval = Duration.ofSeconds(1);
    ManyWaits.Cost singly = ManyWaits.measure(server.uri(), false, 50, interval);
    ManyWaits.Cost byPages = ManyWaits.measure(server.uri(), true, 50, interval);

    assertThat(singly.requests()).isGreaterThanOrEqualTo(50);
    assertThat(byPages.requests()).isLessThan(singly.requests());
    assertThat(ManyWaits.table(singly, byPages).lines()).hasSize(6);
  }

  @Test
  void theSimulationAgreesWithWhatTheScheduleIsFor() {
    Schedules.Cost cost = Schedules.simulateOurs(30, true, 4_000);

    assertThat(cost.looks()).isLessThanOrEqualTo(10.5);
    assertThat(cost.late()).isBetween(0.1, 1.0);
    assertThat(Schedules.table(4_000)).contains(" | 11.8, 1.49 s | ");
  }

  @Test
  void coldStartsRunInProcessesOfTheirOwn() throws Exception {
    assertThat(ColdStart.table(server.uri(), 1).lines()).hasSize(4);
  }
}
