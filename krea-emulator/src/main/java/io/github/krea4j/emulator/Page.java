package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a list into pages, newest first. The cursor is the creation time of a page's last item, and
 * a page holds what is older than its cursor.
 */
final class Page {
  private static final int USUAL_LIMIT = 100;
  private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

  /** An item with the time by which it is ordered, see {@link Ticks}. */
  record Item(Instant key, JsonNode json) {}

  /**
   * What of a list is asked for.
   *
   * @param limit the most items on the page
   * @param before the key that all items stay below, if there is a cursor
   * @param borderRepeats whether cursors are as coarse as the times shown and take in the items of
   *     that very time, so that the last item of a page comes again on the next one
   */
  record Window(int limit, Optional<Instant> before, boolean borderRepeats) {
    /** The page made of what was found: the newest first, one more than the page holds if any. */
    Reply page(List<Item> found) {
      ArrayNode page = Json.MAPPER.createArrayNode();
      found.stream().limit(limit).forEach(item -> page.add(item.json()));
      ObjectNode body = Json.object();
      body.set("items", page);
      if (found.size() > limit) {
        Instant last = found.get(limit - 1).key();
        body.put("next_cursor", borderRepeats ? Json.time(last) : Json.exactTime(last));
      } else {
        body.putNull("next_cursor");
      }
      return Reply.ok(body);
    }

    boolean holds(Instant key) {
      return before.isEmpty() || key.isBefore(before.get());
    }
  }

  private Page() {}

  /** What a request asks for; empty if its cursor is none. */
  static Optional<Window> window(Call call, boolean borderRepeats) {
    int limit =
        call.parameter("limit")
            .map(text -> new BigDecimal(text).min(MOST).max(BigDecimal.ONE).intValue())
            .orElse(USUAL_LIMIT);
    try {
      Optional<Instant> cursor =
          call.parameter("cursor").map(text -> OffsetDateTime.parse(text).toInstant());
      Optional<Instant> before =
          borderRepeats
              ? cursor.map(time -> time.truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
              : cursor;
      return Optional.of(new Window(limit, before, borderRepeats));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Reply notACursor() {
    return Reply.error(400, "cursor: is not a cursor of this list");
  }

  /** One page of a list of a few items. */
  static Reply of(List<Item> items, Call call, boolean borderRepeats) {
    return window(call, borderRepeats)
        .map(
            window ->
                window.page(
                    items.stream()
                        .filter(item -> window.holds(item.key()))
                        .sorted(Comparator.comparing(Item::key).reversed())
                        .limit(window.limit() + 1L)
                        .toList()))
        .orElseGet(Page::notACursor);
  }
}
