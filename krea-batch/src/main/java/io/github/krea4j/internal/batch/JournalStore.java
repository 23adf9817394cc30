package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchException;
import java.sql.Connection;
import java.sql.SQLException;

/** The database that a journal is in, and the hold on it. */
public interface JournalStore extends AutoCloseable {
  /** Returns the name of the batch in the database. */
  String batch();

  /** Returns the one connection, which commits only when it is told to. */
  Connection connection();

  /**
   * Makes sure within the transaction that the batch is still held, so that what follows is undone
   * if it is not.
   *
   * @throws BatchException if another process has taken it
   */
  void fence();

  /** Returns what a failure of the database means, having undone the transaction. */
  BatchException failed(SQLException e);

  /** Puts on the disk what the transaction holds. */
  default void commit() {
    try {
      connection().commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  void close();
}
