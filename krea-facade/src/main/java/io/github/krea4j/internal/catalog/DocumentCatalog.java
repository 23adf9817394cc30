package io.github.krea4j.internal.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelCatalog;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.ModelInfo.Bounds;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.document.CatalogResource;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The catalog that the generator wrote, read when it is first asked for. */
public final class DocumentCatalog implements ModelCatalog {
  /** Shared by all clients: it is the same data for each. */
  public static final DocumentCatalog SHARED = new DocumentCatalog(CatalogResource::open);

  private final Supplier<Reader> source;
  private volatile @Nullable Map<String, ModelInfo> models;

  /** Creates a catalog of the data that a source opens, once, when it is first asked. */
  public DocumentCatalog(Supplier<Reader> source) {
    this.source = source;
  }

  @Override
  public List<ModelInfo> all() {
    return List.copyOf(models().values());
  }

  @Override
  public Optional<ModelInfo> find(String model) {
    Objects.requireNonNull(model, "model");
    try {
      return byId(ModelPath.normalize(model));
    } catch (InvalidRequestException e) {
      return Optional.empty();
    }
  }

  /** Like {@link #find}, for an id that is normalized already. */
  public Optional<ModelInfo> byId(String id) {
    return Optional.ofNullable(models().get(id));
  }

  private Map<String, ModelInfo> models() {
    Map<String, ModelInfo> known = models;
    if (known == null) {
      // Two threads may read it at the same time; both get the same data.
      known = read();
      models = known;
    }
    return known;
  }

  private Map<String, ModelInfo> read() {
    Map<String, ModelInfo> read = new LinkedHashMap<>();
    try (Reader reader = source.get()) {
      for (JsonElement model :
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("models")) {
        ModelInfo info = model(model.getAsJsonObject());
        read.put(info.id(), info);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(read);
  }

  private static ModelInfo model(JsonObject json) {
    List<Alias> aliases = new ArrayList<>();
    for (JsonObject alias : objects(json, "aliases")) {
      aliases.add(
          new Alias(
              alias.get("from").getAsString(),
              alias.get("to").getAsString(),
              text(alias, "sunset").flatMap(DocumentCatalog::date),
              text(alias, "migrationUrl").flatMap(DocumentCatalog::uri)));
    }
    return new ModelInfo(
        json.get("id").getAsString(),
        text(json, "category").orElse(""),
        text(json, "vendor").orElse(""),
        text(json, "title").orElse(json.get("id").getAsString()),
        text(json, "requestType").orElse(""),
        flag(json, "deprecated"),
        fields(json),
        aliases,
        json.has("averageSeconds")
            ? Duration.ofMillis(
                json.get("averageSeconds").getAsBigDecimal().movePointRight(3).longValue())
            : null);
  }

  private static List<Field> fields(JsonObject json) {
    List<Field> fields = new ArrayList<>();
    for (JsonObject field : objects(json, "fields")) {
      fields.add(field(field));
    }
    return fields;
  }

  private static Field field(JsonObject json) {
    List<Object> enumValues = new ArrayList<>();
    if (json.get("enum") instanceof JsonArray values) {
      for (JsonElement value : values) {
        if (value instanceof JsonPrimitive primitive) {
          enumValues.add(plain(primitive));
        }
      }
    }
    return new Field(
        text(json, "name").orElse(""),
        type(text(json, "type").orElse("json")),
        flag(json, "required"),
        flag(json, "nullable"),
        new Bounds(
            number(json, "minimum"),
            number(json, "maximum"),
            size(json, "minLength"),
            size(json, "maxLength"),
            size(json, "minItems"),
            size(json, "maxItems"),
            text(json, "pattern")),
        text(json, "format"),
        enumValues,
        Optional.ofNullable(json.get("default")),
        json.get("items") instanceof JsonObject items
            ? Optional.of(field(items))
            : Optional.empty(),
        fields(json));
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

  private static List<JsonObject> objects(JsonObject json, String name) {
    List<JsonObject> objects = new ArrayList<>();
    if (json.get(name) instanceof JsonArray array) {
      array.forEach(element -> objects.add(element.getAsJsonObject()));
    }
    return objects;
  }

  private static Optional<String> text(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  private static boolean flag(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value && value.getAsBoolean();
  }

  private static Optional<BigDecimal> number(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value
        ? Optional.of(value.getAsBigDecimal())
        : Optional.empty();
  }

  private static OptionalInt size(JsonObject json, String name) {
    Optional<BigDecimal> number = number(json, name);
    return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
  }

  // A later document may hold dates and links in a form of its own: that must not hide the models.
  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static ModelInfo.Type type(String name) {
    for (ModelInfo.Type type : ModelInfo.Type.values()) {
      if (type.toString().equals(name)) {
        return type;
      }
    }
    return ModelInfo.Type.JSON;
  }
}
