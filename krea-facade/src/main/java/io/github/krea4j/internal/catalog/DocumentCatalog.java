package io.github.krea4j.internal.catalog;

import com.google.gson.JsonObject;
import io.github.krea4j.ModelCatalog;
import io.github.krea4j.ModelFilter;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.PriceEstimate;
import io.github.krea4j.PriceTable;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.document.CatalogResource;
import io.github.krea4j.model.GenerationRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalog that the generator wrote, read when it is first asked for. */
public final class DocumentCatalog implements ModelCatalog {
  /** Shared by all clients: it is the same data for each. */
  public static final DocumentCatalog SHARED = new DocumentCatalog(CatalogResource::open);

  private final Supplier<Reader> source;
  private volatile @Nullable Map<String, KnownModel> models;

  /** Creates a catalog of the data that a source opens, once, when it is first asked. */
  public DocumentCatalog(Supplier<Reader> source) {
    this.source = source;
  }

  @Override
  public List<ModelInfo> all() {
    return all(ModelFilter.all());
  }

  @Override
  public List<ModelInfo> all(ModelFilter filter) {
    Stream<ModelInfo> found = models().values().stream().map(KnownModel::info).filter(filter::test);
    if (!filter.isCheapestFirst()) {
      return found.toList();
    }
    Comparator<PriceTable> byPrice =
        Comparator.comparing(PriceTable::unit)
            .thenComparing(PriceTable::minimum)
            .thenComparing(PriceTable::maximum);
    return found
        .sorted(
            Comparator.comparing(
                model -> model.price().orElse(null), Comparator.nullsLast(byPrice)))
        .toList();
  }

  @Override
  public Optional<ModelInfo> find(String model) {
    return known(model).map(KnownModel::info);
  }

  /** Like {@link #find}, for an id that is normalized already. */
  public Optional<ModelInfo> byId(String id) {
    return Optional.ofNullable(models().get(id)).map(KnownModel::info);
  }

  @Override
  public Optional<PriceEstimate> estimate(GenerationRequest request) {
    return known(request.modelId()).flatMap(model -> estimate(model, RequestJson.of(request)));
  }

  @Override
  public Optional<PriceEstimate> estimate(
      String model, Map<String, ? extends @Nullable Object> input) {
    JsonObject fields = RequestJson.of(input, model);
    return known(model).flatMap(known -> estimate(known, fields));
  }

  /** Returns what tells slips in names. */
  public NearMisses nearMisses() {
    return new NearMisses(models());
  }

  private static Optional<PriceEstimate> estimate(KnownModel model, JsonObject fields) {
    PriceRules prices = model.prices();
    return prices == null ? Optional.empty() : prices.estimate(model.info(), fields);
  }

  private Optional<KnownModel> known(String model) {
    Objects.requireNonNull(model, "model");
    try {
      return Optional.ofNullable(models().get(ModelPath.normalize(model)));
    } catch (InvalidRequestException e) {
      return Optional.empty();
    }
  }

  private Map<String, KnownModel> models() {
    Map<String, KnownModel> known = models;
    if (known == null) {
      // Two threads may read it at the same time; both get the same data.
      known = read();
      models = known;
    }
    return known;
  }

  private Map<String, KnownModel> read() {
    try (Reader reader = source.get()) {
      return CatalogReader.read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
