package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static io.github.krea4j.internal.jobs.ScriptedJobs.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.VirtualTimer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPagesTest {
  private static final WaitOptions DEFAULTS = WaitOptions.defaults();
  private static final String HOUR_AGO = "2025-12-31T23:00:00Z";

  private final VirtualTimer timer = new VirtualTimer();
  private final SimulatedJobs service = new SimulatedJobs(timer);
  private final JobWaits waits =
      new JobWaits(service, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);

  @Test
  void aThousandJobsCostATenthOfTheRequestsOfSinglePolls() {
    int together = requestsForAThousand(true);
    int singly = requestsForAThousand(false);

    assertThat(together).isLessThanOrEqualTo(singly / 10);
  }

  private static int requestsForAThousand(boolean together) {
    VirtualTimer timer = new VirtualTimer();
    SimulatedJobs service = new SimulatedJobs(timer);
    JobWaits waits =
        new JobWaits(service, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);
    Random durations = new Random(7);
    List<String> ids = new ArrayList<>();
    service.addOthers(300);
    for (int i = 0; i < 1_000; i++) {
      long millis = (long) (30_000 * Math.exp(0.25 * durations.nextGaussian()));
      ids.add(service.add("job" + i, Duration.ofMillis(millis)));
    }
    service.addOthers(300);
    Map<String, ? extends CompletableFuture<Job>> outcomes =
        together ? waits.awaitAll(ids, DEFAULTS) : eachAlone(waits, ids, DEFAULTS);
    runAll(timer, outcomes);
    assertThat(outcomes.values()).allSatisfy(outcome -> assertThat(outcome).isCompleted());
    return service.requests();
  }

  @Test
  void aPageIsTwiceAsLongAsTheQuestionsWithinBounds() {
    JobPages pages =
        new JobPages(
            service,
            timer,
            new GroupPace(timer, new PollSchedule(null, DEFAULTS), 0.5, 0, false),
            false);
    assertThat(pages.pageSize(3)).isEqualTo(100);
    assertThat(pages.pageSize(51)).isEqualTo(102);
    assertThat(pages.pageSize(600)).isEqualTo(1_000);
  }

  @Test
  void jobsThatEndBetweenTwoLooksAreSeenAtTheNext() {
    List<String> ids = ids(10, id -> {});
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(outcomes.keySet()).containsExactlyElementsOf(ids);
    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome.join().id()).isEqualTo(id));
    assertThat(timer.elapsed()).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void pagesAreReadUntilAllJobsAreFound() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add(service.add("job" + i, Duration.ZERO));
    }
    service.addOthers(240);

    runAll(timer, waits.awaitAll(ids, DEFAULTS));

    assertThat(service.lists).isEqualTo(3); // of 120 jobs each
    assertThat(service.gets).isZero();
  }

  @Test
  void pagesGrowWhenTheyDoNotReachFarEnough() {
    List<String> ids = ids(20, id -> {});
    service.addOthers(250); // more than a page of the first size shows

    runAll(timer, waits.awaitAll(ids, DEFAULTS));

    assertThat(service.gets).isLessThan(60);
    assertThat(service.lists).isGreaterThan(10);
  }

  @Test
  void jobsOnNoPageAreAskedForSingly() {
    List<String> ids = ids(20, id -> {});
    service.unlisted.add("job3");

    runAll(timer, waits.awaitAll(ids, DEFAULTS));

    assertThat(service.gets).isGreaterThan(5);
    assertThat(service.lists).isGreaterThan(5);
  }

  @Test
  void aFailureWithoutReasonIsReadAgain() {
    JobState failed = job("refused", "failed", "\"error\":{\"code\":\"nsfw\"}");
    List<String> ids = ids(5, id -> {});
    ids.add(service.add("refused", Duration.ZERO, failed));
    service.bare.add("refused");
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(failure(outcomes.get("refused")))
        .isInstanceOfSatisfying(
            JobFailedException.class, failure -> assertThat(failure.code()).hasValue("nsfw"));
  }

  @Test
  void aCompletedRowWithoutOutputsIsReadAgain() {
    List<String> ids = ids(5, id -> service.bare.add(id));
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome.join().urls()).hasSize(1));
  }

  @Test
  void aCompletedRowWithOutputsIsNotReadAgain() {
    List<String> ids = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      ids.add(service.add(id, Duration.ZERO));
    }

    runAll(timer, waits.awaitAll(ids, DEFAULTS));

    assertThat(service.lists).isEqualTo(1);
    assertThat(service.gets).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void listingThatIsRefusedIsNotTriedAgain(int status) {
    List<String> ids = ids(20, id -> {});
    service.listFailures.add(status(status, "{}"));
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(service.lists).isEqualTo(1);
    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome).isCompleted());
  }

  @Test
  void listingThatFailsOnceIsTriedAgain() {
    List<String> ids = ids(20, id -> {});
    service.listFailures.add(status(503, ""));

    runAll(timer, waits.awaitAll(ids, DEFAULTS));

    assertThat(service.lists).isGreaterThan(3);
  }

  @Test
  void listingThatFailsTwiceIsGivenUp() {
    List<String> ids = ids(20, id -> {});
    service.listFailures.add(status(503, ""));
    service.listFailures.add(new ConnectionException("reset", 1, null));
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(service.lists).isEqualTo(2);
    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome).isCompleted());
  }

  @Test
  void listingThatDoesNotHelpIsGivenUp() {
    List<String> ids = ids(20, id -> {});
    service.addOthers(5_000);
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(service.lists).isBetween(2, 4); // two walks of one or two pages
    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome).isCompleted());
  }

  @Test
  void aListThatLeadsBackToItselfIsLeft() {
    ScriptedJobs scripted = new ScriptedJobs(timer).jobs(ScriptedJobs::done);
    scripted.pages(query -> new JobList(List.of(), "again"));
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);
    List<String> ids = IntStream.range(0, 100).mapToObj(i -> "job" + i).toList();

    runAll(timer, own.awaitAll(ids, DEFAULTS));

    assertThat(scripted.count("list")).isEqualTo(2);
    assertThat(scripted.count("get")).isEqualTo(100);
  }

  @Test
  void rowsThatNeverChangeDoNotHoldAJobBack() {
    List<String> ids = ids(20, id -> service.stale.add(id));
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);

    runAll(timer, outcomes);

    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome).isCompleted());
    assertThat(timer.elapsed()).isLessThan(Duration.ofMinutes(3));
  }

  @Test
  void theLastLookBeforeTheTimeoutIsASingleOne() {
    List<String> ids = ids(20, id -> service.stale.add(id));
    WaitOptions options = WaitOptions.builder().timeout(Duration.ofSeconds(14)).build();
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, options);

    runAll(timer, outcomes);

    assertThat(outcomes).allSatisfy((id, outcome) -> assertThat(outcome).isCompleted());
  }

  @Test
  void twoJobsAreReadSingly() {
    runAll(timer, waits.awaitAll(ids(2, id -> {}), DEFAULTS));

    assertThat(service.lists).isZero();
  }

  @Test
  void repeatedIdsCountOnce() {
    List<String> ids = ids(4, id -> {});
    ids.addAll(List.copyOf(ids));

    assertThat(waits.awaitAll(ids, DEFAULTS)).hasSize(4);
  }

  @Test
  void noIdsMakeNoRequest() {
    assertThat(waits.awaitAll(List.of(), DEFAULTS)).isEmpty();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void cancellingOneWaitLeavesTheOthers() {
    List<String> ids = ids(10, id -> {});
    Map<String, ? extends CompletableFuture<Job>> outcomes = waits.awaitAll(ids, DEFAULTS);
    timer.advance(Duration.ofMillis(100)); // the first page is under way

    outcomes.get("job5").cancel(true);
    runAll(timer, outcomes);

    assertThat(outcomes.get("job5")).isCancelled();
    assertThat(outcomes.get("job6")).isCompleted();
    assertThat(service.lists).isGreaterThan(1);
  }

  @Test
  void cancellingAllWaitsAbortsTheRequestUnderWay() {
    ScriptedJobs scripted = new ScriptedJobs(timer).pages(query -> ScriptedJobs.NEVER);
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);
    Map<String, ? extends CompletableFuture<Job>> outcomes =
        own.awaitAll(List.of("a", "b", "c"), DEFAULTS);
    timer.advance(Duration.ofSeconds(1));
    assertThat(scripted.count("list")).isEqualTo(1);

    outcomes.values().forEach(outcome -> outcome.cancel(true));

    assertThat(scripted.calls().get(0).answer()).isCancelled();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void allWaitsOfAGroupEndAtTheTimeout() {
    ScriptedJobs scripted = new ScriptedJobs(timer).pages(query -> ScriptedJobs.NEVER);
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);
    WaitOptions options = WaitOptions.builder().timeout(Duration.ofSeconds(20)).build();
    Map<String, ? extends CompletableFuture<Job>> outcomes =
        own.awaitAll(List.of("a", "b", "c"), options);

    timer.advance(Duration.ofSeconds(20));

    assertThat(outcomes)
        .allSatisfy(
            (id, outcome) -> assertThat(failure(outcome)).isInstanceOf(WaitTimeoutException.class));
    assertThat(scripted.calls()).allSatisfy(call -> assertThat(call.answer()).isDone());
  }

  @Test
  void oldJobsAreLookedAtAtThePaceOfSingleWaits() {
    ScriptedJobs scripted = new ScriptedJobs(timer).pages(query -> page(HOUR_AGO, HOUR_AGO));
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);

    own.awaitAll(List.of("job0", "job1", "job2"), DEFAULTS);
    timer.advance(Duration.ofSeconds(16));

    // The ages are known after the first look, and count from the second on.
    assertThat(scripted.times("list")).containsExactly(50L, 550L, 5_550L, 10_550L, 15_550L);
    assertThat(scripted.count("get")).isZero();
  }

  @Test
  void thePaceIsThatOfTheYoungestJobStillWaitedFor() {
    String halfAMinuteAgo = "2025-12-31T23:59:30Z";
    ScriptedJobs scripted =
        new ScriptedJobs(timer)
            .pages(
                query ->
                    timer.elapsed().toSeconds() < 10
                        ? page(HOUR_AGO, halfAMinuteAgo)
                        : page(HOUR_AGO, null));
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);

    own.awaitAll(List.of("job0", "job1", "job2", "job3"), DEFAULTS);
    timer.advance(Duration.ofSeconds(30));

    List<Long> times = scripted.times("list");
    assertThat(pauses(times.stream().filter(time -> time < 10_000).toList()))
        .allMatch(pause -> pause >= 500 && pause < 2_100);
    assertThat(pauses(times.stream().filter(time -> time > 14_000).toList()))
        .isNotEmpty()
        .allMatch(pause -> pause == 5_000);
  }

  @Test
  void aJobThatWasLateCatchesUpWithTheOthers() {
    ScriptedJobs scripted =
        new ScriptedJobs(timer)
            .pages(query -> page(HOUR_AGO, HOUR_AGO))
            .jobs(id -> job(id, "processing", "\"created_at\":\"" + HOUR_AGO + "\""))
            .latency(Duration.ofMillis(700));
    JobWaits own =
        new JobWaits(scripted, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);

    own.awaitAll(List.of("job0", "job1", "job2", "job3", "unlisted"), DEFAULTS);
    timer.advance(Duration.ofMinutes(1));

    assertThat(scripted.times("list")).hasSizeLessThan(15);
    assertThat(scripted.times("get unlisted")).hasSizeLessThan(15);
    assertThat(scripted.count("get job")).isLessThan(4);
  }

  /** Three old jobs and, if it is not null, a younger one; else that has ended. */
  private static JobList page(String old, @Nullable String young) {
    List<JobState> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(job("job" + i, "processing", "\"created_at\":\"" + old + "\""));
    }
    rows.add(
        young == null
            ? ScriptedJobs.done("job3")
            : job("job3", "processing", "\"created_at\":\"" + young + "\""));
    return new JobList(rows, null);
  }

  private static List<Long> pauses(List<Long> times) {
    return IntStream.range(1, times.size()).mapToObj(i -> times.get(i) - times.get(i - 1)).toList();
  }

  /** Pages save requests; what comes out of the waits must not depend on them. */
  @ParameterizedTest
  @ValueSource(longs = {0, 50, 100, 150})
  void theOutcomeIsTheOneOfSinglePolls(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 50; seed++) {
      assertThat(outcomes(seed, true)).as("seed %s", seed).isEqualTo(outcomes(seed, false));
    }
  }

  private static Map<String, Object> outcomes(long seed, boolean together) {
    Random random = new Random(seed);
    VirtualTimer timer = new VirtualTimer();
    SimulatedJobs service = new SimulatedJobs(timer);
    JobWaits waits =
        new JobWaits(service, new Lanes(timer, () -> "id:secret", null), () -> 0.5, Runnable::run);
    List<String> ids = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      service.addOthers(random.nextInt(10));
      String id = "job" + i;
      Duration endsAt = Duration.ofMillis(random.nextInt(60_000));
      ids.add(service.add(id, endsAt, end(id, random)));
      if (random.nextInt(5) == 0) {
        service.bare.add(id);
      }
      if (random.nextInt(8) == 0) {
        service.stale.add(id);
      }
      if (random.nextInt(8) == 0) {
        service.unlisted.add(id);
      }
    }
    if (random.nextBoolean()) {
      ids.add("nobody-knows-this-one");
    }
    int failures = random.nextInt(6);
    for (int i = 0; i < failures; i++) {
      List<RuntimeException> choices =
          List.of(status(503, ""), status(429, "", "Retry-After", "2"), status(400, "{}"));
      service.listFailures.add(random.nextBoolean() ? null : choices.get(random.nextInt(3)));
    }
    Map<String, ? extends CompletableFuture<Job>> outcomes =
        together ? waits.awaitAll(ids, DEFAULTS) : eachAlone(waits, ids, DEFAULTS);
    runAll(timer, outcomes);
    Map<String, Object> result = new LinkedHashMap<>();
    outcomes.forEach(
        (id, outcome) ->
            result.put(
                id,
                outcome.isCompletedExceptionally()
                    ? failure(outcome).getMessage()
                    : outcome.join()));
    return result;
  }

  private static JobState end(String id, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> job(id, "failed");
      case 1 -> job(id, "failed", "\"error\":\"refused\"");
      case 2 -> job(id, "cancelled");
      case 3 -> job(id, "completed", "\"result\":{}");
      case 4 -> job(id, "archived", "\"completed_at\":\"2026-01-01T00:00:30Z\"");
      default -> ScriptedJobs.done(id);
    };
  }

  private static Map<String, CompletableFuture<Job>> eachAlone(
      JobWaits waits, List<String> ids, WaitOptions options) {
    Map<String, CompletableFuture<Job>> outcomes = new LinkedHashMap<>();
    ids.forEach(id -> outcomes.put(id, waits.await(WaitRequest.resume(id, options))));
    return outcomes;
  }

  private List<String> ids(int count, Consumer<String> each) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(service.add("job" + i, Duration.ofMillis(10_000 - 100 * i)));
      each.accept("job" + i);
    }
    return ids;
  }

  private static void runAll(
      VirtualTimer timer, Map<String, ? extends CompletableFuture<Job>> outcomes) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(outcomes.values().toArray(CompletableFuture<?>[]::new));
    while (!all.isDone()) {
      if (!timer.runNext()) {
        throw new AssertionError("Nothing is planned any more: somebody waits for ever");
      }
    }
  }

  private static Throwable failure(CompletableFuture<Job> outcome) {
    return outcome.handle((job, failure) -> failure).join();
  }
}
