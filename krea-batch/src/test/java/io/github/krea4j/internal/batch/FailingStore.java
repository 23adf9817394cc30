package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A store whose commits fail when a test says so. */
final class FailingStore implements JournalStore {
  private final JournalStore store;
  private @Nullable SQLException next;
  Runnable beforeCommit = () -> {};

  FailingStore(JournalStore store) {
    this.store = store;
  }

  /** Has the next commit fail. */
  void failNext(SQLException failure) {
    next = failure;
  }

  @Override
  public void commit() {
    SQLException failure = next;
    if (failure != null) {
      next = null;
      throw store.failed(failure);
    }
    beforeCommit.run();
    store.commit();
  }

  @Override
  public String batch() {
    return store.batch();
  }

  @Override
  public Connection connection() {
    return store.connection();
  }

  @Override
  public void fence() {
    store.fence();
  }

  @Override
  public BatchException failed(SQLException e) {
    return store.failed(e);
  }

  @Override
  public void close() {
    store.close();
  }
}
