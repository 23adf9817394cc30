package io.github.krea4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service that answers as fast as it can: it takes every submit, and its jobs have completed when
 * first looked at, except while it is told to keep them running. No more than sockets and threads,
 * so that what is measured are the clients.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final String CREATED = "2026-01-01T00:00:00.000Z";

  private final ServerSocket socket;
  private final AtomicLong submits = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong pages = new AtomicLong();

  /** How many jobs the list has. */
  private volatile int listed;

  private volatile boolean running;

  private LoopbackServer(ServerSocket socket) {
    this.socket = socket;
  }

  /** Serves as a process of its own, until the one that started it ends. Prints its address. */
  public static void main(String[] args) throws IOException {
    try (LoopbackServer server = start()) {
      System.out.println(server.uri());
      while (System.in.read() >= 0) {
        // Nothing is said here; the end is what counts.
      }
    }
  }

  static LoopbackServer start() throws IOException {
    LoopbackServer server =
        new LoopbackServer(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
    daemon(server::accept);
    return server;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  long submits() {
    return submits.get();
  }

  long looks() {
    return looks.get();
  }

  /** Returns the id of a job of the list. */
  static String id(int number) {
    return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
  }

  /** Returns a job as the service describes it. */
  static String job(String id, boolean completed) {
    return "{\"job_id\":\""
        + id
        + "\",\"status\":\""
        + (completed ? "completed" : "processing")
        + "\",\"type\":\"flux\",\"created_at\":\""
        + CREATED
        + "\",\"completed_at\":"
        + (completed ? '"' + CREATED + '"' : "null")
        + ",\"result\":"
        + (completed ? "{\"urls\":[\"https://gen.krea.ai/images/" + id + ".png\"]}" : "null")
        + "}";
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        String[] request = line(in).split(" ", 3);
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
            length = Long.parseLong(header.substring(15).trim());
          }
        }
        in.skipNBytes(length);
        byte[] body = answer(request[0], request[1]).getBytes(StandardCharsets.ISO_8859_1);
        byte[] head =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        connection.getOutputStream().write(whole);
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private String answer(String method, String target) {
    if (method.equals("POST")) {
      return job(id((int) submits.incrementAndGet()), false);
    }
    if (target.startsWith("/jobs?")) {
      pages.incrementAndGet();
      return page(target);
    }
    if (target.startsWith("/jobs/")) {
      looks.incrementAndGet();
      return job(target.substring("/jobs/".length()), !running);
    }
    if (target.startsWith("/control/run/")) {
      listed = Integer.parseInt(target.substring("/control/run/".length()));
      running = true;
      looks.set(0);
      pages.set(0);
    } else if (target.equals("/control/complete")) {
      running = false;
    }
    return "{\"looks\":" + looks + ",\"pages\":" + pages + "}";
  }

  /** A cursor is the number of a page's first job. */
  private String page(String target) {
    int cursor = target.indexOf("cursor=");
    int first = cursor < 0 ? 0 : Integer.parseInt(target.substring(cursor + 7).split("&", 2)[0]);
    int end = Math.min(first + PAGE, listed);
    StringBuilder page = new StringBuilder("{\"items\":[");
    for (int number = first; number < end; number++) {
      page.append(number == first ? "" : ",").append(job(id(number), !running));
    }
    return page.append("],\"next_cursor\":")
        .append(end < listed ? "\"" + end + "\"" : "null")
        .append('}')
        .toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
