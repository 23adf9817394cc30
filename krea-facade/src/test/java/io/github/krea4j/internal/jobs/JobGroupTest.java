package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static io.github.krea4j.internal.jobs.ScriptedJobs.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.JobGroup;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One grouped wait for jobs that come and go. */
class JobGroupTest {
  private static final Duration RUNS = Duration.ofSeconds(30);

  private final WaitBench bench = new WaitBench();
  private final Map<String, Duration> endsAt = new HashMap<>();
  private final Map<String, JobState> running = new HashMap<>();
  private final Map<String, JobState> ended = new HashMap<>();
  private final List<String> newestFirst = new ArrayList<>();

  JobGroupTest() {
    bench.service.jobs(this::state);
    bench.service.pages(
        query -> {
          int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
          int to = Math.min(from + query.limit(), newestFirst.size());
          return new JobList(
              newestFirst.subList(from, to).stream().map(this::state).toList(),
              to == newestFirst.size() ? null : Integer.toString(to));
        });
  }

  private JobState state(String id) {
    return bench.timer.elapsed().compareTo(endsAt.getOrDefault(id, RUNS)) < 0
        ? running.computeIfAbsent(id, job -> job(job, "processing"))
        : ended.computeIfAbsent(id, job -> done(job));
  }

  private String submitted(String id) {
    endsAt.put(id, bench.timer.elapsed().plus(RUNS));
    newestFirst.add(0, id);
    return id;
  }

  @Test
  void aThousandRollingWaitsTakeATwentiethOfTheRequestsOfSinglePolls() {
    long together = requestsOfRollingWaits(true);
    JobGroupTest other = new JobGroupTest();
    long alone = other.requestsOfRollingWaits(false);

    assertThat(together * 20).isLessThanOrEqualTo(alone);
  }

  /** A thousand at a time for half a minute, each followed by the next when it has ended. */
  private long requestsOfRollingWaits(boolean together) {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    List<CompletableFuture<Job>> running = new ArrayList<>();
    int ended = 0;
    int next = 0;
    for (int tick = 0; tick < 140; tick++) {
      for (int i = running.size() - 1; i >= 0; i--) {
        if (running.get(i).isDone()) {
          running.remove(i);
          ended++;
        }
      }
      for (int i = 0; i < 17 && running.size() < 1_000; i++) { // 34 a second, until it is full
        String id = submitted("j" + next++);
        running.add(together ? group.add(id) : bench.jobs.awaitAsync(id, WaitOptions.defaults()));
      }
      bench.timer.advance(Duration.ofMillis(500));
    }
    assertThat(ended).isGreaterThan(1_000);
    group.close();
    running.forEach(wait -> wait.cancel(true));
    return bench.service.calls().size();
  }

  @Test
  void theFirstJobIsLookedAtAtOnceTheOthersWithinHalfASecond() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    var unused = group.add(submitted("a"));
    bench.timer.advance(Duration.ofMillis(100));
    assertThat(bench.service.count("get a")).isEqualTo(1);

    CompletableFuture<Job> ended = group.add("ended-long-ago");
    endsAt.put("ended-long-ago", Duration.ZERO);
    bench.timer.advance(Duration.ofMillis(600));

    assertThat(ended).isCompletedWithValue(done("ended-long-ago").job());
    group.close();
  }

  @Test
  void everyWaitEndsByItself() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    CompletableFuture<Job> first = group.add(submitted("a"));
    bench.timer.advance(Duration.ofSeconds(20));
    CompletableFuture<Job> second = group.add(submitted("b"));

    bench.timer.advance(Duration.ofSeconds(15));
    assertThat(first).isCompletedWithValue(done("a").job());
    assertThat(second).isNotDone();

    bench.timer.advance(Duration.ofSeconds(20));
    assertThat(second).isCompletedWithValue(done("b").job());
    assertThat(bench.timer.pending()).isZero();
    group.close();
  }

  @Test
  void eachTimeoutCountsFromWhenItsJobWasAdded() {
    JobGroup group =
        bench.jobs.group(WaitOptions.builder().timeout(Duration.ofSeconds(10)).build());
    CompletableFuture<Job> first = group.add(submitted("a"));
    bench.timer.advance(Duration.ofSeconds(6));
    CompletableFuture<Job> second = group.add(submitted("b"));

    bench.timer.advance(Duration.ofMillis(4_020)); // waits of a group share alarms of 10 ms
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isNotDone();
    bench.timer.advance(Duration.ofSeconds(6));
    assertThat(second).isCompletedExceptionally();
    group.close();
  }

  @Test
  void theSameJobIsWaitedForOnce() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    CompletableFuture<Job> first = group.add(submitted("a"));
    CompletableFuture<Job> second = group.add("a");

    bench.timer.advance(Duration.ofSeconds(40));

    assertThat(first).isCompletedWithValue(done("a").job());
    assertThat(second).isCompletedWithValue(done("a").job());
    group.close();
  }

  @Test
  void aJobThatEndedCanBeAddedAgain() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    var unused = group.add(submitted("a"));
    bench.timer.advance(Duration.ofSeconds(40));

    CompletableFuture<Job> again = group.add("a");
    bench.timer.advance(Duration.ofSeconds(1));

    assertThat(again).isCompletedWithValue(done("a").job());
    group.close();
  }

  @Test
  void pagesThatWereGivenUpAreTriedAgainAfterAMinute() {
    List<Duration> lists = new ArrayList<>();
    bench.service.pages(
        query -> {
          lists.add(bench.timer.elapsed());
          return status(500, "");
        });
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    for (int i = 0; i < 5; i++) {
      var unused = group.add("j" + i);
      endsAt.put("j" + i, Duration.ofMinutes(3));
    }

    bench.timer.advance(Duration.ofMinutes(2));

    assertThat(lists).hasSizeGreaterThan(2);
    assertThat(lists.get(2).minus(lists.get(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    group.close();
  }

  @Test
  void closingCancelsTheWaitsThatAreLeft() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());
    CompletableFuture<Job> wait = group.add(submitted("a"));

    group.close();
    group.close();

    assertThat(wait).isCancelled();
    assertThat(bench.timer.pending()).isZero();
    assertThatThrownBy(() -> group.add("b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The group is closed.");
  }

  @Test
  void whatCanBeNoIdIsRefused() {
    JobGroup group = bench.jobs.group(WaitOptions.defaults());

    assertThatThrownBy(() -> group.add(" ")).isInstanceOf(InvalidRequestException.class);
    group.close();
  }
}
