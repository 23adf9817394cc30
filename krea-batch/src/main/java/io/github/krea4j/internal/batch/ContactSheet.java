package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.ItemOutcome;
import io.github.krea4j.batch.ItemState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page that shows all items of a batch with small pictures of their results. It needs nothing but
 * itself; the links lead to the files beside it.
 */
public final class ContactSheet {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Contact sheet</title>
      <style>
      :root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif; }
      body { margin: 1rem; background: Canvas; color: CanvasText; }
      header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; }
      h1 { font-size: 1.25rem; margin: 0; }
      select { font: inherit; min-height: 2.5rem; padding: 0 .5rem; }
      ul { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: .75rem;
           grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
      li { border: 1px solid GrayText; border-radius: .4rem; padding: .5rem; overflow-wrap: anywhere;
           font-size: .8rem; }
      li[hidden] { display: none; }
      .key { font-weight: bold; }
      .picture { display: grid; place-items: center; height: 7.5rem; margin-bottom: .4rem;
                 background: color-mix(in srgb, CanvasText 8%, Canvas); text-decoration: none; }
      img { max-width: 100%; max-height: 7.5rem; }
      p { margin: .1rem 0; }
      @media print { header label { display: none; } li { break-inside: avoid; } }
      </style>
      </head>
      <body>
      """;

  private static final String SCRIPT =
      """
      <script>
      const chosen = document.getElementById("state");
      const shown = document.getElementById("shown");
      chosen.addEventListener("change", () => {
        let count = 0;
        for (const item of document.querySelectorAll("li")) {
          item.hidden = chosen.value !== "" && item.dataset.state !== chosen.value;
          count += item.hidden ? 0 : 1;
        }
        shown.textContent = count + " shown";
      });
      </script>
      </body>
      </html>
      """;

  private ContactSheet() {}

  /**
   * Writes the page. It appears when it is whole.
   *
   * @throws IOException if the disk cannot be written
   */
  public static void write(Path html, Map<ItemState, Long> counts, Stream<ItemOutcome> outcomes)
      throws IOException {
    Path target = html.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(html + " is no name for a page");
    }
    Files.createDirectories(folder);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        out.write(HEAD);
        head(out, counts);
        out.write("<ul role=\"list\">\n");
        for (Iterator<ItemOutcome> each = outcomes.iterator(); each.hasNext(); ) {
          item(out, each.next(), folder);
        }
        out.write("</ul>\n");
        out.write(SCRIPT);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void head(Writer out, Map<ItemState, Long> counts) throws IOException {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    out.write("<header>\n<h1>" + all + (all == 1 ? " item" : " items") + "</h1>\n");
    out.write("<label>Show <select id=\"state\"><option value=\"\">all</option>");
    for (Map.Entry<ItemState, Long> count : counts.entrySet()) {
      if (count.getValue() > 0) {
        String state = word(count.getKey());
        out.write(
            "<option value=\"" + state + "\">" + state + " (" + count.getValue() + ")</option>");
      }
    }
    out.write("</select></label>\n<span id=\"shown\" role=\"status\"></span>\n</header>\n");
  }

  private static void item(Writer out, ItemOutcome item, Path folder) throws IOException {
    String state = word(item.state());
    String what = escape(item.label().orElse(item.key()));
    out.write("<li data-state=\"" + state + "\">");
    if (item.files().isEmpty()) {
      out.write("<div class=\"picture\" aria-hidden=\"true\">" + state + "</div>");
    }
    for (Path file : item.files()) {
      out.write("<a class=\"picture\" href=\"" + escape(link(folder, file)) + "\">");
      String thumbnail = Thumbnail.of(file);
      out.write(
          thumbnail.isEmpty()
              ? escape(String.valueOf(file.getFileName()))
              : "<img loading=\"lazy\" src=\"" + thumbnail + "\" alt=\"" + what + "\">");
      out.write("</a>");
    }
    out.write("<p class=\"key\">" + escape(item.key()) + "</p>");
    if (item.label().isPresent()) {
      out.write("<p>" + what + "</p>");
    }
    out.write("<p>" + escape(item.model()) + "</p><p>" + state + "</p>");
    if (item.reason().isPresent()) {
      out.write("<p>" + escape(item.reason().get()) + "</p>");
    }
    if (item.price().isPresent()) {
      out.write("<p>" + escape(item.price().get().toString()) + "</p>");
    }
    out.write("</li>\n");
  }

  private static String word(ItemState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the way from the page to a file, or the file's whole address from another disk. */
  private static String link(Path folder, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      StringBuilder link = new StringBuilder();
      for (Path part : folder.normalize().relativize(absolute)) {
        // Two dots lead out of the folder, and are no name to be encoded.
        link.append(link.isEmpty() ? "" : "/").append(encoded(part.toString()));
      }
      return link.toString();
    } catch (IllegalArgumentException e) {
      return absolute.toUri().toString();
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
