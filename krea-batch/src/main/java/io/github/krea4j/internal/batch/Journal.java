package io.github.krea4j.internal.batch;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.batch.BatchException;
import io.github.krea4j.batch.ItemState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch, in a database: written before and after each step that costs money, so
 * that whoever takes it up after a crash knows what may have been paid. Prompts are not in it.
 *
 * <p>All of it runs on one connection. Safe for use by several threads, one at a time.
 */
public final class Journal implements AutoCloseable {
  /** What the journal holds of an item. */
  public record Item(
      String key,
      long seq,
      String digest,
      String model,
      @Nullable String label,
      ItemState state,
      int attempts,
      OptionalInt outputs,
      @Nullable String reason) {}

  /** What the journal holds of a submit, the last one of an item. */
  public record Attempt(
      String key,
      int number,
      Instant intent,
      Duration limit,
      @Nullable String jobId,
      @Nullable PriceEstimate price) {}

  /** A file that was saved. */
  public record SavedFile(int number, String url, Path path, long bytes) {}

  /** A statement's parameters and what is made of its rows. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private static final String ITEM =
      "SELECT item_key, seq, digest, model, label, state, attempts, outputs, reason FROM krea_item"
          + " WHERE batch = ?";
  private static final String ATTEMPT =
      "SELECT a.item_key, a.n, a.intent_ms, a.limit_ms, a.job_id, a.price_min, a.price_max,"
          + " a.price_exact, a.unit, a.source FROM krea_attempt a";

  private final JournalStore store;
  private final String batch;
  private long nextSeq;
  private boolean closed;

  /** How many items are in each state; null: to be counted anew. */
  private @Nullable Map<ItemState, Long> counts;

  /** Opens the journal of a batch in a store, which it closes. */
  public Journal(JournalStore store) {
    this.store = store;
    this.batch = store.batch();
    this.nextSeq =
        query(
            "SELECT MAX(seq) FROM krea_item WHERE batch = ?",
            rows -> rows.next() ? rows.getLong(1) + 1 : 1,
            batch);
  }

  // Items

  /** Returns the item of a key. */
  public synchronized Optional<Item> find(String key) {
    return query(
        ITEM + " AND item_key = ?",
        rows -> rows.next() ? Optional.of(item(rows)) : Optional.empty(),
        batch,
        key);
  }

  /** Returns the items in any of some states, in the order in which they were planned. */
  public synchronized List<Item> in(ItemState... states) {
    List<Item> items = new ArrayList<>();
    for (ItemState state : states) {
      items.addAll(
          query(
              ITEM + " AND state = ? ORDER BY seq",
              rows -> all(rows, Journal::item),
              batch,
              state.name()));
    }
    return items;
  }

  /**
   * Returns some items behind a place in the order of the batch that were completed and of which
   * fewer files are noted than the result has.
   */
  public synchronized List<Item> unsaved(long afterSeq, int size) {
    return query(
        ITEM
            + " AND state = ? AND seq > ? AND COALESCE(outputs, 1) > (SELECT COUNT(*) FROM krea_file"
            + " f WHERE f.batch = krea_item.batch AND f.item_key = krea_item.item_key)"
            + " ORDER BY seq LIMIT "
            + size,
        rows -> all(rows, Journal::item),
        batch,
        ItemState.COMPLETED.name(),
        afterSeq);
  }

  /** Notes a new item, to be kept with the next step that is. */
  public synchronized void plan(String key, String digest, String model, @Nullable String label) {
    update(
        "INSERT INTO krea_item (batch, item_key, seq, digest, model, label, state, attempts)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        batch,
        key,
        nextSeq++,
        digest,
        model,
        label,
        ItemState.PLANNED.name());
    count(ItemState.PLANNED, 1);
  }

  /** Notes that an item is in another state. */
  public synchronized void state(String key, ItemState state, @Nullable String reason) {
    setState(key, state, reason);
    commit();
  }

