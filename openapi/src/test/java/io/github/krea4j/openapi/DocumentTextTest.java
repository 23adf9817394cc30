package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a < b & c > d ~ a &lt; b &amp; c &gt; d",
        "ends */ here ~ ends *&#47; here",
        "@since {@link X} ~ &#64;since &#123;&#64;link X&#125;",
        "\\u002a ~ &#92;u002a",
        "<script> ~ &lt;script&gt;",
      })
  void nothingOfTheDocumentMeansAnythingToJava(String text, String html) {
    assertThat(DocumentText.inline(text)).isEqualTo(html);
  }

  @Test
  void codeBoldAndLinksBecomeTags() {
    assertThat(
            DocumentText.inline("see `a<b`, **now**, [here](https://x.org/a?b=1&c) or [there](#x)"))
        .isEqualTo(
            "see <code>a&lt;b</code>, <b>now</b>,"
                + " <a href=\"https://x.org/a?b=1&amp;c\">here</a> or there");
  }

  @Test
  void paragraphsListsAndQuotesAreBlocks() {
    assertThat(DocumentText.toHtml("One\ntwo.\n\n> Quoted:\n>\n> - `a`\n> - b\n>\n> End."))
        .containsExactly(
            "One two.", "Quoted:", "<ul>\n<li><code>a</code></li>\n<li>b</li>\n</ul>", "End.");
  }

  @Test
  void tableFollowsTextWithoutABlankLine() {
    assertThat(
            DocumentText.toHtml("Fast.\n| Mode | Compute Units |\n|---|---|\n| pro | ~3 |\nEnd."))
        .containsExactly(
            "Fast.",
            """
            <table>
            <caption>Prices</caption>
            <tr><th scope="col">Mode</th><th scope="col">Compute Units</th></tr>
            <tr><td>pro</td><td>~3</td></tr>
            </table>""",
            "End.");
  }

  @Test
  void emptyTextHasNoBlocks() {
    assertThat(DocumentText.toHtml(" \n\n")).isEmpty();
  }
}
