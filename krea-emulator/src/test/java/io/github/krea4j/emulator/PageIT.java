package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people, in a real browser. */
@Timeout(180)
final class PageIT {
  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";
  private static final String PROMPT = "a lighthouse nobody knows of";
  private static final String BODY =
      "{\"prompt\": \"" + PROMPT + "\", \"width\": 768, \"height\": 512}";

  private static Browser browser;

  private KreaEmulator emulator;
  private TestClient client;

  @BeforeAll
  static void startBrowser() throws Exception {
    assumeTrue(
        Browser.isInstalled(),
        "The page's tests were left out: /usr/bin/chromium and /usr/bin/chromedriver are missing");
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    emulator = KreaEmulator.builder().concurrency(3, 50).start();
    client = new TestClient(emulator);
    browser.devTools("Emulation.clearDeviceMetricsOverride", "{}");
    browser.requestedUrls();
    browser.open(emulator.baseUrl().resolve("/"));
    browser.await("document.getElementById('state').textContent === 'Up to date'");
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void jobsGoThroughTheirStatesWithoutAReload() throws Exception {
    emulator.script().states("queued", "processing", "completed").duration(Duration.ofMinutes(60));
    String id = client.submit(FLUX, BODY);
    browser.await("document.querySelector('.status.queued')");
    browser.await("document.querySelector('#jobs progress').value < 0.1");
    client.delete("/jobs/" + id);
    browser.await("document.querySelector('.status.cancelled')");

    emulator.script().duration(Duration.ZERO);
    client.submit(FLUX, BODY);

    browser.await("document.querySelector('.status.completed')");
    assertThat(browser.evaluate("document.querySelectorAll('#jobs > li').length").asInt())
        .isEqualTo(2);
    assertThat(browser.text("document.querySelector('#jobs .model').textContent"))
        .as("the newest comes first")
        .isEqualTo("image/bfl/flux-1-dev");
  }

  @Test
  void aCompletedJobShowsItsPicture() throws Exception {
    emulator.script().states("completed");
    client.submit(FLUX, BODY);

    browser.await("(document.querySelector('#jobs img') || {}).naturalWidth > 0");

    assertThat(browser.evaluate("document.querySelector('#jobs img').naturalWidth").asInt())
        .isEqualTo(480);
    assertThat(browser.evaluate("document.querySelector('#jobs img').naturalHeight").asInt())
        .isEqualTo(320);
  }

  @Test
  void whyAJobFailedIsSaid() throws Exception {
    emulator.script().fail("nsfw", "Not that").duration(Duration.ZERO);
    client.submit(FLUX, BODY);

    browser.await("document.querySelector('.status.failed')");

    assertThat(browser.text("document.querySelector('.status').textContent"))
        .startsWith("failed: nsfw, Not that");
  }

  @Test
  void slotsAndRequestsAreShown() throws Exception {
    emulator.script().duration(Duration.ofMinutes(60));
    emulator.occupy(1);
    for (int i = 0; i < 4; i++) {
      client.submit(FLUX, BODY);
    }
    client.post(FLUX, "{}");

    browser.await("document.querySelectorAll('.status.backlogged').length === 2");
    browser.await("document.querySelectorAll('#requests tr').length === 5");

    assertThat(browser.text("document.getElementById('slots').innerText").replaceAll("\\s+", " "))
        .contains("Running 2 of 3", "Backlogged 2 of 50", "Used by others 1");
    assertThat(browser.text("document.querySelector('#requests tr .code').textContent"))
        .isEqualTo("400");
  }

  @Test
  void neitherKeyNorPromptLeavesThePage() throws Exception {
    emulator.script().states("completed");
    client.submit(FLUX, BODY);
    browser.await("(document.querySelector('#jobs img') || {}).naturalWidth > 0");

    assertThat(browser.requestedUrls())
        .isNotEmpty()
        .allMatch(url -> url.startsWith(emulator.baseUrl() + "/") || url.equals("data:,"))
        .noneMatch(url -> url.contains("lighthouse"));
    assertThat(browser.text("document.documentElement.outerHTML"))
        .contains(PROMPT)
        .doesNotContain(emulator.apiKey(), "emulator-key");
    assertThat(browser.text("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
        .isEqualTo("[{},{},\"\"]");
  }

  @Test
  void aPromptIsTextAndNeverMarkup() throws Exception {
    emulator.script().states("completed");
    client.submit(FLUX, "{\"prompt\": \"<img src=x onerror=document.title='broken'>\"}");

    browser.await("document.querySelector('.status.completed')");

    assertThat(browser.text("document.title")).isEqualTo("Krea emulator");
    assertThat(browser.text("document.querySelector('.caption').textContent"))
        .startsWith("<img src=x");
  }

  @Test
  void everythingIsReachedByKeyboardAndKeepsItsFocus() throws Exception {
    emulator.script().states("completed");
    client.submit(FLUX, BODY);
    browser.await("document.querySelector('#jobs .frame a')");

    browser.press(TAB);
    assertThat(browser.text("document.activeElement.className")).isEqualTo("skip");
    browser.press(TAB, ENTER);
    assertThat(browser.text("document.activeElement.getAttribute('aria-pressed')"))
        .isEqualTo("true");
    browser.press(ENTER, TAB);
    assertThat(browser.text("document.activeElement.parentElement.className")).isEqualTo("frame");
    client.submit(FLUX, BODY);
    browser.await("document.querySelectorAll('.status.completed').length === 2");
    assertThat(browser.text("document.activeElement.parentElement.className"))
        .as("where the focus is after an update")
        .isEqualTo("frame");
    browser.press(TAB, TAB);
    assertThat(browser.text("document.activeElement.getAttribute('role')")).isEqualTo("region");
  }

  @Test
  void pauseStopsTheUpdates() throws Exception {
    browser.press(TAB, TAB, ENTER);
    browser.await("document.getElementById('state').textContent === 'Paused'");
    client.get("/jobs");
    String total = "document.getElementById('requests-count').textContent";
    assertThat(browser.text(total)).isEqualTo("No request yet.");

    browser.press(ENTER);

    browser.await(total + " === '1 request.'");
  }

  @Test
  void aScreenReaderHearsNamesAndNews() throws Exception {
    emulator.script().states("queued", "completed").duration(Duration.ofMinutes(60));
    String id = client.submit(FLUX, BODY);
    browser.await("document.querySelector('.status.queued')");
    client.delete("/jobs/" + id);
    browser.await("document.getElementById('news').textContent.includes('cancelled')");
    emulator.script().duration(Duration.ZERO);
    client.submit(FLUX, BODY);
    browser.await("document.querySelector('#jobs img')");

    assertThat(browser.accessibleNames("image"))
        .containsExactly("Result of image/bfl/flux-1-dev: " + PROMPT);
    assertThat(browser.accessibleNames("heading"))
        .contains(
            "Krea emulator", "Slots", "Jobs, newest first", "Recorded requests, newest first");
    assertThat(browser.accessibleNames("region"))
        .contains("Slots", "Recorded requests, newest first");
    assertThat(browser.accessibleNames("button")).containsExactly("Pause");
    assertThat(browser.accessibleNames("columnheader"))
        .contains("Time", "Method", "Path", "Status");
    assertThat(browser.text("document.documentElement.lang")).isEqualTo("en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutInBothSchemes(String scheme) throws Exception {
    browser.devTools(
        "Emulation.setEmulatedMedia",
        "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + scheme + "\"}]}");
    emulator.script("image/bfl/flux-1-dev").states("completed");
    client.submit(FLUX, BODY);
    emulator.script().duration(Duration.ofMinutes(60));
    for (int i = 0; i < 4; i++) {
      client.submit(TestClient.VEO, "{\"prompt\": \"waves\"}");
    }
    emulator.script().duration(Duration.ZERO).fail("nsfw", "No");
    browser.await("(document.querySelector('#jobs img') || {}).naturalWidth > 0");
    browser.await("document.querySelector('.status.backlogged')");

    assertThat(browser.lowestContrast()).isGreaterThan(4.5);
    assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(scheme.equals("dark") ? "rgb(20, 21, 22)" : "rgb(246, 245, 242)");
    keep(scheme);
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() throws Exception {
    browser.devTools(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\": 360, \"height\": 740, \"deviceScaleFactor\": 2, \"mobile\": true}");
    emulator.script().states("completed");
    client.submit(FLUX, BODY);
    client.get("/jobs/" + "x".repeat(80));
    browser.await("(document.querySelector('#jobs img') || {}).naturalWidth > 0");
    browser.await("document.querySelectorAll('#requests tr').length === 2");

    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(360);
    assertThat(
            browser
                .evaluate("document.getElementById('pause').getBoundingClientRect().height")
                .asDouble())
        .as("a finger's height")
        .isGreaterThan(36);
    keep("phone");
  }

  @Test
  void anEmulatorThatIsGoneIsSaidToBe() throws Exception {
    emulator.close();

    browser.await(
        "document.getElementById('state').textContent === 'The emulator does not answer'");
  }

  /** For those who want to see what the tests saw. */
  private static void keep(String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "page"));
    Files.write(folder.resolve(name + ".png"), browser.screenshot());
  }
}
