package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.batch.ItemOutcome;
import io.github.krea4j.batch.ItemState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  @TempDir Path folder;

  private String page(ItemOutcome... items) throws IOException {
    return Files.readString(Outcomes.sheet(folder.resolve("index.html"), List.of(items)));
  }

  @Test
  void anItemIsThereWithAllThatIsKnownOfIt() throws IOException {
    Path file = Outcomes.picture(folder.resolve("files/fox.png"), 640, 320);

    String page = page(Outcomes.of("fox", ItemState.COMPLETED, "A fox", "Slow", file));

    assertThat(page)
        .contains("<h1>1 item</h1>", "<p class=\"key\">fox</p>", "<p>A fox</p>")
        .contains("<p>image/bfl/flux-1-dev</p>", "<p>completed</p>", "<p>Slow</p>")
        .contains("1 to 2 compute units", "href=\"files/fox.png\"", "alt=\"A fox\"");
  }

  @Test
  void aSmallPictureIsInsideThePage() throws IOException {
    Path file = Outcomes.picture(folder.resolve("fox.png"), 3_000, 1_500);

    Matcher thumbnail =
        Pattern.compile("data:image/jpeg;base64,([^\"]+)")
            .matcher(page(Outcomes.of("fox", ItemState.COMPLETED, null, null, file)));

    assertThat(thumbnail.find()).isTrue();
    var image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(thumbnail.group(1))));
    assertThat(image.getWidth()).isEqualTo(160);
    assertThat(image.getHeight()).isEqualTo(80);
  }

  @Test
  void whatIsNoPictureIsALinkWithItsName() throws IOException {
    Path video = Files.writeString(folder.resolve("waves.mp4"), "no picture");
    Path broken = Files.writeString(folder.resolve("broken.png"), "\u0089PNG and no more");

    String page = page(Outcomes.of("w", ItemState.COMPLETED, null, null, video, broken));

    assertThat(page).contains(">waves.mp4</a>", ">broken.png</a>").doesNotContain("<img");
  }

  @Test
  void nothingThatAnItemBringsIsMarkup() throws IOException {
    String page =
        page(Outcomes.of("<b>&\"'", ItemState.FAILED, "<script>alert(1)</script>", "<i>no</i>"));
    assertThat(page)
        .contains("&lt;b&gt;&amp;&quot;&#39;", "&lt;script&gt;alert(1)", "&lt;i&gt;no")
        .doesNotContain("<script>alert", "<b>", "<i>");
  }

  @Test
  void linksLeadToFilesOfAnyNameBesideThePage() throws IOException {
    Path odd = Files.writeString(folder.resolve("a b#c%d?.bin"), "x");
    Path above = Files.writeString(Files.createDirectories(folder.resolve("up")).resolve("y"), "y");

    Path html = folder.resolve("pages/index.html");
    Outcomes.sheet(html, List.of(Outcomes.of("k", ItemState.COMPLETED, null, null, odd, above)));

    assertThat(Files.readString(html))
        .contains("href=\"../a%20b%23c%25d%3F.bin\"", "href=\"../up/y\"");
  }

  @Test
  void thePageNeedsNothingButItself() throws IOException {
    Path file = Outcomes.picture(folder.resolve("fox.png"), 64, 64);
    assertThat(page(Outcomes.of("fox", ItemState.COMPLETED, null, null, file)))
        .doesNotContain("http:", "https:", "<link", "@import", "src=\"/");
  }

  @Test
  void onlyStatesThatThereAreCanBeChosen() throws IOException {
    assertThat(
            page(
                Outcomes.of("a", ItemState.FAILED, null, null),
                Outcomes.of("b", ItemState.LEFT_OUT, null, null)))
        .contains("<option value=\"failed\">failed (1)</option>")
        .contains("<option value=\"left out\">left out (1)</option>")
        .doesNotContain("<option value=\"completed\"");
  }

  @Test
  void anOldPageIsReplacedWholeOrNotAtAll() throws IOException {
    Path html = folder.resolve("index.html");
    Files.writeString(html, "the old page");
    assertThatThrownBy(
            () ->
                ContactSheet.write(
                    html,
                    Outcomes.counts(List.of()),
                    Stream.generate(
                        () -> {
                          throw new IllegalStateException("the journal is closed");
                        })))
        .isInstanceOf(IllegalStateException.class);
    assertThat(html).hasContent("the old page");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(html);
    }
  }
}
