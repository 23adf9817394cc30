package io.github.krea4j;

import com.google.gson.JsonElement;
import io.github.krea4j.model.GenerationRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model: enough to draw an input form for it. Immutable.
 *
 * <p>All of it is as the document had it when this library was made; the service may have moved on.
 */
public final class ModelInfo {
  private final String id;
  private final String category;
  private final String vendor;
  private final String title;
  private final String requestTypeName;
  private final boolean deprecated;
  private final List<Field> fields;
  private final List<Alias> aliases;
  private final Set<Input> inputs;
  private final @Nullable Duration averageDuration;
  private final @Nullable PriceTable price;

  /** Creates what the catalog read; applications need this for their own tests only. */
  public ModelInfo(
      String id,
      String category,
      String vendor,
      String title,
      String requestTypeName,
      boolean deprecated,
      List<Field> fields,
      List<Alias> aliases,
      Set<Input> inputs,
      @Nullable Duration averageDuration,
      @Nullable PriceTable price) {
    this.id = id;
    this.category = category;
    this.vendor = vendor;
    this.title = title;
    this.requestTypeName = requestTypeName;
    this.deprecated = deprecated;
    this.fields = List.copyOf(fields);
    this.aliases = List.copyOf(aliases);
    this.inputs = Set.copyOf(inputs);
    this.averageDuration = averageDuration;
    this.price = price;
  }

  /** Returns the id, such as {@code image/bfl/flux-1-dev}. */
  public String id() {
    return id;
  }

  /** Returns the kind of result, such as {@code image} or {@code video}. */
  public String category() {
    return category;
  }

  /** Returns who made the model, such as {@code bfl}. */
  public String vendor() {
    return vendor;
  }

  /** Returns the model's name for people. */
  public String title() {
    return title;
  }

  /** Returns whether the document marks the model as deprecated. */
  public boolean deprecated() {
    return deprecated;
  }

  /** Returns the class of the typed request. */
  public Class<? extends GenerationRequest> requestType() {
    // Looked up on demand: listing the models must not load a class for each.
    String name = GenerationRequest.class.getPackageName() + "." + requestTypeName;
    try {
      return Class.forName(name, false, GenerationRequest.class.getClassLoader())
          .asSubclass(GenerationRequest.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "The class " + name + " is missing; keep it when repackaging krea-generated-client", e);
    }
  }

  /** Returns the request's fields, in the order of the document. */
  public List<Field> fields() {
    return fields;
  }

  /** Returns the deprecated field names of the model. */
  public List<Alias> aliases() {
    return aliases;
  }

  /** Returns how long a job takes on average; printed for few models only. */
  public Optional<Duration> averageDuration() {
    return Optional.ofNullable(averageDuration);
  }

  /** Returns what a request costs; empty where the document says nothing. */
  public Optional<PriceTable> price() {
    return Optional.ofNullable(price);
  }

  /** Returns the kinds of input that a request can hold, told from its fields. */
  public Set<Input> inputs() {
    return inputs;
  }

  /** Returns whether a request has a field of that name, deprecated names included. */
  public boolean takes(String field) {
    return fields.stream().anyMatch(known -> known.name().equals(field))
        || aliases.stream().anyMatch(alias -> alias.from().equals(field));
  }

  /** Returns {@link #id()}. */
  @Override
  public String toString() {
    return id;
  }

  /** A kind of input. */
  public enum Input {
    /** A prompt. */
    TEXT,
    /** Pictures, by URL. */
    IMAGE,
    /** Videos, by URL. */
    VIDEO,
    /** Sound, by URL. */
    AUDIO,
    /** Trained styles, by id. */
    STYLES
  }

  /** The JSON type of a field. */
  public enum Type {
    /** A text. */
    STRING,
    /** A number, fractions allowed. */
    NUMBER,
    /** A whole number; it may need more than 32 bits. */
    INTEGER,
    /** True or false. */
    BOOLEAN,
    /** An object, see {@link Field#fields()}. */
    OBJECT,
    /** A list, see {@link Field#items()}. */
    ARRAY,
    /** Any JSON value. */
    JSON;

    /** Returns the name in JSON Schema's spelling, such as {@code string}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One field of a request.
   *
   * @param name the name; empty for the items of a list
   * @param type the JSON type
   * @param description what the document says of it, as Markdown; empty where it says nothing
   * @param required whether a request without it is refused
   * @param nullable whether an explicit null is allowed
   * @param bounds what limits the value
   * @param format a hint on a text's form; {@code uri} marks media inputs
   * @param enumValues the allowed values, if they are listed: strings, numbers or booleans
   * @param serverDefault what the service takes when the field is not sent; never sent by this
   *     library, and not the same in every release of the document
   * @param items what a list holds
   * @param fields the fields of an object
   */
  public record Field(
      String name,
      Type type,
      String description,
      boolean required,
      boolean nullable,
      Bounds bounds,
      Optional<String> format,
      List<Object> enumValues,
      Optional<JsonElement> serverDefault,
      Optional<Field> items,
      List<Field> fields) {
    /** Copies the lists. */
    public Field {
      enumValues = List.copyOf(enumValues);
      fields = List.copyOf(fields);
    }
  }

  /**
   * What limits a value; every bound is inclusive.
   *
   * @param minimum the smallest number
   * @param maximum the largest number
   * @param minLength the shortest text, in characters
   * @param maxLength the longest text, in characters
   * @param minItems the fewest items of a list
   * @param maxItems the most items of a list
   * @param pattern a regular expression for a text
   */
  public record Bounds(
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum,
      OptionalInt minLength,
      OptionalInt maxLength,
      OptionalInt minItems,
      OptionalInt maxItems,
      Optional<String> pattern) {}

  /**
   * A deprecated name of a field.
   *
   * @param from the old name
   * @param to the name to use
   * @param sunset the day from which the old name may be refused
   * @param migrationUrl where the service explains the change
   */
  public record Alias(
      String from, String to, Optional<LocalDate> sunset, Optional<URI> migrationUrl) {}
}
