package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.List;

/** Builds one documentation comment, indented and wrapped. */
final class JavadocComment {
  private static final int WIDTH = 100;

  private final List<String> blocks = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();

  /** Adds a block of HTML; the first one should begin with a sentence that stands alone. */
  JavadocComment add(String html) {
    if (!html.isEmpty()) {
      blocks.add(html);
    }
    return this;
  }

  JavadocComment addAll(List<String> html) {
    html.forEach(this::add);
    return this;
  }

  JavadocComment param(String name, String html) {
    tags.add("@param " + name + " " + html);
    return this;
  }

  JavadocComment returns(String html) {
    tags.add("@return " + html);
    return this;
  }

  JavadocComment throwing(String exception, String html) {
    tags.add("@throws " + exception + " " + html);
    return this;
  }

  JavadocComment deprecated(String html) {
    tags.add("@deprecated " + html);
    return this;
  }

  /** The comment, every line of it indented by so many blanks. */
  String render(int indent) {
    String margin = " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (i > 0) {
        lines.add("");
      }
      boolean element = blocks.get(i).startsWith("<ul>") || blocks.get(i).startsWith("<table>");
      wrap(i > 0 && !element ? "<p>" + blocks.get(i) : blocks.get(i), indent, lines);
    }
    if (!tags.isEmpty()) {
      lines.add("");
      tags.forEach(tag -> wrap(tag, indent, lines));
    }
    if (lines.size() == 1) {
      return margin + "/** " + lines.get(0) + " */";
    }
    StringBuilder comment = new StringBuilder(margin).append("/**\n");
    lines.forEach(
        line -> comment.append(margin).append(line.isEmpty() ? " *" : " * " + line).append('\n'));
    return comment.append(margin).append(" */").toString();
  }

  private static void wrap(String text, int indent, List<String> lines) {
    int width = WIDTH - indent - 3;
    for (String line : text.lines().toList()) {
      StringBuilder current = new StringBuilder();
      for (String word : line.split(" ", -1)) {
        if (!current.isEmpty() && current.length() + 1 + word.length() > width) {
          lines.add(current.toString());
          current.setLength(0);
        }
        current.append(current.isEmpty() ? "" : " ").append(word);
      }
      lines.add(current.toString());
    }
  }
}
