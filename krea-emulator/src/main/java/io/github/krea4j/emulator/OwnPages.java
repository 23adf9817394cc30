package io.github.krea4j.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * What the emulator has and the service does not: a sign of life, a page for people, and control.
 * None of it is recorded, and a path of the document goes before any of it.
 */
final class OwnPages {
  static final String PREFIX = "/_emulator/";
  static final String CONTROL = PREFIX + "control/";
  static final String SMALL = PREFIX + "small";

  /** The page fetches nothing but what stands here, and tells nobody where it was. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:;"
          + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final byte[] PAGE = resource("page.html");
  private static final Set<String> READ = Set.of("GET");

  private final ApiDocument document;
  private final Addresses addresses;
  private final MediaStore media;
  private final Feed feed;
  private final Optional<Control> control;

  OwnPages(
      ApiDocument document,
      Addresses addresses,
      MediaStore media,
      Feed feed,
      Optional<Control> control) {
    this.document = document;
    this.addresses = addresses;
    this.media = media;
    this.feed = feed;
    this.control = control;
  }

  /** The answer, if the request is for one of these pages. */
  Optional<Reply> answer(RecordedRequest request) {
    String path = request.path();
    boolean isOurs = path.equals("/") || path.equals("/health") || path.startsWith(PREFIX);
    if (!isOurs || !document.methods(path).isEmpty()) {
      return Optional.empty();
    }
    if (path.startsWith(CONTROL)) {
      return Optional.of(control.isPresent() ? control.get().answer(request) : Router.UNKNOWN_PATH);
    }
    boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
    if (!isRead) {
      return Optional.of(Router.otherMethod(request, READ));
    }
    if (path.equals("/health")) {
      return Optional.of(
          Reply.ok(Json.object().put("status", "ok")).withHeader("Cache-Control", "no-store"));
    }
    if (!addresses.isMeant(request)) {
      return Optional.of(
          Reply.error(
              403,
              "The page is shown under this machine's address only: a foreign name could be made"
                  + " to point here. Open it by its address, or start with --host and that name."));
    }
    if (path.equals("/")) {
      return Optional.of(guarded(Reply.of(200, "text/html; charset=utf-8", PAGE)));
    }
    if (isFromElsewhere(request)) {
      return Optional.of(Reply.error(403, "Other pages may not read this"));
    }
    if (path.equals(PREFIX + "feed")) {
      return Optional.of(guarded(Reply.ok(feed.json())));
    }
    return Optional.of(path.startsWith(SMALL + "/") ? small(path) : Router.UNKNOWN_PATH);
  }

  private Reply small(String path) {
    Optional<MediaStore.Entry> file = media.entry(path.substring(SMALL.length()));
    if (file.isEmpty()) {
      return Reply.notFound("File");
    }
    try {
      return file.get()
          .small()
          .map(
              picture ->
                  Reply.of(200, "image/jpeg", picture)
                      .withHeader("Cache-Control", "private, max-age=31536000, immutable"))
          .orElseGet(() -> Reply.notFound("Picture"));
    } catch (WorkMemory.ExhaustedException e) {
      return Reply.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
  }

  private static Reply guarded(Reply reply) {
    return reply
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Cache-Control", "no-store");
  }

  /** Whether a browser says that another site's page asks. */
  private static boolean isFromElsewhere(RecordedRequest request) {
    return request
        .header("Sec-Fetch-Site")
        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
        .isPresent();
  }

  private static byte[] resource(String name) {
    try (InputStream stream = OwnPages.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The resource " + name + " is missing from the jar");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
