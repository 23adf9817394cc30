package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A journal beside others in a database of the application's. Two things keep a second process
 * away: a row that a connection of its own keeps locked for as long as it lives, and the epoch of
 * the batch, which whoever takes the batch counts up and each intent checks.
 */
public final class SharedStore implements JournalStore {
  /** How long a database may keep a statement waiting for the lock of another process. */
  private static final int LOCK_SECONDS = 2;

  private final String batch;
  private final Connection connection;
  private final @Nullable Connection lock;
  private final long epoch;

  private SharedStore(String batch, Connection connection, @Nullable Connection lock, long epoch) {
    this.batch = batch;
    this.connection = connection;
    this.lock = lock;
    this.epoch = epoch;
  }

  /**
   * Takes a batch.
   *
   * @param takeOver whether to take it from a process that holds it and cannot let go
   * @throws BatchException if another process holds it
   */
  public static SharedStore open(DataSource database, String batch, boolean takeOver, Instant now) {
    if (batch.isBlank() || batch.length() > 200) {
      throw new IllegalArgumentException(
          "The name of a batch has 1 to 200 characters and is not blank");
    }
    Connection connection = null;
    Connection lock = null;
    try {
      connection = database.getConnection();
      connection.setAutoCommit(false);
      JournalSchema.create(connection);
      addLock(connection, batch);
      connection.commit();
      lock = database.getConnection();
      lock.setAutoCommit(false);
      if (!lock(lock, batch)) {
        close(lock);
        lock = null;
        if (!takeOver) {
          throw new BatchException(
              "The batch \""
                  + batch
                  + "\" is held by another process. Wait for it; if its machine is gone, open the"
                  + " batch with takeOver(true).");
        }
      }
      long epoch = JournalSchema.take(connection, batch, now.toEpochMilli());
      connection.commit();
      return new SharedStore(batch, connection, lock, epoch);
    } catch (SQLException e) {
      close(connection);
      close(lock);
      throw new BatchException(
          "The journal of the batch \"" + batch + "\" cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(connection);
      close(lock);
      throw e;
    }
  }

  private static void addLock(Connection connection, String batch) throws SQLException {
    try (PreparedStatement known =
        connection.prepareStatement("SELECT 1 FROM krea_lock WHERE name = ?")) {
      known.setString(1, batch);
      try (ResultSet row = known.executeQuery()) {
        if (row.next()) {
          return;
        }
      }
    }
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO krea_lock (name) VALUES (?)")) {
      add.setString(1, batch);
      int unused = add.executeUpdate();
    }
  }

  /** Keeps the row locked until the connection ends. Returns false if another one has it. */
  private static boolean lock(Connection lock, String batch) throws SQLException {
    try (PreparedStatement statement =
        lock.prepareStatement("UPDATE krea_lock SET holder = ? WHERE name = ?")) {
      statement.setQueryTimeout(LOCK_SECONDS);
      statement.setString(1, ProcessHandle.current().pid() + "");
      statement.setString(2, batch);
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      lock.rollback();
      return false;
    }
  }

  @Override
  public String batch() {
    return batch;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void fence() {
    try {
      if (lock != null && !lock.isValid(LOCK_SECONDS)) {
        throw new BatchException(
            "The connection that holds the batch \""
                + batch
                + "\" is gone, so another process may take it. Nothing more is submitted; open the"
                + " batch again.");
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "UPDATE krea_batch SET epoch = epoch WHERE name = ? AND epoch = ?")) {
        statement.setString(1, batch);
        statement.setLong(2, epoch);
        if (statement.executeUpdate() == 1) {
          return;
        }
      }
      connection.rollback();
    } catch (SQLException e) {
      throw failed(e);
    }
    throw new BatchException(
        "The batch \""
            + batch
            + "\" was taken over by another process. Nothing more is submitted.");
  }

  @Override
  public BatchException failed(SQLException e) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      e.addSuppressed(second);
    }
    return new BatchException(
        "The journal of the batch \"" + batch + "\" cannot be read or written: " + e.getMessage(),
        e);
  }

  @Override
  public void close() {
    close(connection);
    close(lock);
  }

  private static void close(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.rollback();
    } catch (SQLException e) {
      // It may be gone already.
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // It is of no use any more.
    }
  }
}
