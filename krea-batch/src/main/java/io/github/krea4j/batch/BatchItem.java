package io.github.krea4j.batch;

import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.RequestModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One picture or video that a batch is to make, under a key of the application's. Immutable: it
 * holds the request as it was when it was given.
 *
 * <p>The key is what a later run knows the item by. It must be the same for the same item in each
 * run, and another one for each other item.
 */
public final class BatchItem {
  private static final int LONGEST_KEY = 1000;

  private final String key;
  private final @Nullable GenerationRequest request;
  private final String model;
  private final Map<String, ?> input;
  private final @Nullable String label;

  private BatchItem(
      String key,
      @Nullable GenerationRequest request,
      String model,
      Map<String, ?> input,
      @Nullable String label) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "The key of an item has 1 to "
              + LONGEST_KEY
              + " characters and is not blank, but this one has "
              + key.length());
    }
    this.key = key;
    this.request = request;
    this.model = Objects.requireNonNull(model, "model");
    this.input = input;
    this.label = label;
  }

  /**
   * Returns an item of a typed request.
   *
   * @param key the item's name within the batch, at most 1000 characters
   * @throws IllegalArgumentException if the key is blank or too long
   */
  public static BatchItem of(String key, GenerationRequest request) {
    GenerationRequest own =
        request instanceof RequestModel<?> generated
            ? (GenerationRequest) generated.copy()
            : request;
    return new BatchItem(key, own, request.modelId(), Map.of(), null);
  }

  /**
   * Returns an item of a request as a map.
   *
   * @param key the item's name within the batch, at most 1000 characters
   * @param model the model's id, such as {@code image/bfl/flux-1-dev}
   * @param input the fields by name
   * @throws IllegalArgumentException if the key is blank or too long
   */
  public static BatchItem of(String key, String model, Map<String, ?> input) {
    return new BatchItem(
        key, null, model, Collections.unmodifiableMap(new LinkedHashMap<>(input)), null);
  }

  /**
   * Returns this item with a text that the report shows beside its result. Of what is asked for,
   * nothing else is kept in the journal.
   */
  public BatchItem withLabel(String text) {
    return new BatchItem(key, request, model, input, Objects.requireNonNull(text, "text"));
  }

  /** Returns the item's name within the batch. */
  public String key() {
    return key;
  }

  /** Returns the model's id. */
  public String model() {
    return model;
  }

  /** Returns the typed request; empty for an item of a map. */
  public Optional<GenerationRequest> request() {
    return Optional.ofNullable(request);
  }

  /** Returns the fields; empty for an item of a typed request. */
  public Map<String, ?> input() {
    return input;
  }

  /** Returns the text to be shown beside the result. */
  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  /** Returns key and model; the request may hold what is nobody's business. */
  @Override
  public String toString() {
    return key + " (" + model + ")";
  }
}
