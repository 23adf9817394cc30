package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A journal in a file of its own, which one process has at a time. */
public final class SqliteStore implements JournalStore {
  /** Tells our files from those of other programs. */
  private static final int APPLICATION = 0x4b724a31;

  private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final String BATCH = "main";

  private final Path file;
  private final Connection connection;

  private SqliteStore(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a file, or creates it.
   *
   * @throws BatchException if another process has it, or it is no journal
   */
  public static SqliteStore open(Path file, Instant now) {
    Path absolute = file.toAbsolutePath();
    checkFile(absolute);
    Connection connection = null;
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + absolute);
      prepare(connection, absolute, now);
      return new SqliteStore(absolute, connection);
    } catch (SQLException | RuntimeException | LinkageError e) {
      close(connection);
      if (e instanceof BatchException own) {
        throw own;
      }
      throw refused(absolute, e);
    }
  }

  // Before a connection is open: closing a file that SQLite has open would drop its lock.
  private static void checkFile(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new BatchException("The journal " + file + " is a folder; name a file in it.");
      }
      Path folder = file.getParent();
      if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        throw new BatchException(
            "The journal " + file + " cannot be written: its folder is missing or not writable.");
      }
      if (Files.exists(file) && Files.size(file) > 0) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
          start = in.readNBytes(HEADER.length);
        }
        if (!Arrays.equals(start, HEADER)) {
          throw new BatchException(
              "The file " + file + " is no journal and no database. It is left as it is.");
        }
      }
    } catch (IOException e) {
      throw new BatchException("The journal " + file + " cannot be read.", e);
    }
  }

  private static void prepare(Connection connection, Path file, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("COMMIT");
      int application = number(statement, "PRAGMA application_id");
      int tables = number(statement, "SELECT COUNT(*) FROM sqlite_master");
      if (application != APPLICATION && (application != 0 || tables > 0)) {
        throw new BatchException(
            "The file " + file + " is a database of another program. It is left as it is.");
      }
      int version = number(statement, "PRAGMA user_version");
      if (version > JournalSchema.VERSION) {
        throw new BatchException(
            "The journal "
                + file
                + " was made by a newer version of this library (version "
                + version
                + " of its tables, this library knows "
                + JournalSchema.VERSION
                + "). Use that version; nothing was changed.");
      }
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      if (number(statement, "PRAGMA synchronous") != 2) {
        throw new BatchException("The journal " + file + " cannot be kept safe: it is not synced.");
      }
      connection.setAutoCommit(false);
      JournalSchema.create(connection);
      long unused = JournalSchema.take(connection, BATCH, now.toEpochMilli());
      connection.commit();
      if (application != APPLICATION || version != JournalSchema.VERSION) {
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + JournalSchema.VERSION);
        connection.commit();
      }
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static BatchException refused(Path file, Throwable e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("SQLITE_BUSY") || text.contains("locked")) {
      return new BatchException(
          "The journal "
              + file
              + " is in use by another process, or by another batch of this one. Wait for it, or"
              + " end it.",
          e);
    }
    if (isOfNativeCode(e)) {
      return new BatchException(
          "SQLite's native code cannot be loaded from the folder for temporary files. Name another"
              + " one from which code may run, with -Dorg.sqlite.tmpdir=<folder>.",
          e);
    }
    if (text.contains("No suitable driver")) {
      return new BatchException(
          "A journal in a file needs org.xerial:sqlite-jdbc on the class path, which krea-batch"
              + " brings unless it is excluded.",
          e);
    }
    return new BatchException("The journal " + file + " cannot be opened: " + text, e);
  }

  private static boolean isOfNativeCode(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError || cause.getClass().getName().contains("NativeLibrary")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String batch() {
    return BATCH;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  /** Does nothing: the lock on the file is the fence. */
  @Override
  public void fence() {}

  @Override
  public BatchException failed(SQLException e) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      e.addSuppressed(second);
    }
    String full =
        String.valueOf(e.getMessage()).contains("SQLITE_FULL") ? " The disk is full." : "";
    return new BatchException(
        "The journal " + file + " cannot be read or written: " + e.getMessage() + "." + full, e);
  }

  @Override
  public void close() {
    try (Statement statement = connection.createStatement()) {
      connection.rollback();
      connection.setAutoCommit(true);
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // What is committed is safe in the log beside the file.
    }
    close(connection);
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is of no use any more.
    }
  }
}
