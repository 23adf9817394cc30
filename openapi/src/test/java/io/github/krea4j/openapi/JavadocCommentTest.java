package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocCommentTest {
  @Test
  void shortCommentTakesOneLine() {
    assertThat(new JavadocComment().add("Short.").render(2)).isEqualTo("  /** Short. */");
  }

  @Test
  void paragraphsAreMarkedAndTablesAreNot() {
    assertThat(
            new JavadocComment()
                .add("First.")
                .add("")
                .add("Second.")
                .add("<ul>\n<li>a</li>\n</ul>")
                .param("x", "a value")
                .returns("it")
                .deprecated("no more")
                .render(0))
        .isEqualTo(
            """
            /**
             * First.
             *
             * <p>Second.
             *
             * <ul>
             * <li>a</li>
             * </ul>
             *
             * @param x a value
             * @return it
             * @deprecated no more
             */""");
  }

  @Test
  void longLinesAreWrapped() {
    String comment = new JavadocComment().add("word ".repeat(60).strip()).render(4);
    assertThat(comment.lines()).hasSizeGreaterThan(4).allMatch(line -> line.length() <= 100);
  }
}
