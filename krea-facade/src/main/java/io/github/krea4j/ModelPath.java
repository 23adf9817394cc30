package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spellings of a model's id that users may have at hand. */
final class ModelPath {
  private ModelPath() {}

  /**
   * Returns the plain id for an id, a path such as {@code /generate/image/bfl/flux-1-dev}, or the
   * same without the first slash.
   *
   * @throws InvalidRequestException if it could not be the path of a model
   */
  static String normalize(String model) {
    String id = model.startsWith("/") ? model.substring(1) : model;
    if (id.startsWith(GenerationPath.PREFIX)) {
      id = id.substring(GenerationPath.PREFIX.length());
    }
    String fault = fault(id);
    if (fault != null) {
      throw new InvalidRequestException(
          "'"
              + model
              + "' is no model id: "
              + fault
              + ". Give it like image/vendor/model, as KreaClient.models() lists them.",
          List.of());
    }
    return id;
  }

  private static @Nullable String fault(String id) {
    if (id.isBlank()) {
      return "it is empty";
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      // A percent sign could hide a slash or a dot from the checks below.
      if (c <= ' ' || c == 0x7f || "?#%\\".indexOf(c) >= 0 || Character.isWhitespace(c)) {
        return c > ' ' && c != 0x7f
            ? "it holds '" + c + "'"
            : "it holds a blank or a control character";
      }
    }
    for (String segment : id.split("/", -1)) {
      if (segment.isEmpty()) {
        return "it has an empty part";
      }
      if (segment.equals(".") || segment.equals("..")) {
        return "it has the part '" + segment + "'";
      }
    }
    return null;
  }
}
