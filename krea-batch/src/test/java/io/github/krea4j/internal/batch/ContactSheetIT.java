package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.krea4j.batch.ItemOutcome;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.emulator.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a batch in a real browser. */
@Timeout(180)
class ContactSheetIT {
  private static final String TAB = "\uE004";
  private static final String DOWN = "\uE015";
  private static final String SHOWN =
      "[...document.querySelectorAll('li')].filter(i => i.checkVisibility()).length";

  private static Browser browser;

  @TempDir Path folder;

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
  void reset() throws Exception {
    browser.devTools("Emulation.clearDeviceMetricsOverride", "{}");
    browser.devTools("Emulation.setEmulatedMedia", "{\"media\": \"\", \"features\": []}");
    browser.requestedUrls();
  }

  private void open(List<ItemOutcome> items) throws Exception {
    browser.open(Outcomes.sheet(folder.resolve("index.html"), items).toUri());
  }

  /** A few items of several states, one with a picture. */
  private List<ItemOutcome> few() throws Exception {
    Path picture = Outcomes.picture(folder.resolve("files/fox 1.png"), 640, 320);
    return List.of(
        Outcomes.of("fox-1", ItemState.COMPLETED, "A fox at dawn", null, picture),
        Outcomes.of("fox-2", ItemState.FAILED, "A fox at noon", "nsfw: not that"),
        Outcomes.of("x".repeat(120), ItemState.UNCERTAIN, null, "It may be one of two jobs"));
  }

  @Test
  void thePictureIsShownAndTheFileIsBehindIt() throws Exception {
    open(few());
    browser.await("(document.querySelector('img') || {}).naturalWidth === 160");
    String link = browser.text("document.querySelector('a.picture').href");
    assertThat(link).isEqualTo(folder.resolve("files/fox 1.png").toUri().toString());
    assertThat(browser.requestedUrls())
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
  }

  @Test
  void aStateIsChosenByKeyboard() throws Exception {
    open(few());
    assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(3);
    browser.press(TAB);
    assertThat(browser.text("document.activeElement.id")).isEqualTo("state");
    browser.press(DOWN, DOWN);
    assertThat(browser.text("document.getElementById('state').value")).isEqualTo("failed");
    assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(1);
    assertThat(browser.text("document.getElementById('shown').textContent")).isEqualTo("1 shown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutInBothSchemes(String scheme) throws Exception {
    browser.devTools(
        "Emulation.setEmulatedMedia",
        "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + scheme + "\"}]}");
    open(few());
    assertThat(browser.lowestContrast()).isGreaterThan(4.5);
    assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").asBoolean())
        .isEqualTo(scheme.equals("dark"));
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() throws Exception {
    browser.devTools(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\": 360, \"height\": 740, \"deviceScaleFactor\": 2, \"mobile\": true}");
    open(few());
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(360);
    assertThat(
            browser
                .evaluate("document.getElementById('state').getBoundingClientRect().height")
                .asDouble())
        .as("a finger's height")
        .isGreaterThan(36);
  }

  @Test
  void aScreenReaderHearsNamesAndNumbers() throws Exception {
    open(few());
    assertThat(browser.accessibleNames("heading")).containsExactly("3 items");
    assertThat(browser.accessibleNames("image")).containsExactly("A fox at dawn");
    assertThat(browser.accessibleNames("link")).containsExactly("A fox at dawn");
    assertThat(browser.accessibleNames("combobox")).containsExactly("Show");
    assertThat(browser.accessibleNames("listitem")).hasSize(3);
    assertThat(browser.text("document.documentElement.lang")).isEqualTo("en");
  }

  @Test
  void whatIsChosenIsNotPrintedButWhatIsShownIs() throws Exception {
    open(few());
    browser.devTools("Emulation.setEmulatedMedia", "{\"media\": \"print\"}");
    assertThat(browser.evaluate("document.getElementById('state').checkVisibility()").asBoolean())
        .isFalse();
    assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(3);
    assertThat(browser.text("getComputedStyle(document.querySelector('li')).breakInside"))
        .isEqualTo("avoid");
  }

  @Test
  void tenThousandItemsStayUsable() throws Exception {
    Path picture = Outcomes.picture(folder.resolve("fox.png"), 160, 160);
    open(
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    i % 100 == 0
                        ? Outcomes.of("fox-" + i, ItemState.FAILED, null, "nsfw")
                        : Outcomes.of("fox-" + i, ItemState.COMPLETED, "Fox " + i, null, picture))
            .toList());
    browser.press(TAB, DOWN, DOWN);
    browser.await("document.getElementById('shown').textContent === '100 shown'");
  }
}