  private void setState(String key, ItemState state, @Nullable String reason) {
    countMove(key, state);
    update(
        "UPDATE krea_item SET state = ?, reason = ? WHERE batch = ? AND item_key = ?",
        state.name(),
        reason == null ? null : shorten(reason),
        batch,
        key);
  }

  private static String shorten(String reason) {
    return reason.length() <= 1000 ? reason : reason.substring(0, 1000) + "…";
  }

  /** Keeps what was planned. */
  public synchronized void keep() {
    commit();
  }

  // Attempts

  /**
   * Notes that an item is about to be submitted. When this returns it is on the disk.
   *
   * @param limit how long the submit can take
   * @return the attempt's number
   */
  public synchronized int intent(
      String key, Instant now, Duration limit, @Nullable PriceEstimate price) {
    store.fence();
    int number =
        query(
                "SELECT attempts FROM krea_item WHERE batch = ? AND item_key = ?",
                rows -> {
                  rows.next();
                  return rows.getInt(1);
                },
                batch,
                key)
            + 1;
    update(
        "INSERT INTO krea_attempt (batch, item_key, n, intent_ms, limit_ms, price_min, price_max,"
            + " price_exact, unit, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        batch,
        key,
        number,
        now.toEpochMilli(),
        limit.toMillis(),
        price == null ? null : price.minimum().toPlainString(),
        price == null ? null : price.maximum().toPlainString(),
        price == null ? null : price.exact() ? 1 : 0,
        price == null ? null : price.unit(),
        price == null ? null : price.source());
    countMove(key, ItemState.SUBMITTING);
    update(
        "UPDATE krea_item SET state = ?, attempts = ?, reason = NULL WHERE batch = ? AND item_key ="
            + " ?",
        ItemState.SUBMITTING.name(),
        number,
        batch,
        key);
    commit();
    return number;
  }

  /** Notes that an attempt was certainly not accepted, and what the item is in now. */
  public synchronized void unpaid(
      String key, int number, Instant now, String status, ItemState state, @Nullable String why) {
    end(key, number, now, status, null);
    setState(key, state, why);
    commit();
  }

  /**
   * Notes that an attempt whose fate was in doubt is held not to have been accepted; unless its job
   * was noted meanwhile, by a process that has lost the batch but had the answer.
   *
   * @return whether it is noted
   */
  public synchronized boolean givenUp(String key, int number, Instant now, String status) {
    int changed =
        changed(
            "UPDATE krea_attempt SET ended_ms = ?, end_status = ? WHERE batch = ? AND item_key = ?"
                + " AND n = ? AND job_id IS NULL",
            now.toEpochMilli(),
            status,
            batch,
            key,
            number);
    if (changed == 1) {
      setState(key, ItemState.PLANNED, null);
    }
    commit();
    return changed == 1;
  }

  /** Notes the job of an attempt. When this returns it is on the disk. */
  public synchronized void accepted(String key, int number, Instant now, String jobId) {
    update(
        "UPDATE krea_attempt SET job_id = ?, accepted_ms = ? WHERE batch = ? AND item_key = ? AND n"
            + " = ?",
        jobId,
        now.toEpochMilli(),
        batch,
        key,
        number);
    setState(key, ItemState.RUNNING, null);
    commit();
  }

  /**
   * Notes how a job ended.
   *
   * @param status of the job, in the service's words
   * @param type the service's name for what made it; null where it gives none
   * @param outputs how many files its result has
   */
  public synchronized void ended(
      String key,
      int number,
      Instant now,
      String status,
      @Nullable String type,
      ItemState state,
      int outputs,
      @Nullable String reason) {
    end(key, number, now, status, type);
    setState(key, state, reason);
    update(
        "UPDATE krea_item SET outputs = ? WHERE batch = ? AND item_key = ?", outputs, batch, key);
    commit();
  }

