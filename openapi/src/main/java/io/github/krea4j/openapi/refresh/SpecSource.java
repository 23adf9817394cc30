package io.github.krea4j.openapi.refresh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a document from a file or an address: over https, or over http from this machine only;
 * within bounds of size and time; and never from where a redirect leads unless that is https.
 */
final class SpecSource {
  private static final int REDIRECTS = 5;

  private final String userAgent;
  private final long maxBytes;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * Creates a source.
   *
   * @param userAgent what to call oneself; the service refuses some of the usual names
   * @param maxBytes how large a document may be
   * @param timeout how long a fetch may take, redirects included
   */
  SpecSource(String userAgent, long maxBytes, Duration timeout) {
    this.userAgent = userAgent;
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * The text of the document.
   *
   * @param location a path, or an address that begins with a scheme
   * @throws UnusableDocumentException if it cannot be had, saying why
   */
  String fetch(String location) throws UnusableDocumentException {
    byte[] bytes;
    if (location.matches("(?i)https?://.*")) {
      bytes = download(address(location));
    } else {
      bytes = readFile(location);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableDocumentException(location + " holds no UTF-8 text", e);
    }
  }

  private byte[] readFile(String location) throws UnusableDocumentException {
    try {
      Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
      if (Files.size(file) > maxBytes) {
        throw new UnusableDocumentException(file + " is larger than " + maxBytes + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableDocumentException("Cannot read the document " + location + ": " + e, e);
    }
  }

  private byte[] download(URI start) throws UnusableDocumentException {
    if (!isHttps(start) && !isLoopback(start)) {
      throw new UnusableDocumentException(
          "Refusing " + start + ": http is allowed from this machine only; use https");
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    URI address = start;
    for (int i = 0; i <= REDIRECTS; i++) {
      HttpResponse<byte[]> response = get(address, deadline);
      int status = response.statusCode();
      if (status == 200) {
        return response.body();
      }
      if (status < 300 || status >= 400 || response.headers().firstValue("location").isEmpty()) {
        throw new UnusableDocumentException(address + " answered with status " + status);
      }
      address = redirect(address, response.headers().firstValue("location").get());
    }
    throw new UnusableDocumentException(start + " redirects more than " + REDIRECTS + " times");
  }

  private static URI redirect(URI from, String location) throws UnusableDocumentException {
    URI target = from.resolve(address(location));
    if (!isHttps(target)) {
      throw new UnusableDocumentException(
          from + " redirects to " + target + "; only redirects to https are followed");
    }
    return target;
  }

  private HttpResponse<byte[]> get(URI address, long deadline) throws UnusableDocumentException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("User-Agent", userAgent)
            .header("Accept", "application/json, application/yaml;q=0.9")
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new BoundedBody(maxBytes));
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnusableDocumentException(
          address + " did not answer in full within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new UnusableDocumentException(
          "Cannot fetch the document from " + address + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableDocumentException("Interrupted while fetching " + address, e);
    } finally {
      answer.cancel(true);
    }
  }

  private static URI address(String location) throws UnusableDocumentException {
    try {
      return URI.create(location);
    } catch (IllegalArgumentException e) {
      throw new UnusableDocumentException(location + " is no address", e);
    }
  }

  private static boolean isHttps(URI address) {
    return "https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
        && address.getHost() != null;
  }

  private static boolean isLoopback(URI address) {
    try {
      return address.getHost() != null
          && InetAddress.getByName(address.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
