package io.github.krea4j;

import java.util.Optional;

/**
 * What a request is for, as a tag on it: for interceptors and event listeners of a supplied OkHttp
 * client, to name metrics and spans.
 *
 * <pre>{@code
 * RequestInfo info = chain.request().tag(RequestInfo.class);
 * }</pre>
 *
 * <p>All values are few, so that they can be labels. Retrofit's {@code Invocation} tag is there
 * too, except for downloads.
 *
 * @param operation the method of the generated interface that describes the call, such as {@code
 *     generate} or {@code getJob}; {@code download} for a request to a result host
 * @param model the model's id for a submit of a generation; {@code other} for one that is not in
 *     the {@link ModelCatalog}
 * @param attempt 1 for the first request of a call, more for its repeats
 */
public record RequestInfo(String operation, Optional<String> model, int attempt) {
  /** Stands for all models that are not in the catalog. */
  public static final String OTHER = "other";
}
