package io.github.krea4j.internal.http;

import java.util.regex.Pattern;

/** Tells this machine's own names, the only ones that may be reached without TLS. */
public final class Loopback {
  private static final Pattern IPV4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  private Loopback() {}

  /** Returns whether a host, as it stands in a URL, is this machine. No lookup is made. */
  public static boolean is(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.equals("localhost")
        || bare.endsWith(".localhost")
        || bare.equals("::1")
        || IPV4.matcher(bare).matches();
  }
}
