package io.github.krea4j.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.Deprecation;
import io.github.krea4j.KreaClient;
import io.github.krea4j.api.JobsApi;
import io.github.krea4j.errors.ModelUnavailableException;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.PictureRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;

class DeprecationNoticesTest extends ApiTest {
  private static final Map<String, Object> INPUT = Map.of("prompt", "fox");

  private void answerDeprecated() {
    server.enqueue(
        deprecated()
            .addHeader("Sunset", "Wed, 13 May 2026 00:00:00 GMT")
            .addHeader(
                "Link",
                "<https://docs.krea.ai/next>; rel=\"next\","
                    + " <https://docs.krea.ai/developers/deprecations>; rel=\"deprecation\";"
                    + " type=\"text/html\"")
            .build());
  }

  private static MockResponse.Builder deprecated() {
    return json(200, JOB).addHeader("Deprecation", "true");
  }

  @Test
  void headersOfASuccessAreReportedOncePerModel() {
    KreaClient client = client();
    answerDeprecated();
    answerDeprecated();
    answerDeprecated();
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      client.generate("image/a/old", INPUT);
      client.generate("image/a/old", INPUT);
      client.generate("image/a/older", INPUT);
      assertThat(log.lines())
          .containsExactly(
              "WARN io.github.krea4j.Deprecation image/a/old: The service announces the end of what"
                  + " this call uses (sunset 2026-05-13, see"
                  + " https://docs.krea.ai/developers/deprecations)",
              "WARN io.github.krea4j.Deprecation image/a/older: The service announces the end of"
                  + " what this call uses (sunset 2026-05-13, see"
                  + " https://docs.krea.ai/developers/deprecations)");
    }
    assertThat(deprecations)
        .first()
        .isEqualTo(
            new Deprecation(
                "image/a/old",
                Optional.empty(),
                "The service announces the end of what this call uses",
                Optional.of(LocalDate.of(2026, 5, 13)),
                Optional.empty(),
                Optional.of(URI.create("https://docs.krea.ai/developers/deprecations")),
                Deprecation.Source.RESPONSE_HEADERS));
    assertThat(deprecations).hasSize(2);
  }

  @Test
  void callsWithoutAModelAreNamedByMethodAndPath() throws Exception {
    KreaClient client = client();
    answerDeprecated();
    answerDeprecated();
    answerDeprecated();
    client.jobs().get("job-1");
    client.jobs().get("job-2");
    client.stub(JobsApi.class).getJob("job-3").execute();
    assertThat(deprecations).extracting(Deprecation::model).containsExactly("GET /jobs");
  }

  @Test
  void stubsReportTheirModelToo() throws Exception {
    KreaClient client = open(builder().baseUrl(server.url("/prefix/").uri()));
    answerDeprecated();
    client.stub(OldApi.class).old(new PictureRequest("image/a/old").prompt("fox")).execute();
    assertThat(deprecations).extracting(Deprecation::model).containsExactly("image/a/old");
  }

  /** Like a generated interface. */
  private interface OldApi {
    @POST("generate/image/a/old")
    Call<Job> old(@Body PictureRequest request);
  }

  @ParameterizedTest
  @CsvSource({
    "Deprecation, true, 1",
    "Deprecation, @1688169599, 1",
    "Deprecation, false, 0",
    "Sunset, 'Wed, 13 May 2026 00:00:00 GMT', 1",
    "Sunset, soon, 1",
    "X-Other, true, 0"
  })
  void whateverAnnouncesAnEndIsReported(String header, String value, int reports) {
    KreaClient client = client();
    server.enqueue(json(200, JOB).addHeader(header, value).build());
    client.generate("image/a/old", INPUT);
    assertThat(deprecations).hasSize(reports);
  }

  @ParameterizedTest
  @CsvSource({
    "'Wed, 13 May 2026 00:00:00 GMT', 2026-05-13",
    "2026-05-13, 2026-05-13",
    "2026-05-13T00:00:00Z, 2026-05-13",
    "soon, ",
  })
  void sunsetIsReadInAnyOfItsForms(String header, LocalDate date) {
    KreaClient client = client();
    server.enqueue(deprecated().addHeader("Sunset", header).build());
    client.generate("image/a/old", INPUT);
    assertThat(deprecations)
        .singleElement()
        .satisfies(notice -> assertThat(notice.sunset()).isEqualTo(Optional.ofNullable(date)));
  }

  @Test
  void successorIsTheReplacement() {
    KreaClient client = client();
    server.enqueue(
        deprecated().addHeader("Link", "<image/a/new>; rel=\"successor-version\"").build());
    client.generate("image/a/old", INPUT);
    assertThat(deprecations)
        .singleElement()
        .satisfies(notice -> assertThat(notice.replacement()).contains("image/a/new"));
  }

  @Test
  void modelThatTheDocumentMarksIsReportedOnce() {
    DeprecationNotices notices = new DeprecationNotices(deprecations::add, Runnable::run);
    notices.model("image/a/old");
    notices.model("image/a/old");
    assertThat(deprecations)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.model()).isEqualTo("image/a/old");
              assertThat(notice.source()).isEqualTo(Deprecation.Source.DOCUMENT);
            });
  }

  @Test
  void failuresReportNothing() {
    KreaClient client = client();
    server.enqueue(json(400, "{\"error\":\"no\"}").addHeader("Deprecation", "true").build());
    assertThatThrownBy(() -> client.generate("image/a/old", INPUT)).isNotNull();
    assertThat(deprecations).isEmpty();
  }

  @Test
  void endedModelIsUnavailable() {
    KreaClient client = client();
    answer(
        410,
        "{\"error\":\"model_unavailable\",\"reason\":\"deprecated\",\"message\":\"It is gone\","
            + "\"sunset_date\":\"2026-05-13\",\"replacement\":\"image/a/new\","
            + "\"migration_url\":\"https://docs.krea.ai/developers/deprecations\"}");
    assertThatThrownBy(() -> client.generate("image/a/old", INPUT))
        .isInstanceOfSatisfying(
            ModelUnavailableException.class,
            e -> {
              assertThat(e.replacement()).contains("image/a/new");
              assertThat(e.sunsetDate()).contains(LocalDate.of(2026, 5, 13));
            });
  }

  @Test
  void listenerThatThrowsBreaksNoCall() {
    KreaClient client =
        open(
            builder()
                .onDeprecation(
                    notice -> {
                      throw new IllegalStateException("of the application");
                    }));
    answerDeprecated();
    assertThat(client.generate("image/a/old", INPUT).id()).isEqualTo("job-1");
  }

  @Test
  void executorThatIsShutDownBreaksNoCall() {
    KreaClient client =
        open(
            builder()
                .executor(
                    task -> {
                      throw new RejectedExecutionException();
                    }));
    answerDeprecated();
    assertThat(client.generate("image/a/old", INPUT).id()).isEqualTo("job-1");
  }
}
