package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The tables of journals, in types and statements that every database knows. */
final class JournalSchema {
  static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE krea_batch (name VARCHAR(200) NOT NULL PRIMARY KEY,"
              + " schema_version INTEGER NOT NULL, epoch BIGINT NOT NULL, created_ms BIGINT NOT"
              + " NULL)",
          "CREATE TABLE krea_lock (name VARCHAR(200) NOT NULL PRIMARY KEY, holder VARCHAR(200))",
          "CREATE TABLE krea_item (batch VARCHAR(200) NOT NULL, item_key VARCHAR(1000) NOT NULL,"
              + " seq BIGINT NOT NULL, digest VARCHAR(100) NOT NULL, model VARCHAR(500) NOT NULL,"
              + " label VARCHAR(4000), state VARCHAR(20) NOT NULL, attempts INTEGER NOT NULL,"
              + " outputs INTEGER, reason VARCHAR(2000), PRIMARY KEY (batch, item_key))",
          "CREATE INDEX krea_item_seq ON krea_item (batch, seq)",
          "CREATE INDEX krea_item_state ON krea_item (batch, state)",
          "CREATE TABLE krea_attempt (batch VARCHAR(200) NOT NULL, item_key VARCHAR(1000) NOT NULL,"
              + " n INTEGER NOT NULL, intent_ms BIGINT NOT NULL, limit_ms BIGINT NOT NULL,"
              + " job_id VARCHAR(200) UNIQUE, job_type VARCHAR(200), accepted_ms BIGINT,"
              + " ended_ms BIGINT, end_status VARCHAR(100), price_min VARCHAR(50),"
              + " price_max VARCHAR(50), price_exact INTEGER, unit VARCHAR(100),"
              + " source VARCHAR(1000), PRIMARY KEY (batch, item_key, n))",
          "CREATE TABLE krea_file (batch VARCHAR(200) NOT NULL, item_key VARCHAR(1000) NOT NULL,"
              + " n INTEGER NOT NULL, url VARCHAR(4000) NOT NULL, path VARCHAR(4000) NOT NULL,"
              + " folded VARCHAR(300) NOT NULL,"
              + " bytes BIGINT NOT NULL, PRIMARY KEY (batch, item_key, n))",
          "CREATE INDEX krea_file_name ON krea_file (batch, folded)");

  private JournalSchema() {}

  /** Creates the tables where there are none. Commits nothing. */
  static void create(Connection connection) throws SQLException {
    if (exists(connection)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String name = "krea_batch";
    String stored = data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    try (ResultSet tables =
        data.getTables(connection.getCatalog(), connection.getSchema(), stored, null)) {
      return tables.next();
    }
  }

  /**
   * Takes a batch: notes it where it is new, and counts its epoch up.
   *
   * @return the epoch
   * @throws BatchException if a newer version of this library made it
   */
  static long take(Connection connection, String batch, long now) throws SQLException {
    long epoch = 0;
    try (PreparedStatement known =
        connection.prepareStatement(
            "SELECT schema_version, epoch FROM krea_batch WHERE name = ?")) {
      known.setString(1, batch);
      try (ResultSet row = known.executeQuery()) {
        if (row.next()) {
          int version = row.getInt(1);
          epoch = row.getLong(2);
          if (version > VERSION) {
            throw new BatchException(
                "The batch \""
                    + batch
                    + "\" was made by a newer version of this library (its journal has version "
                    + version
                    + ", this library writes "
                    + VERSION
                    + "). Use that version; nothing was changed.");
          }
        }
      }
    }
    String change =
        epoch == 0
            ? "INSERT INTO krea_batch (epoch, created_ms, schema_version, name) VALUES (?, ?, ?, ?)"
            : "UPDATE krea_batch SET epoch = ? WHERE name = ?";
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      statement.setLong(1, epoch + 1);
      if (epoch == 0) {
        statement.setLong(2, now);
        statement.setInt(3, VERSION);
        statement.setString(4, batch);
      } else {
        statement.setString(2, batch);
      }
      int unused = statement.executeUpdate();
    }
    return epoch + 1;
  }
}
