package io.github.krea4j.internal.generate;

import io.github.krea4j.Deprecation;
import io.github.krea4j.Deprecation.Source;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.internal.http.ListenerRelay;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports each deprecation once per client: to the log and to the listener, if there is one. */
public final class DeprecationNotices {
  private static final Logger log = LoggerFactory.getLogger(Deprecation.class);
  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>\\s*;[^,<]*\\brel\\s*=\\s*\"?([^\";,]*)", Pattern.CASE_INSENSITIVE);

  private final @Nullable Consumer<Deprecation> listener;
  private final ListenerRelay relay;
  private final Set<Key> reported = ConcurrentHashMap.newKeySet();

  public DeprecationNotices(@Nullable Consumer<Deprecation> listener, Executor executor) {
    this.listener = listener;
    this.relay = new ListenerRelay("onDeprecation", executor);
  }

  /** A field of a request was given by an old name and sent by its new one. */
  void field(String model, Alias alias) {
    report(
        new Deprecation(
            model,
            Optional.of(alias.from()),
            "Use '" + alias.to() + "' in place of '" + alias.from() + "'",
            alias.sunset(),
            Optional.of(alias.to()),
            alias.migrationUrl(),
            Source.REQUEST_FIELD));
  }

  /** A model is used that the document marks as deprecated. */
  void model(String model) {
    report(
        new Deprecation(
            model,
            Optional.empty(),
            "The model is deprecated; choose another one",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Source.DOCUMENT));
  }

  /** A call succeeded; its headers may hold a notice. */
  public void answer(String model, Headers headers) {
    String deprecation = headers.get("Deprecation");
    String sunset = headers.get("Sunset");
    boolean deprecated = deprecation != null && !deprecation.strip().equalsIgnoreCase("false");
    if (!deprecated && sunset == null) {
      return;
    }
    report(
        new Deprecation(
            model,
            Optional.empty(),
            "The service announces the end of what this call uses",
            Optional.ofNullable(sunset).flatMap(DeprecationNotices::date),
            link(headers, "successor-version"),
            link(headers, "deprecation").or(() -> link(headers, "sunset")).flatMap(this::uri),
            Source.RESPONSE_HEADERS));
  }

  private void report(Deprecation notice) {
    if (!reported.add(new Key(notice.model(), notice.field(), notice.source()))) {
      return;
    }
    log.warn(
        "{}{}: {} (sunset {}{})",
        notice.model(),
        notice.field().map(field -> " field '" + field + "'").orElse(""),
        notice.message(),
        notice.sunset().map(LocalDate::toString).orElse("not announced"),
        notice.migrationUrl().map(url -> ", see " + url).orElse(""));
    Consumer<Deprecation> consumer = listener;
    if (consumer != null) {
      relay.tell(() -> consumer.accept(notice));
    }
  }

  private static Optional<LocalDate> date(String text) {
    String value = text.strip();
    for (DateTimeFormatter format :
        new DateTimeFormatter[] {
          DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_DATE_TIME
        }) {
      try {
        return Optional.of(ZonedDateTime.parse(value, format).toLocalDate());
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    try {
      return Optional.of(LocalDate.parse(value));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> link(Headers headers, String rel) {
    for (String value : headers.values("Link")) {
      Matcher link = LINK.matcher(value);
      while (link.find()) {
        for (String name : link.group(2).toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
          if (name.equals(rel)) {
            return Optional.of(link.group(1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private record Key(String model, Optional<String> field, Source source) {}
}
