package io.github.krea4j;

/** What happens to deprecated field names in a request given as a map. */
public enum AliasPolicy {
  /** The successor's name is sent in place of the old one, and the rewriting is reported once. */
  REWRITE,

  /** The request is refused before it is sent; the error lists the names to use. */
  REJECT,

  /** The map is sent as it is. The service may refuse it: its request bodies are closed. */
  PASS_THROUGH
}
