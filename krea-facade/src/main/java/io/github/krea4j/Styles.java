package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Style;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Styles: small models that were trained on pictures, and are used by their id in requests for the
 * base model they were trained for.
 *
 * <p>A new style can be seen by the API's own user alone, not by people in the workspace, until it
 * is {@linkplain #shareWithWorkspace shared}.
 */
public interface Styles {
  /**
   * Starts a training. It takes minutes to hours: {@link JobHandle#await()} waits for up to three
   * hours here, unless the client was built with a longer limit. The completed job holds the new
   * style's id, {@code job.styleId()}.
   *
   * @throws InvalidRequestException if a required field is missing
   */
  JobHandle train(TrainStyleRequest request);

  /** Starts a training with options, such as a webhook. */
  JobHandle train(TrainStyleRequest request, RequestOptions options);

  /** Starts a training without waiting for the answer. */
  default CompletableFuture<JobHandle> trainAsync(TrainStyleRequest request) {
    return trainAsync(request, RequestOptions.none());
  }

  /**
   * Starts a training with options, without waiting for the answer. To cancel the future is as with
   * {@link KreaClient#generateAsync(io.github.krea4j.model.GenerationRequest)}.
   */
  CompletableFuture<JobHandle> trainAsync(TrainStyleRequest request, RequestOptions options);

  /** Lists styles, page by page as they are consumed. */
  Pager<Style> search(StyleFilter filter);

  /** Reads one style. */
  Style get(String id);

  /** Like {@link #get}, without waiting. */
  CompletableFuture<Style> getAsync(String id);

  /** Changes what the request sets and leaves the rest. */
  Style update(String id, UpdateStyleRequest request);

  /** Like {@link #update}, without waiting. */
  CompletableFuture<Style> updateAsync(String id, UpdateStyleRequest request);

  /** Returns the link by which others can use the style; makes one if there is none yet. */
  URI shareLink(String id);

  /** Like {@link #shareLink}, without waiting. */
  CompletableFuture<URI> shareLinkAsync(String id);

  /** Shows the style to the people of the workspace. Only its owner can do that. */
  void shareWithWorkspace(String id);

  /** Like {@link #shareWithWorkspace}, without waiting. */
  CompletableFuture<Void> shareWithWorkspaceAsync(String id);

  /** Hides the style from the people of the workspace again. */
  void unshareFromWorkspace(String id);

  /** Like {@link #unshareFromWorkspace}, without waiting. */
  CompletableFuture<Void> unshareFromWorkspaceAsync(String id);
}
