package io.github.krea4j.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Keeps requests off connections that the server closed while they were idle. What is written to
 * such a one is lost, and nobody can tell it from a request that was read and not answered: so a
 * connection is looked at before anything is written.
 *
 * <p>The look takes a millisecond, as Java's sockets have no quicker one. It is spared where the
 * connection has just brought an answer.
 */
final class IdleConnections implements Interceptor {
  private static final long WRITE_AFTER = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long READ_AFTER = TimeUnit.SECONDS.toNanos(1);

  /** More dead connections than a pool holds: they are something else then. */
  private static final int MOST = 64;

  private final Timer timer;
  private final boolean sharedPool;
  private final Map<Connection, Long> usedAt = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Creates the look-out.
   *
   * @param sharedPool whether connections may come from a pool that others use too
   */
  IdleConnections(Timer timer, boolean sharedPool) {
    this.timer = timer;
    this.sharedPool = sharedPool;
  }

  /** Takes another connection if the one at hand is dead. Nothing was sent then. */
  @Override
  public Response intercept(Chain chain) throws IOException {
    for (int dead = 0; ; dead++) {
      try {
        return chain.proceed(chain.request());
      } catch (Dead e) {
        if (dead == MOST || chain.call().isCanceled()) {
          throw e;
        }
      }
    }
  }

  /** Takes note that a connection brought an answer. */
  void used(Connection connection) {
    usedAt.put(connection, timer.nanoTime());
  }

  /** Returns whether a request may be written to a connection; closes it if not. */
  boolean fit(Connection connection, SendState state) {
    if (connection.protocol() == Protocol.HTTP_2
        || connection.protocol() == Protocol.H2_PRIOR_KNOWLEDGE) {
      return true; // its reader notices, and what was not read is told as such
    }
    Long last = usedAt.get(connection);
    if (last == null && !sharedPool) {
      return true; // it is new
    }
    boolean readOnly = state.call.kind().repeatable();
    long idle = last == null ? Long.MAX_VALUE : timer.nanoTime() - last;
    // A repeat follows a failure, which may have come of a connection that was dead already.
    if (state.attempt == 1 && idle < (readOnly ? READ_AFTER : WRITE_AFTER)) {
      return true;
    }
    Socket socket = connection.socket();
    if (alive(socket)) {
      return true;
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use in any case.
    }
    return false;
  }

  private static boolean alive(Socket socket) {
    try {
      int timeout = socket.getSoTimeout();
      try {
        socket.setSoTimeout(1);
        // Neither an end nor a byte that nobody asked for is fit for a new request.
        int unused = socket.getInputStream().read();
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        restore(socket, timeout);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static void restore(Socket socket, int timeout) {
    try {
      socket.setSoTimeout(timeout);
    } catch (SocketException e) {
      // Whoever uses it next will notice.
    }
  }

  /** The connection at hand was closed by the server. Nothing was written to it. */
  static final class Dead extends IOException {
    private static final long serialVersionUID = 1L;

    Dead() {
      super("the connection was closed while it was idle");
    }
  }
}
