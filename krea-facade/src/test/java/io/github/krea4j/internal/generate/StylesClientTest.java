package io.github.krea4j.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.StyleFilter;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.PermissionDeniedException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.internal.http.VirtualTimer;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.Style;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StylesClientTest extends ApiTest {
  private static final String STYLE =
      "{\"id\":\"pgozm164j\",\"title\":null,\"urls\":[\"https://gen.krea.ai/a.png\"],"
          + "\"public\":false,\"owner\":null,\"like_count\":3.0}";

  private static TrainStyleRequest training() {
    return new TrainStyleRequest()
        .name("fox")
        .urls(List.of("https://gen.krea.ai/a.png", "https://gen.krea.ai/b.png"));
  }

  @Test
  void trainingIsAJobThatEndsWithAStyle() {
    KreaClient client =
        open(
            builder(Timer.daemon("krea4j-test"))
                .waitDefaults(
                    WaitOptions.builder()
                        .pollInterval(Duration.ofMillis(1), Duration.ofMillis(1))
                        .build()));
    answer(JOB);
    answer(
        "{\"job_id\":\"job-1\",\"status\":\"completed\",\"result\":{\"style_id\":\"pgozm164j\"}}");
    JobHandle handle = client.styles().train(training());
    Job job = handle.await();
    assertThat(job.styleId()).contains("pgozm164j");
    RecordedRequest request = request();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("POST /styles/train");
    assertThat(body(request))
        .isEqualTo(
            "{\"name\":\"fox\",\"urls\":[\"https://gen.krea.ai/a.png\","
                + "\"https://gen.krea.ai/b.png\"]}");
  }

  @ParameterizedTest
  @CsvSource({"PT1M, PT3H", "PT30M, PT3H", "PT5H, PT5H"})
  void trainingIsWaitedForForHours(Duration clientDefault, Duration waited) {
    VirtualTimer timer = VirtualTimer.eager();
    KreaClient client =
        open(
            builder(timer)
                .waitDefaults(
                    WaitOptions.builder()
                        .timeout(clientDefault)
                        .pollInterval(Duration.ofMinutes(30), Duration.ofMinutes(30))
                        .build()));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return json(200, JOB).build();
          }
        });
    JobHandle handle = client.styles().train(training());
    assertThatThrownBy(handle::await)
        .isInstanceOfSatisfying(
            WaitTimeoutException.class, e -> assertThat(e.jobId()).isEqualTo("job-1"))
        .hasMessageContaining(waited.toString());
  }

  @Test
  void trainingTakesOptions() {
    KreaClient client = client();
    answer(JOB);
    client
        .styles()
        .train(
            training(),
            RequestOptions.builder().webhookUrl(URI.create("https://example.com/hook")).build());
    assertThat(request().getHeaders().get("X-Webhook-URL")).isEqualTo("https://example.com/hook");
  }

  @Test
  void trainingWithoutItsRequiredFieldsIsRefused() {
    KreaClient client = client();
    assertThatThrownBy(() -> client.styles().train(new TrainStyleRequest()))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.fields()).containsExactly("name", "urls"))
        .hasMessage(
            "TrainStyleRequest lacks the required fields name, urls. Set them before sending.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void trainingIsNeverSentTwice() {
    KreaClient client = client();
    answer(502, "<html>");
    assertThatThrownBy(() -> client.styles().train(training()))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("styles/train");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void searchSendsTheFilterWithEveryPage() {
    KreaClient client = client();
    answer("{\"items\":[" + STYLE + "],\"next_cursor\":\"opaque/+=\"}");
    answer("{\"items\":[],\"next_cursor\":\"second\"}");
    answer("{\"items\":[{\"id\":\"b\"}],\"next_cursor\":null}");
    StyleFilter filter =
        StyleFilter.all()
            .ids("pgozm164j", "b", "b")
            .liked(true)
            .user("user-1")
            .model("flux_dev")
            .scope(StyleFilter.Scope.COMMUNITY);
    assertThat(client.styles().search(filter).stream().map(Style::id))
        .containsExactly("pgozm164j", "b");
    String query =
        "limit=100&ids=pgozm164j%2Cb&liked=true&user=user-1&model=flux_dev&filter=community";
    assertThat(request().getTarget()).isEqualTo("/styles?" + query);
    assertThat(request().getTarget()).isEqualTo("/styles?cursor=opaque%2F%2B%3D&" + query);
    assertThat(request().getTarget()).isEqualTo("/styles?cursor=second&" + query);
  }

  @Test
  void searchForAllSendsNoFilter() {
    KreaClient client = client();
    answer("{\"items\":[],\"next_cursor\":null}");
    assertThat(client.styles().search(StyleFilter.all())).isEmpty();
    assertThat(request().getTarget()).isEqualTo("/styles?limit=100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"items\":null}", "<html>", ""})
  void answerWithoutItemsIsAFormatError(String answer) {
    KreaClient client = client();
    answer(answer);
    assertThatThrownBy(() -> client.styles().search(StyleFilter.all()).stream().count())
        .isInstanceOf(ResponseFormatException.class);
  }

  @Test
  void filterRefusesIdsThatAreNone() {
    for (String[] ids : new String[][] {{}, {" "}, {"a,b"}}) {
      assertThatThrownBy(() -> StyleFilter.all().ids(ids))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("ids needs at least one id, without commas, but got ");
    }
  }

  @Test
  void filterSaysWhatItFinds() {
    StyleFilter filter = StyleFilter.all().ids("a").liked(false);
    assertThat(filter.ids()).containsExactly("a");
    assertThat(filter.liked()).contains(false);
    assertThat(filter.user()).isEmpty();
    assertThat(filter.model()).isEmpty();
    assertThat(filter.scope()).isEmpty();
    assertThat(StyleFilter.all().ids()).isEmpty();
  }

  @Test
  void styleIsReadByItsId() {
    KreaClient client = client();
    answer(STYLE);
    Style style = client.styles().get("pgozm164j");
    assertThat(style.id()).isEqualTo("pgozm164j");
    assertThat(style.title()).isEmpty();
    assertThat(request().getTarget()).isEqualTo("/styles/pgozm164j");
  }

  @Test
  void updateSendsWhatWasSet() {
    KreaClient client = client();
    answer(STYLE);
    client.styles().update("pgozm164j", new UpdateStyleRequest().title("Fox").put("public", null));
    RecordedRequest request = request();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("PATCH /styles/pgozm164j");
    assertThat(body(request)).isEqualTo("{\"title\":\"Fox\",\"public\":null}");
  }

  @Test
  void updateIsNotRepeated() {
    KreaClient client = client();
    answer(500, "");
    assertThatThrownBy(
            () -> client.styles().update("pgozm164j", new UpdateStyleRequest().title("Fox")))
        .hasMessageContaining("PATCH /styles/pgozm164j was answered with 500");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void shareLinkIsTheOldOrANewOne(int status) {
    KreaClient client = client();
    answer(status, "{\"share_link\":\"https://krea.ai/s/1\",\"is_new\":" + (status == 201) + "}");
    assertThat(client.styles().shareLink("pgozm164j")).isEqualTo(URI.create("https://krea.ai/s/1"));
    RecordedRequest request = request();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("GET /styles/pgozm164j/share/link");
  }

  @Test
  void shareLinkThatIsMissingIsAFormatError() {
    KreaClient client = client();
    answer("{\"is_new\":true}");
    assertThatThrownBy(() -> client.styles().shareLink("pgozm164j"))
        .isInstanceOf(ResponseFormatException.class);
  }

  @Test
  void workspaceSeesAStyleAndNoLongerSeesIt() {
    KreaClient client = client();
    answer(
        "{\"success\":true,\"style_id\":\"pgozm164j\",\"workspace\":{\"id\":\"w\",\"name\":null}}");
    answer("{\"success\":true}");
    client.styles().shareWithWorkspace("pgozm164j");
    client.styles().unshareFromWorkspace("pgozm164j");
    RecordedRequest share = request();
    assertThat(share.getMethod() + " " + share.getTarget())
        .isEqualTo("POST /styles/pgozm164j/share/workspace");
    assertThat(share.getBodySize()).isZero();
    RecordedRequest unshare = request();
    assertThat(unshare.getMethod() + " " + unshare.getTarget())
        .isEqualTo("DELETE /styles/pgozm164j/share/workspace");
  }

  @Test
  void onlyTheOwnerMayShare() {
    KreaClient client = client();
    answer(403, "{\"error\":\"You do not own this style\"}");
    assertThatThrownBy(() -> client.styles().shareWithWorkspace("pgozm164j"))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining("You do not own this style");
  }
}