  private void end(String key, int number, Instant now, String status, @Nullable String type) {
    update(
        "UPDATE krea_attempt SET ended_ms = ?, end_status = ?, job_type = ? WHERE batch = ? AND"
            + " item_key = ? AND n = ?",
        now.toEpochMilli(),
        status,
        type,
        batch,
        key,
        number);
  }

  /** Returns the last attempt of an item. */
  public synchronized Optional<Attempt> lastAttempt(String key) {
    return query(
        ATTEMPT + " WHERE a.batch = ? AND a.item_key = ? ORDER BY a.n DESC",
        rows -> rows.next() ? Optional.of(attempt(rows)) : Optional.empty(),
        batch,
        key);
  }

  /** Returns whether a job belongs to an item of any batch in the database. */
  public synchronized boolean isClaimed(String jobId) {
    return query("SELECT 1 FROM krea_attempt WHERE job_id = ?", ResultSet::next, jobId);
  }

  /** Returns the ids of the jobs that were accepted since. */
  public synchronized Set<String> acceptedSince(Instant since) {
    return query(
        "SELECT job_id FROM krea_attempt WHERE batch = ? AND accepted_ms >= ?",
        rows -> new HashSet<>(all(rows, row -> row.getString(1))),
        batch,
        since.toEpochMilli());
  }

  /** Returns what the service calls the jobs of a model, as far as earlier ones told. */
  public synchronized Set<String> types(String model) {
    return query(
        "SELECT DISTINCT a.job_type FROM krea_attempt a JOIN krea_item i ON i.batch = a.batch AND"
            + " i.item_key = a.item_key WHERE a.batch = ? AND i.model = ? AND a.job_type IS NOT"
            + " NULL",
        rows -> new HashSet<>(all(rows, row -> row.getString(1))),
        batch,
        model);
  }

  /**
   * Tells of the prices of all attempts that are paid, or may be: those that did not end unpaid.
   *
   * @param each gets the price and whether the attempt is known to be paid
   */
  public synchronized void eachPrice(BiConsumer<PriceEstimate, Boolean> each) {
    boolean unused =
        query(
            ATTEMPT.replace(" FROM", ", a.end_status FROM")
                + " WHERE a.batch = ? AND a.price_max IS NOT NULL",
            rows -> {
              while (rows.next()) {
                PriceEstimate price = attempt(rows).price();
                String end = rows.getString("end_status");
                if (price != null && (end == null || Budget.isPaid(end))) {
                  each.accept(price, end != null);
                }
              }
              return true;
            },
            batch);
  }

  // Files

  /** Notes a file that is on the disk. */
  public synchronized void saved(String key, SavedFile file) {
    update(
        "DELETE FROM krea_file WHERE batch = ? AND item_key = ? AND n = ?",
        batch,
        key,
        file.number());
    update(
        "INSERT INTO krea_file (batch, item_key, n, url, path, folded, bytes) VALUES (?, ?, ?, ?, ?,"
            + " ?, ?)",
        batch,
        key,
        file.number(),
        file.url(),
        file.path().toString(),
        FileNamer.folded(file.path().getFileName().toString()),
        file.bytes());
    commit();
  }

  /** Returns the item that has a file of a folded name. */
  public synchronized Optional<String> ownerOf(String folded) {
    return query(
        "SELECT item_key FROM krea_file WHERE batch = ? AND folded = ?",
        rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty(),
        batch,
        folded);
  }

  /** Returns the files of an item, in the order of its result. */
  public synchronized List<SavedFile> files(String key) {
    return query(
        "SELECT n, url, path, bytes FROM krea_file WHERE batch = ? AND item_key = ? ORDER BY n",
        rows ->
            all(
                rows,
                row ->
                    new SavedFile(
                        row.getInt(1),
                        row.getString(2),
                        Path.of(row.getString(3)),
                        row.getLong(4))),
        batch,
        key);
  }

  // The whole

  /** Returns how many items are in each state, zeros too. */
  public synchronized Map<ItemState, Long> counts() {
    Map<ItemState, Long> counted = counted();
    counts = counted;
    return new EnumMap<>(counted);
  }

