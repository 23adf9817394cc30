package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.api.JobsApi;
import io.github.krea4j.model.Job;
import java.lang.annotation.Annotation;
import okhttp3.HttpUrl;
import okio.Timeout;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;

class DescribeTest {
  private static final HttpUrl NOWHERE = HttpUrl.get("http://localhost:1/");
  private static final Annotation[] NONE = {};

  private final Http http = TestHttp.at(NOWHERE).build();
  private final Call<Job> call = http.describe(JobsApi.class).getJob("one");

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void aDescribedCallSaysWhatItIs() {
    assertThat(call.request().url()).hasToString("http://localhost:1/jobs/one");
    assertThat(call.timeout()).isSameAs(Timeout.NONE);
    assertThat(call.clone()).isSameAs(call);
    assertThat(call.isExecuted()).isFalse();
    assertThat(call.isCanceled()).isFalse();
    assertThat(Operation.of(call)).hasToString("getJob GET /jobs/one");
  }

  static ThrowingCallable[] waysToMakeIt() {
    Call<Job> call =
        new Describe.Described<>(
            new Operation<>("x", new okhttp3.Request.Builder().url(NOWHERE).build(), Job::parse));
    return new ThrowingCallable[] {
      call::execute,
      call::cancel,
      () ->
          call.enqueue(
              new Callback<>() {
                @Override
                public void onResponse(Call<Job> call, Response<Job> response) {}

                @Override
                public void onFailure(Call<Job> call, Throwable t) {}
              })
    };
  }

  @ParameterizedTest
  @MethodSource("waysToMakeIt")
  void aDescribedCallIsMadeElsewhere(ThrowingCallable way) {
    assertThatThrownBy(way)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("This call is made through Http");
  }

  @Test
  void onlyCallsAreDescribed() {
    Retrofit retrofit = new Retrofit.Builder().baseUrl(NOWHERE).build();
    assertThat(new Describe().get(String.class, NONE, retrofit)).isNull();
  }
}
