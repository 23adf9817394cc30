package io.github.krea4j;

import io.github.krea4j.model.GenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models this library knows from the document it was made from. No request is made: the service
 * has no route that lists its models.
 *
 * <p>A model that is missing here can still be used, see {@link KreaClient#generate(String,
 * java.util.Map)}.
 */
public interface ModelCatalog {
  /** Returns all models, in the order of their ids. */
  List<ModelInfo> all();

  /**
   * Returns the models that a filter lets through, in its order.
   *
   * @param filter for example {@code ModelFilter.all().takes("image_url").cheapestFirst()}
   */
  List<ModelInfo> all(ModelFilter filter);

  /**
   * Returns what is known of a model.
   *
   * @param model the model's id, such as {@code image/bfl/flux-1-dev}
   */
  Optional<ModelInfo> find(String model);

  /**
   * Returns what a request costs by the price list of the document, without sending it. A field
   * that is not set counts with the service's default. Where the price depends on something that
   * the request does not tell, the estimate spans from the least to the most it may be.
   *
   * @return the estimate; empty where the document lists no price for such a request
   */
  Optional<PriceEstimate> estimate(GenerationRequest request);

  /**
   * Returns what a request costs, as {@link #estimate(GenerationRequest)} does.
   *
   * @param model the model's id, such as {@code image/bfl/flux-1-dev}
   * @param input the fields by name, deprecated names too
   * @throws io.github.krea4j.errors.InvalidRequestException if a value has no JSON form
   */
  Optional<PriceEstimate> estimate(String model, Map<String, ? extends @Nullable Object> input);
}
