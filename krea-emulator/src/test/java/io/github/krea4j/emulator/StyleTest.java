package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StyleTest {
  private static final TestClock CLOCK = new TestClock();
  private static final String OWN = "/styles/" + KreaEmulator.SAMPLE_STYLE_ID;
  private static final String OFFICIAL = "/styles/" + StyleRoutes.OFFICIAL_ID;

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void trainingEndsWithAStyleThatCanBeRead() throws Exception {
    String id = train("wan22", "Otters");
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode result = client.job(id).path("result");
    JsonNode style = client.get("/styles/" + result.path("style_id").asText()).json();

    assertThat(result.has("urls")).isFalse();
    assertThat(style.path("title").asText()).isEqualTo("Otters");
    assertThat(style.at("/models/0").asText()).isEqualTo("wan22");
    assertThat(style.path("public").asBoolean()).isFalse();
  }

  @Test
  void styleIsNotThereBeforeTheTrainingEnds() throws Exception {
    train("qwen", "Otters");

    assertThat(search("?filter=user")).containsExactly(KreaEmulator.SAMPLE_STYLE_ID);
  }

  @Test
  void failedTrainingLeavesNoStyle(KreaEmulator emulator) throws Exception {
    emulator.script("POST /styles/train").failSilently();
    train("qwen", "Otters");
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(search("?filter=user")).containsExactly(KreaEmulator.SAMPLE_STYLE_ID);
  }

  @Test
  void stylesAreSearched() throws Exception {
    train("qwen", "Otters");
    CLOCK.advance(Duration.ofMinutes(1));
    String owner = client.get(OWN).json().at("/owner/id").asText();

    assertThat(search("")).hasSize(3).last().isEqualTo(StyleRoutes.OFFICIAL_ID);
    assertThat(search("?model=qwen")).hasSize(1);
    assertThat(search("?filter=krea")).containsExactly(StyleRoutes.OFFICIAL_ID);
    assertThat(search("?ids=nothing,sample-style")).containsExactly("sample-style");
    assertThat(search("?user=" + owner)).hasSize(2);
    assertThat(search("?liked=true")).isEmpty();
    assertThat(search("?filter=shared")).isEmpty();
  }

  @Test
  void stylesAreListedInPages() throws Exception {
    JsonNode first = client.get("/styles?limit=1").json();
    JsonNode second =
        client.get("/styles?limit=1&cursor=" + first.path("next_cursor").asText()).json();

    assertThat(first.at("/items/0/id")).isNotEqualTo(second.at("/items/0/id"));
    assertThat(second.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void ownStyleIsChanged() throws Exception {
    JsonNode changed = client.patch(OWN, "{\"title\": \"New\", \"public\": true}").json();

    assertThat(changed.path("title").asText()).isEqualTo("New");
    assertThat(client.get(OWN).json()).isEqualTo(changed);
  }

  @Test
  void changeOfNothingIsRefused() throws Exception {
    for (String body : List.of("{}", "{\"public\": null}", "{\"unknown\": 1}")) {
      TestClient.Answer answer = client.patch(OWN, body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("No valid fields to update");
    }
  }

  @Test
  void stylesOfOthersAreNotChanged() throws Exception {
    assertThat(client.patch(OFFICIAL, "{\"title\": \"Mine\"}").status()).isEqualTo(404);
    assertThat(client.get(OFFICIAL + "/share/link").status()).isEqualTo(404);
    assertThat(client.post(OFFICIAL + "/share/workspace", "").status()).isEqualTo(403);
    assertThat(client.delete(OFFICIAL + "/share/workspace").status()).isEqualTo(403);
  }

  @Test
  void shareLinkIsNewOnce() throws Exception {
    TestClient.Answer first = client.get(OWN + "/share/link");
    TestClient.Answer second = client.get(OWN + "/share/link");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().path("is_new").asBoolean()).isTrue();
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("is_new").asBoolean()).isFalse();
    assertThat(second.json().path("share_link")).isEqualTo(first.json().path("share_link"));
  }

  @Test
  void styleIsSharedWithTheWorkspaceAndTakenBack() throws Exception {
    JsonNode shared = client.post(OWN + "/share/workspace", "").json();
    assertThat(shared.path("style_id").asText()).isEqualTo(KreaEmulator.SAMPLE_STYLE_ID);
    assertThat(search("?filter=shared")).hasSize(1);

    assertThat(client.delete(OWN + "/share/workspace").text()).isEqualTo("{\"success\":true}");
    assertThat(search("?filter=shared")).isEmpty();
    assertThat(client.delete(OWN + "/share/workspace").status()).isEqualTo(404);
  }

  @Test
  void unknownStyleIsNotFound() throws Exception {
    assertThat(client.get("/styles/none").status()).isEqualTo(404);
    assertThat(client.patch("/styles/none", "{\"title\": \"x\"}").status()).isEqualTo(404);
    assertThat(client.get("/styles/none/share/link").status()).isEqualTo(404);
    assertThat(client.post("/styles/none/share/workspace", "").status()).isEqualTo(404);
    assertThat(client.delete("/styles/none/share/workspace").status()).isEqualTo(404);
  }

  private String train(String model, String name) throws Exception {
    return client.submit(
        "/styles/train",
        "{\"model\": \"%s\", \"name\": \"%s\", \"urls\": [\"https://example.com/1.png\"]}"
            .formatted(model, name));
  }

  private List<String> search(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    client.get("/styles" + query).json().path("items").forEach(s -> ids.add(s.path("id").asText()));
    return ids;
  }
}
