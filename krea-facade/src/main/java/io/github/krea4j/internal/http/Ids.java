package io.github.krea4j.internal.http;

import io.github.krea4j.errors.InvalidRequestException;
import java.util.List;

/** Checks ids before they become a part of a path. */
public final class Ids {
  private Ids() {}

  /**
   * Returns an id as it came, if it can be one.
   *
   * @param what what it identifies, such as {@code asset}
   */
  public static String require(String id, String what) {
    // The dots alone would be taken for a step in the path.
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new InvalidRequestException(
          "'" + id + "' is no " + what + " id. Give it as the service returned it.", List.of("id"));
    }
    return id;
  }
}
