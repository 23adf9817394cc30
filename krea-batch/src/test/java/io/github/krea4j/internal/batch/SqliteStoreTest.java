package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.batch.BatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal in a file does with files that are none. */
class SqliteStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  private SqliteStore open(String name) {
    return SqliteStore.open(folder.resolve(name), NOW);
  }

  private void execute(String name, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aNewFileIsAJournal() {
    open("new.db").close();
    assertThat(folder.resolve("new.db")).isNotEmptyFile();
    open("new.db").close();
  }

  @Test
  void anEmptyFileBecomesOne() throws IOException {
    Files.createFile(folder.resolve("empty.db"));
    open("empty.db").close();
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "these are my notes, in a file");
    assertThatThrownBy(() -> open("notes.txt"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("is no journal and no database");
    assertThat(notes).hasContent("these are my notes, in a file");
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    execute("other.db", "CREATE TABLE things (id INTEGER)");
    byte[] before = Files.readAllBytes(folder.resolve("other.db"));
    assertThatThrownBy(() -> open("other.db"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("is a database of another program");
    assertThat(folder.resolve("other.db")).hasBinaryContent(before);
  }

  @Test
  void aJournalOfANewerVersionIsLeftAsItIs() throws SQLException {
    open("newer.db").close();
    execute("newer.db", "PRAGMA user_version = 99");
    assertThatThrownBy(() -> open("newer.db"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("was made by a newer version of this library (version 99");
  }

  @Test
  void aFolderIsNoJournal() {
    assertThatThrownBy(() -> SqliteStore.open(folder, NOW))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> open("missing/journal.db"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("its folder is missing or not writable");
  }

  @Test
  void everyCommitIsSynced() throws SQLException {
    try (SqliteStore store = open("synced.db");
        Statement statement = store.connection().createStatement()) {
      try (var row = statement.executeQuery("PRAGMA synchronous")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(2);
      }
      try (var row = statement.executeQuery("PRAGMA journal_mode")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("wal");
      }
    }
  }

  @Test
  void theLogIsPutAwayOnClosing() {
    SqliteStore store = open("closed.db");
    store.close();
    assertThat(folder.resolve("closed.db-wal")).doesNotExist();
  }

  /** Opens a journal in a process of its own: SQLite's code is loaded once in each. */
  public static void main(String... args) {
    SqliteStore.open(Path.of(args[0]), NOW).close();
  }

  @Test
  void aFolderThatNativeCodeCannotRunFromIsNamedWithTheWayOut() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.sqlite.tmpdir=" + Files.writeString(folder.resolve("no-folder"), "x"),
                "-cp",
                System.getProperty("java.class.path"),
                SqliteStoreTest.class.getName(),
                folder.resolve("journal.db").toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(printed)
        .contains("SQLite's native code cannot be loaded", "-Dorg.sqlite.tmpdir=<folder>");
  }
}
