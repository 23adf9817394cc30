/** Retrofit interfaces and models of the Krea API, generated from its OpenAPI document. */
// Retrofit has an automatic module name only; the facade's module is not known here.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module io.github.krea4j.client {
  requires transitive com.google.gson;
  requires transitive okhttp3;
  requires transitive retrofit2;
  requires static transitive org.jspecify;

  exports io.github.krea4j.api;
  exports io.github.krea4j.model;
  exports io.github.krea4j.internal.document to
      io.github.krea4j;
  exports io.github.krea4j.internal.json to
      io.github.krea4j;

  // Gson creates the adapters that the models name.
  opens io.github.krea4j.internal.json to
      com.google.gson;
  opens io.github.krea4j.model to
      com.google.gson;
}
