package io.github.krea4j.internal.catalog;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generated catalog as Gson reads it, member by member; what a model lacks is null or empty.
 */
final class CatalogData {
  private CatalogData() {}

  static final class Model {
    String id = "";
    String category = "";
    String vendor = "";
    @Nullable String title;
    String requestType = "";
    boolean deprecated;
    @Nullable BigDecimal averageSeconds;
    @Nullable Prices price;
    List<String> takes = List.of();
    List<Field> fields = List.of();
    List<Alias> aliases = List.of();
  }

  static final class Field {
    String name = "";
    String type = "";
    String description = "";
    boolean required;
    boolean nullable;
    @Nullable BigDecimal minimum;
    @Nullable BigDecimal maximum;
    @Nullable Integer minLength;
    @Nullable Integer maxLength;
    @Nullable Integer minItems;
    @Nullable Integer maxItems;
    @Nullable String pattern;
    @Nullable String format;

    @SerializedName("enum")
    List<JsonPrimitive> values = List.of();

    @SerializedName("default")
    @Nullable JsonElement serverDefault;

    @Nullable Field items;
    List<Field> fields = List.of();
  }

  static final class Alias {
    String from = "";
    String to = "";
    @Nullable String sunset;
    @Nullable String migrationUrl;
  }

  /** The rows hold a cell for each column, and the amount: {@code ~} marks an average. */
  static final class Prices {
    String unit = "";
    @Nullable String source;
    List<Column> columns = List.of();
    List<List<String>> rows = List.of();
  }

  static final class Column {
    String name = "";
    String kind = "";
    @Nullable String field;
    List<String> unclearWith = List.of();
  }
}
