package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers for files as web servers give them (RFC 9110): whole, in part, or not at all when the
 * client has them. Of several ranges at once the whole file is sent, as the standard allows.
 */
final class FileReply {
  private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  private FileReply() {}

  static Reply of(RecordedRequest request, MediaStore.Entry file) {
    Instant modified = file.medium().createdAt().truncatedTo(ChronoUnit.SECONDS);
    if (isUnmet(request, file.tag(), modified)) {
      return Reply.error(412, "The file is not the one that the condition names");
    }
    if (isKnown(request, file.tag(), modified)) {
      return described(Reply.empty(304), file.tag(), modified);
    }
    ByteBuffer content;
    try {
      content = file.content();
    } catch (WorkMemory.ExhaustedException e) {
      return Reply.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
    String type = file.medium().kind().contentType();
    int size = content.remaining();
    Optional<String> range = request.header("Range").filter(text -> holds(request, file, modified));
    Matcher wanted = RANGE.matcher(range.orElse(""));
    if (!wanted.matches() || (wanted.group(1).isEmpty() && wanted.group(2).isEmpty())) {
      return described(Reply.of(200, type, content), file.tag(), modified);
    }
    boolean isSuffix = wanted.group(1).isEmpty();
    long first =
        isSuffix
            ? Math.max(0, size - Long.parseLong(wanted.group(2)))
            : Long.parseLong(wanted.group(1));
    long last =
        isSuffix || wanted.group(2).isEmpty()
            ? size - 1L
            : Math.min(size - 1L, Long.parseLong(wanted.group(2)));
    if (first >= size || first > last) {
      return described(
          Reply.error(416, "The file has " + size + " bytes")
              .withHeader("Content-Range", "bytes */" + size),
          file.tag(),
          modified);
    }
    ByteBuffer part = content.slice(content.position() + (int) first, (int) (last - first) + 1);
    return described(
        Reply.of(206, type, part)
            .withHeader("Content-Range", "bytes " + first + "-" + last + "/" + size),
        file.tag(),
        modified);
  }

  private static Reply described(Reply reply, String tag, Instant modified) {
    return reply
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("ETag", tag)
        .withHeader(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
  }

  /** {@code If-Match} and {@code If-Unmodified-Since}. */
  private static boolean isUnmet(RecordedRequest request, String tag, Instant modified) {
    Optional<String> match = request.header("If-Match");
    return match.isPresent()
        ? !names(match.get(), tag)
        : date(request, "If-Unmodified-Since").filter(modified::isAfter).isPresent();
  }

  /** {@code If-None-Match} and {@code If-Modified-Since}. */
  private static boolean isKnown(RecordedRequest request, String tag, Instant modified) {
    Optional<String> match = request.header("If-None-Match");
    return match.isPresent()
        ? names(match.get(), tag)
        : date(request, "If-Modified-Since").filter(date -> !modified.isAfter(date)).isPresent();
  }

  /** {@code If-Range}: whether what the client has is a part of this very file. */
  private static boolean holds(RecordedRequest request, MediaStore.Entry file, Instant modified) {
    Optional<String> condition = request.header("If-Range");
    return condition.isEmpty()
        || condition.get().equals(file.tag())
        || date(request, "If-Range").filter(modified::equals).isPresent();
  }

  private static boolean names(String tags, String tag) {
    return Arrays.stream(tags.split(",", -1))
        .map(text -> text.strip().replaceFirst("^W/", ""))
        .anyMatch(text -> text.equals(tag) || text.equals("*"));
  }

  private static Optional<Instant> date(RecordedRequest request, String header) {
    try {
      return request
          .header(header)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      // What is no date is no condition.
      return Optional.empty();
    }
  }
}
