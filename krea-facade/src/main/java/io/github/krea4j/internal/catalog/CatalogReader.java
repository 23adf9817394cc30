package io.github.krea4j.internal.catalog;

import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.ModelInfo.Bounds;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.ModelInfo.Input;
import io.github.krea4j.internal.json.JsonValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the public description of models of the generated catalog. */
final class CatalogReader {
  private static final String MODEL = "{\"id\":\"";

  private CatalogReader() {}

  /** Returns the models in their order by id. Nothing of them is read but the beginning. */
  static Map<String, KnownModel> read(Reader catalog) throws IOException {
    Map<String, KnownModel> models = new LinkedHashMap<>();
    BufferedReader lines = new BufferedReader(catalog);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      // Beside models there are operations, which begin with their method.
      if (line.startsWith(MODEL)) {
        String id = line.substring(MODEL.length(), line.indexOf('"', MODEL.length()));
        models.put(id, new KnownModel(line));
      }
    }
    return Collections.unmodifiableMap(models);
  }

  static KnownModel.Content content(String line) {
    CatalogData.Model model = JsonValues.GSON.fromJson(line, CatalogData.Model.class);
    PriceRules prices = model.price == null ? null : PriceRules.of(model.id, model.price);
    return new KnownModel.Content(info(model, prices), prices);
  }

  private static ModelInfo info(CatalogData.Model model, @Nullable PriceRules prices) {
    return new ModelInfo(
        model.id,
        model.category,
        model.vendor,
        model.title == null ? model.id : model.title,
        model.requestType,
        model.deprecated,
        all(model.fields),
        model.aliases.stream()
            .map(
                alias ->
                    new Alias(alias.from, alias.to, date(alias.sunset), uri(alias.migrationUrl)))
            .toList(),
        Arrays.stream(Input.values())
            .filter(input -> model.takes.contains(input.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        model.averageSeconds == null
            ? null
            : Duration.ofMillis(model.averageSeconds.movePointRight(3).longValue()),
        prices == null ? null : prices.table().orElse(null));
  }

  private static List<Field> all(Collection<CatalogData.Field> fields) {
    return fields.stream().map(CatalogReader::field).toList();
  }

  private static Field field(CatalogData.Field field) {
    return new Field(
        field.name,
        type(field.type),
        field.description,
        field.required,
        field.nullable,
        new Bounds(
            Optional.ofNullable(field.minimum),
            Optional.ofNullable(field.maximum),
            size(field.minLength),
            size(field.maxLength),
            size(field.minItems),
            size(field.maxItems),
            Optional.ofNullable(field.pattern)),
        Optional.ofNullable(field.format),
        field.values.stream().map(CatalogReader::plain).toList(),
        Optional.ofNullable(field.serverDefault),
        Optional.ofNullable(field.items).map(CatalogReader::field),
        all(field.fields));
  }

  private static Object plain(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    if (value.isString()) {
      return value.getAsString();
    }
    BigDecimal number = value.getAsBigDecimal();
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return number;
    }
  }

  private static OptionalInt size(@Nullable Integer size) {
    return size == null ? OptionalInt.empty() : OptionalInt.of(size);
  }

  // A later document may hold dates and links in a form of its own: that must not hide the models.
  private static Optional<LocalDate> date(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(date -> LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> uri(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static ModelInfo.Type type(String name) {
    return Arrays.stream(ModelInfo.Type.values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElse(ModelInfo.Type.JSON);
  }
}
