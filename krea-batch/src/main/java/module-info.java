/** Batches of paid jobs, kept in a journal. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.github.krea4j.batch {
  requires transitive io.github.krea4j;
  requires java.desktop;
  requires transitive java.sql;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.krea4j.batch;
}
