package io.github.krea4j.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/** Reads whole requests and then misbehaves in ways that no HTTP library offers. */
public final class RawServer implements Closeable {
  /** What happens once a request was read. */
  public interface Answer {
    void give(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Answer answer;
  private final List<String> requests = new ArrayList<>();
  private final Thread thread;

  public RawServer(Answer answer) {
    this.answer = answer;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = new Thread(this::serve, "raw-server");
    thread.start();
  }

  /** Sends a text, then ends the connection in an orderly way. */
  public static Answer says(String text) {
    return socket -> socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a text, then resets the connection. */
  public static Answer saysAndResets(String text) {
    return socket -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.setSoLinger(true, 0);
    };
  }

  /** Sends a text, then nothing more until the client gives up. */
  public static Answer saysAndWaits(String text) {
    return socket -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      while (socket.getInputStream().read() >= 0) {
        // Whatever it says: no answer.
      }
    };
  }

  public HttpUrl url() {
    return new HttpUrl.Builder()
        .scheme("http")
        .host("127.0.0.1")
        .port(listener.getLocalPort())
        .build();
  }

  /** Returns the requests read so far, headers and body. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /**
   * Returns how many requests were read, as soon as they are as many as expected: a client may give
   * up before this server has come to read what it sent.
   */
  public synchronized int awaitRequests(int expected) {
    long end = System.nanoTime() + 5_000_000_000L;
    try {
      while (requests.size() < expected && System.nanoTime() < end) {
        wait(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return requests.size();
  }

  private synchronized void add(String request) {
    requests.add(request);
    notifyAll();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        String request = read(socket.getInputStream());
        if (!request.isEmpty()) {
          add(request);
          answer.give(socket);
        }
      } catch (IOException e) {
        // The client gave up, or the test is over.
      }
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0) {
      bytes.write(next);
      String text = bytes.toString(StandardCharsets.ISO_8859_1);
      if (text.endsWith("\r\n\r\n")) {
        for (String line : text.lines().toList()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            bytes.write(in.readNBytes(Integer.parseInt(line.substring(15).trim())));
          }
        }
        break;
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
