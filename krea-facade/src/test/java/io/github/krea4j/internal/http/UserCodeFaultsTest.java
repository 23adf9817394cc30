package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application's interceptors and listeners throw: a call ends, and never raw. */
class UserCodeFaultsTest {
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  /** Where the application's code fails. */
  enum Place {
    /** Before anything is sent. */
    BEFORE(false),
    /** In the network, before anything is sent. */
    BEFORE_IN_NETWORK(true),
    /** When the answer is there. */
    AFTER(true),
    /** When the answer is there, by taking its body away. */
    BODY_TAKEN(true),
    /** A listener, when the call begins. */
    LISTENER_AT_START(false),
    /** A listener, when the headers of the answer are there. */
    LISTENER_AT_ANSWER(true);

    final boolean sent;

    Place(boolean sent) {
      this.sent = sent;
    }

    Consumer<OkHttpClient.Builder> fail(Throwable with) {
      return switch (this) {
        case BEFORE -> client -> client.addInterceptor(failing(with, false));
        case BEFORE_IN_NETWORK -> client -> client.addNetworkInterceptor(failing(with, false));
        case AFTER -> client -> client.addInterceptor(failing(with, true));
        case BODY_TAKEN ->
            client ->
                client.addInterceptor(
                    chain -> {
                      Response response = chain.proceed(chain.request());
                      String unused = response.body().string();
                      return response;
                    });
        case LISTENER_AT_START ->
            client ->
                client.eventListener(
                    new EventListener() {
                      @Override
                      public void callStart(Call call) {
                        throw raw(with);
                      }
                    });
        case LISTENER_AT_ANSWER ->
            client ->
                client.eventListener(
                    new EventListener() {
                      @Override
                      public void responseHeadersEnd(Call call, Response response) {
                        throw raw(with);
                      }
                    });
      };
    }

    private static Interceptor failing(Throwable with, boolean after) {
      return chain -> {
        if (after) {
          chain.proceed(chain.request()).close();
        }
        throw raw(with);
      };
    }

    private static RuntimeException raw(Throwable failure) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  static Stream<Arguments> cells() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(new IllegalStateException("own"), new NoClassDefFoundError("gone"))
                    .flatMap(
                        failure ->
                            Stream.of(Mode.values())
                                .map(mode -> Arguments.of(place, failure, mode))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cells")
  void aSubmitEndsAsItsStateTells(Place place, Throwable own, Mode mode) {
    service.answers(5, 200, "{}");
    Http http = service.transport(b -> b.httpClient(service.supplied(place.fail(own))));

    Throwable failure = catchThrowable(() -> mode.await(http, service.submit()));

    // What the network's interceptors see may be on its way: that is not known here.
    assertThat(failure)
        .isExactlyInstanceOf(
            place.sent && place != Place.BEFORE_IN_NETWORK
                ? SubmissionUncertainException.class
                : ConnectionException.class);
    assertCause(place, own, failure);
    assertThat(service.server.getRequestCount()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cells")
  void aReadFailsOnce(Place place, Throwable own, Mode mode) {
    service.answers(5, 200, "{}");
    Http http = service.transport(b -> b.httpClient(service.supplied(place.fail(own))));

    Throwable failure = catchThrowable(() -> mode.await(http, service.get("/jobs")));

    assertThat(failure).isInstanceOf(KreaException.class);
    assertCause(place, own, failure);
    assertThat(service.server.getRequestCount()).isLessThanOrEqualTo(1);
  }

  private static void assertCause(Place place, Throwable own, Throwable failure) {
    if (place == Place.BODY_TAKEN) {
      assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
    } else {
      assertThat(failure).hasCause(own);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theTextNamesTheKindOfFailureAlone(Mode mode) {
    Http http =
        service.transport(
            b ->
                b.httpClient(
                    service.supplied(Place.BEFORE.fail(new IllegalStateException("secret")))));

    assertThat(catchThrowable(() -> mode.await(http, service.get("/jobs"))))
        .hasMessage(
            "GET /jobs got no answer: an interceptor or a listener of the application failed with"
                + " java.lang.IllegalStateException. Nothing was sent.");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRefusalWhoseBodyWasTakenIsStillARefusal(Mode mode) {
    service.answer(404, "{\"error\":\"no\"}");
    Http http =
        service.transport(
            b -> b.httpClient(service.supplied(Place.BODY_TAKEN.fail(new AssertionError()))));

    assertThat(catchThrowable(() -> mode.await(http, service.get("/jobs/1"))))
        .isInstanceOf(io.github.krea4j.errors.NotFoundException.class);
  }

  @Test
  void describingACallDisturbsNoListener() {
    int[] heard = {0};
    service.answer(200, "{\"job_id\":\"j1\",\"status\":\"queued\"}");
    Http http =
        service.transport(
            b ->
                b.httpClient(
                    service.supplied(
                        client ->
                            client.eventListenerFactory(
                                call -> {
                                  heard[0]++;
                                  return EventListener.NONE;
                                }))));

    http.call(
        Operation.of(http.describe(io.github.krea4j.api.JobsApi.class).getJob("j1"))
            .as(CallKind.READ));

    assertThat(heard[0]).isEqualTo(1);
  }
}
