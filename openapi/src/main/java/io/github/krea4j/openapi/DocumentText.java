package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the Markdown of the document into blocks of HTML that Javadoc accepts: paragraphs, lists,
 * tables. Whatever could end a comment or be taken for a tag is escaped.
 */
final class DocumentText {
  private static final Pattern TABLE_RULE = Pattern.compile("\\|[-:| ]+\\|?");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  private final List<String> blocks = new ArrayList<>();
  private final List<String> paragraph = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private DocumentText() {}

  /** The blocks of a text; none for an empty one. */
  static List<String> toHtml(String markdown) {
    DocumentText text = new DocumentText();
    markdown.lines().map(DocumentText::withoutQuote).forEach(text::line);
    text.endBlock();
    return text.blocks;
  }

  /** The text on one line, for a tag or a cell. */
  static String inline(String markdown) {
    String html = escape(markdown.strip().replaceAll("\\s+", " "));
    html = CODE.matcher(html).replaceAll("<code>$1</code>");
    html = BOLD.matcher(html).replaceAll("<b>$1</b>");
    return LINK.matcher(html)
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    link.group(2).matches("https?://.*")
                        ? "<a href=\"" + link.group(2) + "\">" + link.group(1) + "</a>"
                        : link.group(1)));
  }

  /** The text with everything replaced that means something to Java, Javadoc or HTML. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '@' -> escaped.append("&#64;");
        case '\\' -> escaped.append("&#92;");
        case '{' -> escaped.append("&#123;");
        case '}' -> escaped.append("&#125;");
        default -> {
          if (c == '/' && escaped.length() > 0 && escaped.charAt(escaped.length() - 1) == '*') {
            escaped.append("&#47;");
          } else if (!Character.isISOControl(c) || Character.isWhitespace(c)) {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  private static String withoutQuote(String line) {
    return line.strip().replaceFirst("^>\\s?", "").strip();
  }

  private void line(String line) {
    if (line.startsWith("|")) {
      endUnless(rows);
      if (!TABLE_RULE.matcher(line).matches()) {
        rows.add(cells(line));
      }
    } else if (line.startsWith("- ") || line.startsWith("* ")) {
      endUnless(items);
      items.add(line.substring(2));
    } else if (line.isEmpty()) {
      endBlock();
    } else {
      endUnless(paragraph);
      paragraph.add(line.replaceFirst("^#+\\s+", ""));
    }
  }

  private static List<String> cells(String row) {
    String inner = row.replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }

  private void endUnless(List<?> continued) {
    if (continued.isEmpty()) {
      endBlock();
    }
  }

  private void endBlock() {
    if (!paragraph.isEmpty()) {
      blocks.add(inline(String.join(" ", paragraph)));
    }
    if (!items.isEmpty()) {
      StringBuilder list = new StringBuilder("<ul>");
      items.forEach(item -> list.append("\n<li>").append(inline(item)).append("</li>"));
      blocks.add(list.append("\n</ul>").toString());
    }
    if (!rows.isEmpty()) {
      blocks.add(table());
    }
    paragraph.clear();
    items.clear();
    rows.clear();
  }

  private String table() {
    StringBuilder table = new StringBuilder("<table>\n<caption>").append(caption());
    table.append("</caption>\n").append(row(rows.get(0), "th scope=\"col\"", "th"));
    rows.subList(1, rows.size()).forEach(cells -> table.append(row(cells, "td", "td")));
    return table.append("</table>").toString();
  }

  private String caption() {
    boolean prices =
        rows.get(0).stream().anyMatch(header -> header.regionMatches(true, 0, "compute", 0, 7));
    return prices ? "Prices" : "Values";
  }

  private static String row(List<String> cells, String open, String close) {
    StringBuilder row = new StringBuilder("<tr>");
    cells.forEach(
        cell ->
            row.append('<')
                .append(open)
                .append('>')
                .append(inline(cell))
                .append("</")
                .append(close)
                .append('>'));
    return row.append("</tr>\n").toString();
  }
}
