package io.github.krea4j;

import java.util.List;
import java.util.Optional;

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
   * Returns what is known of a model.
   *
   * @param model the model's id, such as {@code image/bfl/flux-1-dev}
   */
  Optional<ModelInfo> find(String model);
}
