package io.github.krea4j.internal.json;

import io.github.krea4j.model.WireEnum;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.Buffer;
import java.nio.channels.Channel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Values that are no JSON although Gson, or a loop over their elements, would make some of them:
 * each is refused with the way to what was meant.
 */
final class RefusedValues {
  static final String PLAIN =
      "pass a String, Number, Boolean, List, Map, request model or JsonElement";
  private static final String CONTENT =
      "the service takes media by URL: upload it first and pass the URL of the asset, or pass a"
          + " data URI";
  private static final String ANSWER =
      "pass the one of its values that is meant, such as asset.imageUrl() or job.urls().get(0)";
  private static final String OURS = "io.github.krea4j";

  private RefusedValues() {}

  /** {@return what to pass instead of a value; null where it may have a JSON form} */
  static @Nullable String wayOut(Object value) {
    Class<?> type = value.getClass();
    if (value instanceof byte[]
        || value instanceof InputStream
        || value instanceof Reader
        || value instanceof File
        || value instanceof Path
        || value instanceof Channel
        || value instanceof Buffer
        || type.getName().startsWith("okhttp3.")
        || type.getName().startsWith("okio.")) {
      return CONTENT;
    }
    // Gson would write {} for a lambda, and null for the next two
    boolean unnamed =
        type.isHidden() || type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass();
    if (unnamed) {
      return PLAIN;
    }
    if (type.getName().startsWith(OURS + ".model.") && !(value instanceof WireEnum)) {
      return ANSWER;
    }
    if (type.getName().startsWith(OURS + ".AssetUpload")) {
      return CONTENT;
    }
    // Gson would write the private fields of these
    boolean opaque = type.getPackageName().equals(OURS) || type.getName().startsWith("java.");
    return opaque ? PLAIN : null;
  }
}
