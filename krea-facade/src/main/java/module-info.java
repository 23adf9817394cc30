/**
 * The Krea client: submitting, waiting, uploading, downloading.
 *
 * <p>Retrofit has an automatic module name only.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module io.github.krea4j {
  requires transitive io.github.krea4j.client;
  requires transitive com.google.gson;
  requires transitive okhttp3;
  requires retrofit2;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.krea4j;
  exports io.github.krea4j.errors;

  // Gson fills in what the catalog holds.
  opens io.github.krea4j.internal.catalog to
      com.google.gson;
}
