package io.github.krea4j.internal.batch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases that journals are tried in. */
public enum TestDatabase {
  SQLITE,
  H2,
  POSTGRES;

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static @Nullable EmbeddedPostgres postgres;

  /** Opens journals in one place, the same for all. */
  public final class Place {
    private final Path folder;
    private final String url;

    private Place(Path folder, String url) {
      this.folder = folder;
      this.url = url;
    }

    /** Returns the address of the database; of a file for SQLite. */
    public String url() {
      return url;
    }

    /** Returns the source of a database that is no file. */
    DataSource source() {
      return shared(url);
    }

    JournalStore open(String batch, Instant now) {
      return TestDatabase.this == SQLITE
          ? SqliteStore.open(folder.resolve(batch + ".db"), now)
          : SharedStore.open(source(), batch, false, now);
    }
  }

  /** Returns an empty database. */
  public Place place(Path folder) {
    String name = "krea" + NUMBERS.incrementAndGet();
    return switch (this) {
      case SQLITE -> new Place(folder, folder.resolve("foxes.db").toString());
      case H2 -> new Place(folder, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
      case POSTGRES -> new Place(folder, newPostgres(name));
    };
  }

  /** Returns the source of a database by its address. */
  static DataSource shared(String url) {
    if (url.startsWith("jdbc:h2:")) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(url);
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  /** Opens a journal by its address, in another process. */
  public static JournalStore open(String url, Instant now) {
    return url.startsWith("jdbc:")
        ? SharedStore.open(shared(url), "foxes", false, now)
        : SqliteStore.open(Path.of(url), now);
  }

  // One server for all tests of this process: it takes seconds to start.
  private static synchronized String newPostgres(String name) {
    try {
      EmbeddedPostgres server = postgres;
      if (server == null) {
        server = EmbeddedPostgres.start();
        postgres = server;
      }
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return server.getJdbcUrl("postgres", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
