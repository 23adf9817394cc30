package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.internal.batch.Settlement.Absent;
import io.github.krea4j.internal.batch.Settlement.Accepted;
import io.github.krea4j.internal.batch.Settlement.Doubt;
import io.github.krea4j.internal.batch.Settlement.Unclaimed;
import io.github.krea4j.internal.batch.Settlement.Unknown;
import io.github.krea4j.internal.batch.Settlement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Instant SENT = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant LATER = SENT.plusSeconds(121);

  private static final Doubt DOUBT = new Doubt("a", SENT, LIMIT, Set.of());

  private static Unclaimed job(String id, long secondsAfter) {
    return new Unclaimed(id, SENT.plusSeconds(secondsAfter), Optional.of("flux"));
  }

  private static Verdict judge(Instant now, boolean complete, Unclaimed... jobs) {
    return Settlement.of(DOUBT, List.of(), List.of(jobs), complete, now);
  }

  @Test
  void theOnlyJobOfTheWindowIsOurs() {
    assertThat(judge(LATER, true, job("j1", 5))).isEqualTo(new Accepted("j1"));
  }

  @Test
  void theWindowAllowsForClocksThatDiffer() {
    assertThat(judge(LATER, true, job("j1", -60))).isEqualTo(new Accepted("j1"));
    assertThat(judge(LATER, true, job("j1", 120))).isEqualTo(new Accepted("j1"));
  }

  @Test
  void twoCandidatesSettleNothing() {
    assertThat(judge(LATER, true, job("j2", 9), job("j1", 5)))
        .isEqualTo(new Unknown(List.of("j1", "j2"), false));
  }

  @Test
  void aStrangerNearbyMeansThatAnotherProgramUsesTheKey() {
    assertThat(judge(LATER, true, job("j1", 5), job("x", -3000)))
        .isEqualTo(new Unknown(List.of("j1"), false));
    assertThat(judge(LATER, true, job("j1", 5), job("x", 3000)))
        .isEqualTo(new Unknown(List.of("j1"), false));
  }

  @Test
  void aJobOfAnotherDayIsNoStranger() {
    assertThat(judge(LATER, true, job("j1", 5), job("x", -3661))).isEqualTo(new Accepted("j1"));
  }

  @Test
  void aJobInTwoWindowsSettlesNeither() {
    Doubt other = new Doubt("b", SENT.plusSeconds(30), LIMIT, Set.of());
    assertThat(Settlement.of(DOUBT, List.of(other), List.of(job("j1", 5)), true, LATER))
        .isInstanceOf(Unknown.class);
    Doubt far = new Doubt("b", SENT.plusSeconds(600), LIMIT, Set.of());
    assertThat(Settlement.of(DOUBT, List.of(far), List.of(job("j1", 5)), true, LATER))
        .isEqualTo(new Accepted("j1"));
  }

  @Test
  void twoSubmitsInDoubtDoNotKeepEachOtherInDoubt() {
    Doubt later = new Doubt("b", SENT.plusSeconds(600), LIMIT, Set.of("flux"));
    List<Unclaimed> jobs = List.of(job("j1", 5), job("j2", 610));
    assertThat(Settlement.of(DOUBT, List.of(later), jobs, true, LATER))
        .isEqualTo(new Accepted("j1"));
    assertThat(Settlement.of(later, List.of(DOUBT), jobs, true, LATER.plusSeconds(600)))
        .isEqualTo(new Accepted("j2"));
  }

  @Test
  void whatAnotherSubmitInDoubtDoesNotExplainIsAStranger() {
    Doubt later = new Doubt("b", SENT.plusSeconds(600), LIMIT, Set.of("flux"));
    Unclaimed strange = new Unclaimed("j3", SENT.plusSeconds(610), Optional.of("k1"));
    assertThat(
            Settlement.of(
                DOUBT,
                List.of(later),
                List.of(job("j1", 5), job("j2", 610), job("j3", 615)),
                true,
                LATER))
        .as("two for one")
        .isEqualTo(new Unknown(List.of("j1"), false));
    assertThat(Settlement.of(DOUBT, List.of(later), List.of(job("j1", 5), strange), true, LATER))
        .as("of another type")
        .isEqualTo(new Unknown(List.of("j1"), false));
  }

  @Test
  void aJobOfAnotherTypeIsNotOurs() {
    Doubt typed = new Doubt("a", SENT, LIMIT, Set.of("k1"));
    assertThat(Settlement.of(typed, List.of(), List.of(job("j1", 5)), true, LATER))
        .isEqualTo(new Unknown(List.of("j1"), false));
    Doubt same = new Doubt("a", SENT, LIMIT, Set.of("k1", "flux"));
    assertThat(Settlement.of(same, List.of(), List.of(job("j1", 5)), true, LATER))
        .isEqualTo(new Accepted("j1"));
    Unclaimed untyped = new Unclaimed("j1", SENT, Optional.empty());
    assertThat(Settlement.of(typed, List.of(), List.of(untyped), true, LATER))
        .isEqualTo(new Accepted("j1"));
  }

  @Test
  void absenceNeedsACompleteListAndTheEndOfTheWindow() {
    assertThat(judge(LATER, true)).isEqualTo(new Absent());
    assertThat(judge(SENT.plusSeconds(120), true)).isEqualTo(new Unknown(List.of(), true));
    assertThat(judge(LATER, false)).isEqualTo(new Unknown(List.of(), true));
  }

  @Test
  void aStrangerDoesNotHinderAbsence() {
    assertThat(judge(LATER, true, job("x", 500))).isEqualTo(new Absent());
  }

  @Test
  void nothingIsAdoptedWhileASecondCandidateMayCome() {
    assertThat(judge(SENT.plusSeconds(120), true, job("j1", 5)))
        .isEqualTo(new Unknown(List.of("j1"), true));
    assertThat(judge(LATER, false, job("j1", 5))).isEqualTo(new Unknown(List.of("j1"), true));
  }
}
