/**
 * The Krea client: submitting, waiting, uploading, downloading.
 *
 * <p>Retrofit and its Gson converter have automatic module names only.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module io.github.krea4j {
  requires transitive io.github.krea4j.client;
  requires transitive com.google.gson;
  requires transitive okhttp3;
  requires retrofit2;
  requires retrofit2.converter.gson;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.krea4j;
  exports io.github.krea4j.errors;
}
