package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One blocking call on this thread, step by step. */
@Timeout(60)
class CallerLaneStepsTest {
  private final VirtualTimer timer = new VirtualTimer();
  private final Lanes lanes = new Lanes(timer, () -> TestService.KEY, null);
  private final CallerLane lane = new CallerLane(lanes);
  private final CompletableFuture<String> work = new CompletableFuture<>();

  @AfterEach
  void clearFlag() {
    boolean unused = Thread.interrupted();
  }

  /** Returns a call that is answered without a connection. */
  private static Call call() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create("{}", null))
                        .build())
            .build();
    return client.newCall(new Request.Builder().url("http://localhost/").build());
  }

  /** Ends the work with what the request came to. */
  private final class Ending implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
      work.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      response.close();
      work.complete("answered");
    }
  }

  private void takeAll() {
    for (int i = 0; i < Lanes.MOST; i++) {
      lanes.permits().acquire(() -> {});
    }
  }

  /** Returns how many permits there are to take, and takes them. */
  private int free() {
    int free = 0;
    while (lanes.permits().acquire(() -> {})) {
      free++;
    }
    return free;
  }

  @Test
  void aRequestTakesAPermitAndGivesItBack() {
    lane.send(call(), new Ending());
    assertThat(lane.drive(work)).isEqualTo("answered");
    assertThat(free()).isEqualTo(Lanes.MOST);
  }

  @Test
  void waitingForAPermitIsTakenOffTheCallsLimit() {
    timer.advance(Duration.ofSeconds(5));
    takeAll();
    Call call = call();
    call.timeout().timeout(60, TimeUnit.SECONDS);
    lane.send(call, new Ending());
    timer.advance(Duration.ofSeconds(20));
    lanes.permits().release();

    assertThat(lane.drive(work)).isEqualTo("answered");

    assertThat(call.timeout().timeoutNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(40));
    assertThat(timer.pending()).as("the plan to give up is cancelled").isZero();
  }

  @Test
  void aCallWithoutALimitWaitsForAPermitWithoutOne() {
    takeAll();
    Call call = call();
    lane.send(call, new Ending());
    assertThat(timer.pending()).isZero();
    lanes.permits().release();

    assertThat(lane.drive(work)).isEqualTo("answered");
    assertThat(call.timeout().timeoutNanos()).isZero();
  }

  @Test
  void aRequestThatNobodyMakesAnyMoreGivesItsPermitBack() {
    lane.send(call(), new Ending());
    work.complete("by another way");

    assertThat(lane.drive(work)).isEqualTo("by another way");

    assertThat(free()).isEqualTo(Lanes.MOST);
  }

  @Test
  void aPermitThatComesAfterTheEndIsGivenBack() {
    takeAll();
    lane.send(call(), new Ending());
    work.complete("by another way");
    assertThat(lane.drive(work)).isEqualTo("by another way");

    lanes.permits().release();

    assertThat(free()).isEqualTo(1);
  }

  @Test
  void otherStepsLeftBehindGiveNoPermitBack() {
    Cancellable unused = lane.after(Duration.ZERO, () -> {});
    work.complete("done");
    timer.advance(Duration.ZERO);

    assertThat(lane.drive(work)).isEqualTo("done");

    assertThat(free()).isEqualTo(Lanes.MOST);
  }

  @Test
  void aPlannedStepCanBeCancelled() {
    Cancellable planned = lane.after(Duration.ofSeconds(1), () -> work.complete("too late"));

    planned.cancel();

    assertThat(timer.pending()).isZero();
  }

  @Test
  void anInterruptOfAnotherThreadIsNotOfThisCall() throws InterruptedException {
    boolean[] answer = {true};
    Thread other =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              answer[0] = lane.interrupted(new IOException());
            });
    other.start();
    other.join();

    assertThat(answer[0]).isFalse();
  }

  @Test
  void aFlagThatWasForgottenIsSetAgain() {
    assertThat(lane.interrupted(new IOException("no"))).isFalse();
    assertThat(lane.interrupted(new IOException(new InterruptedException()))).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptLetsTheWorkEndInStepsOfItsOwn() {
    AbortableFuture<String> stoppable =
        new AbortableFuture<>(
            reason -> {
              Cancellable unused = lane.after(Duration.ZERO, () -> work.complete("put away"));
              timer.advance(Duration.ZERO);
              return false;
            });
    CompletableFuture<Void> unusedToo = work.thenAccept(stoppable::complete);
    Thread.currentThread().interrupt();

    assertThat(lane.drive(stoppable)).isEqualTo("put away");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void workThatDoesNotEndAfterAnInterruptIsLeft() {
    AbortableFuture<String> stubborn = new AbortableFuture<>(reason -> false);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> lane.drive(stubborn))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("it may have been carried out");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFaultInAStepEndsTheWork() {
    IllegalStateException fault = new IllegalStateException("ours");
    Cancellable unused =
        lane.after(
            Duration.ZERO,
            () -> {
              throw fault;
            });
    timer.advance(Duration.ZERO);

    assertThatThrownBy(() -> lane.drive(work)).isSameAs(fault);
  }
}