  /**
   * Returns {@link #counts} without asking the database each time, which for a hundred thousand
   * items would take longer than their work. What another process wrote meanwhile is not in it.
   */
  public synchronized Map<ItemState, Long> tally() {
    Map<ItemState, Long> known = counts;
    return known == null ? counts() : new EnumMap<>(known);
  }

  private Map<ItemState, Long> counted() {
    Map<ItemState, Long> counted = new EnumMap<>(ItemState.class);
    for (ItemState state : ItemState.values()) {
      counted.put(state, 0L);
    }
    return query(
        "SELECT state, COUNT(*) FROM krea_item WHERE batch = ? GROUP BY state",
        rows -> {
          while (rows.next()) {
            counted.put(ItemState.valueOf(rows.getString(1)), rows.getLong(2));
          }
          return counted;
        },
        batch);
  }

  private void count(ItemState state, long more) {
    Map<ItemState, Long> known = counts;
    if (known != null) {
      known.merge(state, more, Long::sum);
    }
  }

  private void countMove(String key, ItemState to) {
    if (counts != null) {
      Optional<ItemState> from =
          query(
              "SELECT state FROM krea_item WHERE batch = ? AND item_key = ?",
              rows ->
                  rows.next()
                      ? Optional.of(ItemState.valueOf(rows.getString(1)))
                      : Optional.empty(),
              batch,
              key);
      if (from.isPresent()) {
        count(from.get(), -1);
        count(to, 1);
      }
    }
  }

  /** Returns some items behind a place in the order of the batch, a page of a report. */
  public synchronized List<Item> page(long afterSeq, int size) {
    return query(
        ITEM + " AND seq > ? ORDER BY seq LIMIT " + size,
        rows -> all(rows, Journal::item),
        batch,
        afterSeq);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      store.close();
    }
  }

  // SQL

  private static Item item(ResultSet row) throws SQLException {
    int outputs = row.getInt("outputs");
    boolean known = !row.wasNull();
    return new Item(
        row.getString("item_key"),
        row.getLong("seq"),
        row.getString("digest"),
        row.getString("model"),
        row.getString("label"),
        ItemState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        known ? OptionalInt.of(outputs) : OptionalInt.empty(),
        row.getString("reason"));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    String most = row.getString("price_max");
    PriceEstimate price = null;
    if (most != null) {
      BigDecimal minimum = new BigDecimal(row.getString("price_min"));
      boolean exact = row.getInt("price_exact") == 1;
      String unit = row.getString("unit");
      String source = row.getString("source");
      BigDecimal maximum = new BigDecimal(most);
      price =
          exact
              ? PriceEstimate.of(minimum, maximum, unit, source)
              : PriceEstimate.ofAverages(minimum, maximum, unit, source);
    }
    return new Attempt(
        row.getString("item_key"),
        row.getInt("n"),
        Instant.ofEpochMilli(row.getLong("intent_ms")),
        Duration.ofMillis(row.getLong("limit_ms")),
        row.getString("job_id"),
        price);
  }

  private static <T> List<T> all(ResultSet rows, Reader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    while (rows.next()) {
      all.add(reader.read(rows));
    }
    return all;
  }

  private <T> T query(String sql, Reader<T> reader, Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      return reader.read(rows);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void update(String sql, @Nullable Object... parameters) {
    int unused = changed(sql, parameters);
  }

  /** Makes a change and returns how many rows it was made to. */
  private int changed(String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void commit() {
    try {
      store.commit();
    } catch (BatchException e) {
      counts = null;
      throw e;
    }
  }

  private BatchException failed(SQLException e) {
    counts = null;
    return store.failed(e);
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    if (closed) {
      throw new IllegalStateException(
          "The batch is closed, and with it the journal that its reports read: use them before.");
    }
    PreparedStatement statement = store.connection().prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
