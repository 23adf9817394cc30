package io.github.krea4j.internal.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.model.WireEnum;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Finds the constant that stands for a value of the service. */
public final class WireEnums {
  private static final String UNKNOWN = "UNKNOWN";

  private WireEnums() {}

  /**
   * {@return the constant of that value} Where there is none: the constant {@code UNKNOWN} of an
   * enum that has one, else null.
   *
   * @param type the enum
   * @param value the value as the service wrote it
   * @param <E> the enum
   */
  public static <E> @Nullable E find(Class<E> type, JsonElement value) {
    E[] constants = type.getEnumConstants();
    if (constants == null || value.isJsonNull()) {
      return null;
    }
    E unknown = null;
    for (E constant : constants) {
      if (((Enum<?>) constant).name().equals(UNKNOWN)) {
        unknown = constant;
      } else if (value instanceof JsonPrimitive primitive
          && same(((WireEnum) constant).value(), primitive)) {
        return constant;
      }
    }
    return unknown;
  }

  private static boolean same(Object constant, JsonPrimitive value) {
    if (constant instanceof Number number) {
      Number other = JsonValues.number(value);
      return other != null
          && new BigDecimal(number.toString()).compareTo(new BigDecimal(other.toString())) == 0;
    }
    return constant.equals(value.getAsString());
  }
}
