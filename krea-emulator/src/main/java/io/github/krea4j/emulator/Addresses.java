package io.github.krea4j.emulator;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The addresses under which an emulator is reached. Results and uploads lie on another host than
 * the API, as the service's do: a client that sends its key there is wrong. On this machine there
 * are two names to choose from; who comes from elsewhere gets the name he used.
 */
final class Addresses {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");
  private static final Pattern LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+]|\\d+(\\.\\d+){3}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String host;
  private final int port;

  /**
   * Creates the addresses.
   *
   * @param host the name or address that is listened on, as it stands in a URL
   */
  Addresses(String host, int port) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.port = port;
  }

  /** A host as it stands in a URL: an IPv6 address in brackets. */
  static String inUrl(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** Whether an address means all of this machine's. */
  static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("[::]");
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host);
  }

  /** The address of the API. */
  URI api() {
    String name =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "[::]" -> "[::1]";
          default -> host;
        };
    return URI.create("http://" + name + ":" + port);
  }

  /** Where files lie for a client that knows the API by {@link #api()}. */
  URI files() {
    return files(api().getAuthority());
  }

  /** Where files lie for the sender of a request. */
  URI files(RecordedRequest request) {
    return request
        .header("Host")
        .filter(authority -> AUTHORITY.matcher(authority).matches())
        .map(this::files)
        .orElseGet(this::files);
  }

  private URI files(String authority) {
    String name = nameOf(authority);
    String other = isLoopback(name) ? (name.equals("localhost") ? "127.0.0.1" : "localhost") : name;
    return URI.create("http://" + other + authority.substring(name.length()));
  }

  /** Whether a URL, found or not, is one of this emulator's files, for the sender of a request. */
  boolean isOwn(String url, RecordedRequest request) {
    Optional<String> authority = authorityOf(url);
    if (authority.isEmpty()) {
      return false;
    }
    String name = nameOf(authority.get());
    boolean isHere = (isLoopback(name) || name.equals(host)) && portOf(authority.get()) == port;
    return isHere
        || authority.equals(request.header("Host").map(text -> text.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether a request was addressed to this machine, and not to a name that somebody else made
   * point here: a web page could read the answer otherwise.
   */
  boolean isMeant(RecordedRequest request) {
    String name = nameOf(request.header("Host").orElse(""));
    return isLoopback(name)
        || name.endsWith(".localhost")
        || name.equals(host)
        || LITERAL.matcher(name).matches();
  }

  private static Optional<String> authorityOf(String url) {
    if (!url.regionMatches(true, 0, "http://", 0, 7)) {
      return Optional.empty();
    }
    int end = 7;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(7, end).toLowerCase(Locale.ROOT);
    return AUTHORITY.matcher(authority).matches() ? Optional.of(authority) : Optional.empty();
  }

  private static String nameOf(String authority) {
    int colon = authority.lastIndexOf(':');
    String name = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    return name.toLowerCase(Locale.ROOT);
  }

  private static int portOf(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']')
        ? Integer.parseInt(authority.substring(colon + 1))
        : 80;
  }
}
