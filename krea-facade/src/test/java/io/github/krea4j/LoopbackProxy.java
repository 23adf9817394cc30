package io.github.krea4j;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy as companies have them: passes requests on for http, opens tunnels for https, and
 * may ask for a name and password. It keeps the heads of all requests it could read.
 */
public final class LoopbackProxy implements Closeable {
  private final ServerSocket listening;
  private volatile int refusal;
  private final @Nullable String credentials;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * Starts a proxy.
   *
   * @param login name and password with a colon in between; null if it asks for none
   */
  public LoopbackProxy(@Nullable String login) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    credentials =
        login == null
            ? null
            : "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.ISO_8859_1));
    inBackground(
        () -> {
          while (true) {
            Socket client = listening.accept();
            inBackground(() -> serve(client));
          }
        });
  }

  /** Has it refuse everything from now on. */
  void refuse(int status) {
    this.refusal = status;
  }

  public Proxy address() {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
  }

  /** Returns request line and headers of all requests, in the order they came. */
  public List<String> heads() {
    return heads;
  }

  private void serve(Socket client) throws IOException {
    open.add(client);
    try (client) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      heads.add(head);
      OutputStream out = client.getOutputStream();
      if (credentials != null && !head.contains("Proxy-Authorization: " + credentials + "\r\n")) {
        send(
            out,
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\""
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
      }
      if (refusal > 0) {
        send(out, "HTTP/1.1 " + refusal + " No\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      URI target = URI.create(head.split(" ", 3)[1]);
      boolean tunnel = head.startsWith("CONNECT ");
      String authority = tunnel ? target.toString() : target.getAuthority();
      int colon = authority.lastIndexOf(':');
      try (Socket server =
          new Socket(
              authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)))) {
        open.add(server);
        inBackground(() -> copy(client.getInputStream(), server.getOutputStream(), head, tunnel));
        if (tunnel) {
          send(out, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
          // One request a connection: the next may be for another server.
          send(
              out, head(server.getInputStream()).replaceFirst("\r\n", "\r\nConnection: close\r\n"));
        }
        server.getInputStream().transferTo(out);
      }
    }
  }

  /** Passes on what the client sends: with its head for the server, unless it is for the proxy. */
  private static void copy(InputStream in, OutputStream out, String head, boolean tunnel)
      throws IOException {
    if (!tunnel) {
      String[] line = head.split(" ", 3);
      String path = URI.create(line[1]).getRawPath();
      send(out, line[0] + " " + path + " " + line[2].replaceFirst("Proxy-Auth.*\r\n", ""));
    }
    in.transferTo(out);
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One of the two sides has closed its socket.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
