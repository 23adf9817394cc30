package io.github.krea4j.emulator;

import java.io.IOException;
import wiremock.org.eclipse.jetty.server.ConnectionFactory;
import wiremock.org.eclipse.jetty.server.Server;
import wiremock.org.eclipse.jetty.server.ServerConnector;

/**
 * A listening socket that can be shut for certain. Jetty's own may still let somebody in while it
 * is being closed, who is then forgotten: a client that comes back at once after a GET broke off
 * would wait for ever.
 */
final class Door extends ServerConnector {
  private static final long PATIENCE_NANOSECONDS = 2_000_000_000L;

  private final Object lock = new Object();
  private int lettingIn;

  Door(Server server, int acceptors, ConnectionFactory protocol) {
    super(server, acceptors, -1, protocol);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    synchronized (lock) {
      lettingIn++;
    }
    try {
      super.accept(acceptor);
    } finally {
      synchronized (lock) {
        lettingIn--;
        lock.notifyAll();
      }
    }
  }

  /** Closes the socket and returns when nobody is being let in any more. */
  void shut() {
    close();
    long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
    synchronized (lock) {
      try {
        while (lettingIn > 0 && System.nanoTime() < deadline) {
          lock.wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
