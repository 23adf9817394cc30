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

  /** An item with the time by which it is ordered, see {@link Ticks}. */
  record Item(Instant key, JsonNode json) {}

  private Page() {}

  /**
   * One page of a list.
   *
   * @param borderRepeats whether cursors are as coarse as the times shown and take in the items of
   *     that very time, so that the last item of a page comes again on the next one
   */
  static Reply of(List<Item> items, Call call, boolean borderRepeats) {
    int limit =
        call.parameter("limit").map(text -> new BigDecimal(text).intValue()).orElse(USUAL_LIMIT);
    Optional<Instant> cursor;
    try {
      cursor = call.parameter("cursor").map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Reply.error(400, "cursor: is not a cursor of this list");
    }
    List<Item> rest =
        items.stream()
            .sorted(Comparator.comparing(Item::key).reversed())
            .filter(item -> cursor.isEmpty() || isOlder(item.key(), cursor.get(), borderRepeats))
            .toList();
    ArrayNode page = Json.MAPPER.createArrayNode();
    rest.stream().limit(limit).forEach(item -> page.add(item.json()));
    ObjectNode body = Json.object();
    body.set("items", page);
    if (rest.size() > limit) {
      Instant last = rest.get(limit - 1).key();
      body.put("next_cursor", borderRepeats ? Json.time(last) : Json.exactTime(last));
    } else {
      body.putNull("next_cursor");
    }
    return Reply.ok(body);
  }

  private static boolean isOlder(Instant key, Instant cursor, boolean borderRepeats) {
    return borderRepeats
        ? !key.truncatedTo(ChronoUnit.MILLIS).isAfter(cursor)
        : key.isBefore(cursor);
  }
}
