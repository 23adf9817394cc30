package io.github.krea4j.internal.generate;

import io.github.krea4j.RequestInfo;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.catalog.ModelPath;
import io.github.krea4j.internal.http.Hooks;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Tells which model a request is for, tags it with that, and has its answer's notices reported. */
public final class ModelHooks implements Hooks {
  private final HttpUrl baseUrl;
  private final DocumentCatalog catalog;
  private final DeprecationNotices notices;

  /** Creates the hooks of a client. */
  public ModelHooks(HttpUrl baseUrl, DocumentCatalog catalog, DeprecationNotices notices) {
    this.baseUrl = baseUrl;
    this.catalog = catalog;
    this.notices = notices;
  }

  @Override
  public @Nullable String model(Request request) {
    return ModelPath.of(baseUrl, request);
  }

  @Override
  public void tag(Request.Builder request, String operation, @Nullable String model, int attempt) {
    Optional<String> label =
        Optional.ofNullable(model).map(id -> catalog.byId(id).isPresent() ? id : RequestInfo.OTHER);
    request.tag(RequestInfo.class, new RequestInfo(operation, label, attempt));
  }

  @Override
  public void answered(Request request, @Nullable String model, Headers headers) {
    notices.answer(model == null ? resource(request) : model, headers);
  }

  /** Returns what a notice is about that concerns no model. */
  private String resource(Request request) {
    String below = ModelPath.below(baseUrl, request);
    return request.method() + " /" + (below == null ? "" : below.split("/", 2)[0]);
  }
}
