package io.github.krea4j.batch;

import io.github.krea4j.PriceEstimate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of an item.
 *
 * @param key the item's name within the batch
 * @param model the model's id
 * @param label the text that was given with it
 * @param state what is known of it
 * @param jobId the job it was accepted as last
 * @param files the files of its result that are on disk
 * @param reason why it is in that state, if that needs a word
 * @param price what its last attempt was estimated at
 */
public record ItemOutcome(
    String key,
    String model,
    Optional<String> label,
    ItemState state,
    Optional<String> jobId,
    List<Path> files,
    Optional<String> reason,
    Optional<PriceEstimate> price) {
  /** Copies the list. */
  public ItemOutcome {
    files = List.copyOf(files);
  }
}
