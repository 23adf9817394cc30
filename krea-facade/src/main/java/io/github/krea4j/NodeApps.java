package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobOutput;
import io.github.krea4j.model.NodeApp;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Node apps: workflows that somebody built in the service's editor. Their inputs and outputs have
 * names of the author's choice, so that the input is a map.
 */
public interface NodeApps {
  /** Reads a node app by the id of one of its versions. */
  NodeApp get(String versionId);

  /** Like {@link #get}, without waiting. */
  CompletableFuture<NodeApp> getAsync(String versionId);

  /**
   * Runs a node app with an input that is sent as it is.
   *
   * @return the jobs it started, at least one
   */
  List<JobHandle> execute(String versionId, Map<String, ? extends @Nullable Object> input);

  /**
   * Like {@link #execute}, without waiting for the answer. To cancel the future is as with {@link
   * KreaClient#generateAsync(String, Map)}.
   */
  CompletableFuture<List<JobHandle>> executeAsync(
      String versionId, Map<String, ? extends @Nullable Object> input);

  /**
   * Checks an input against the schema that the app declares: required inputs, names, types,
   * allowed values and bounds. Makes no request, and finds nothing if the app declares no schema.
   *
   * @throws InvalidRequestException listing all that is wrong
   */
  void check(NodeApp app, Map<String, ? extends @Nullable Object> input);

  /** Returns a node app's results by the name of the output, in the order of the service. */
  Map<String, List<JobOutput>> outputs(Job job);
}
