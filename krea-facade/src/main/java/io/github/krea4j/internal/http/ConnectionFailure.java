package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConnectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a failed connection means for a call, and how to say it. */
final class ConnectionFailure {
  private static final String NO_LOGIN = "Failed to authenticate with proxy";
  private static final String NO_TUNNEL = "Unexpected response code for CONNECT: ";

  private final Exchange<?> call;
  private final Duration limit;
  private final Function<HttpUrl, @Nullable String> proxies;

  /**
   * Creates what words the failures of one call.
   *
   * @param limit the call's time limit; zero if it has none
   * @param proxies names the proxy on the way to an address; null if there is none
   */
  ConnectionFailure(Exchange<?> call, Duration limit, Function<HttpUrl, @Nullable String> proxies) {
    this.call = call;
    this.limit = limit;
    this.proxies = proxies;
  }

  /** What OkHttp reports of a proxy that wants a login, for an answer that says the same. */
  static IOException noLogin() {
    return new IOException(NO_LOGIN);
  }

  /**
   * Returns whether the server is known not to have processed the request even though it was about
   * to be written: over HTTP/2 a server says so, or the connection was found closed. OkHttp's
   * classes for this are internal to it, hence the names.
   */
  static boolean refusedUnread(IOException e) {
    String type = e.getClass().getSimpleName();
    if (type.equals("ConnectionShutdownException")) {
      return true;
    }
    String text = e.getMessage();
    return type.equals("StreamResetException") && text != null && text.endsWith("REFUSED_STREAM");
  }

  /** Returns whether the whole call's limit was reached, rather than that of a single silence. */
  static boolean outOfTime(IOException e) {
    return e.getClass() == InterruptedIOException.class && "timeout".equals(e.getMessage());
  }

  /** Returns whether another try would fail alike: certificates do not heal, nor do refusals. */
  static boolean permanent(IOException e) {
    if (refusedByProxy(e)
        || e instanceof UnknownServiceException
        || e instanceof SSLPeerUnverifiedException
        || e instanceof Lanes.NoPermit
        || Guard.fault(e) != null) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static boolean refusedByProxy(IOException e) {
    String text = e.getMessage();
    return text != null && (text.equals(NO_LOGIN) || text.startsWith(NO_TUNNEL));
  }

  /** Returns what went wrong as half a sentence, with the host and the way out. */
  String describe(IOException e) {
    HttpUrl url = call.request().url();
    String host =
        url.host() + (url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port());
    Throwable fault = Guard.fault(e);
    if (fault != null) {
      return "an interceptor or a listener of the application failed with "
          + fault.getClass().getName();
    }
    if (e instanceof Lanes.NoPermit) {
      return "all "
          + Lanes.MOST
          + " blocking calls that one client makes at a time were taken for "
          + seconds(limit);
    }
    String named = proxies.apply(url);
    if (refusedByProxy(e)) {
      return "the proxy " + (named == null ? "" : named + " ") + refusal(e, host);
    }
    String address = call.kind() == CallKind.DOWNLOAD ? "the URL" : "the base URL";
    if (e instanceof UnknownHostException) {
      return named == null
          ? "the host " + url.host() + " is unknown: check " + address + " and this machine's DNS"
          : "no way to "
              + host
              + ": the host of the proxy "
              + named
              + " is unknown. Check the proxy's address and this machine's DNS";
    }
    if (e instanceof SSLException) {
      return "no secure connection to "
          + host
          + " ("
          + text(e)
          + "): check "
          + address
          + ", this machine's clock and its trusted certificates";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return named == null
          ? "no connection to "
              + host
              + ": check "
              + address
              + ", and whether a proxy or firewall is in the way"
          : "no connection to the proxy " + named + ", which is the way to " + host;
    }
    if (e instanceof SocketTimeoutException) {
      return host + " was silent for too long (" + text(e) + ")";
    }
    if (outOfTime(e)) {
      return limit.isZero()
          ? host + " did not answer in time"
          : host + " did not answer within " + seconds(limit);
    }
    return "the connection to " + host + " broke (" + text(e) + ")";
  }

  private static String refusal(IOException e, String host) {
    String text = String.valueOf(e.getMessage());
    return text.equals(NO_LOGIN)
        ? "asks for a login, and got none that it takes (407): set a proxyAuthenticator on the"
            + " OkHttpClient that the client is built with"
        : "refused to connect to "
            + host
            + " ("
            + text.substring(NO_TUNNEL.length())
            + "): have it let this host through";
  }

  /** Returns the failure of a call of which nothing was accepted, or which is safe to repeat. */
  ConnectionException of(IOException e, int attempts, boolean sent) {
    boolean download = call.kind() == CallKind.DOWNLOAD;
    StringBuilder message =
        new StringBuilder()
            .append(call)
            .append(download ? " brought no whole file: " : " got no answer: ")
            .append(describe(e))
            .append('.');
    if (download) {
      // Nothing of it can have been carried out.
    } else if (!sent) {
      message.append(" Nothing was sent.");
    } else if (call.kind() != CallKind.READ) {
      message.append(" It may have been carried out.");
    }
    if (attempts > 1) {
      message.append(" [").append(attempts).append(" attempts]");
    }
    Throwable fault = Guard.fault(e);
    return new ConnectionException(message.toString(), attempts, fault == null ? e : fault);
  }

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String text(IOException e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : message.strip().replaceAll("\\s+", " ");
  }
}
