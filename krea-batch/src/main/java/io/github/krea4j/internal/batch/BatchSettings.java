package io.github.krea4j.internal.batch;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.BatchNaming;
import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.batch.WhenUncertain;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is set to.
 *
 * @param folder where files go; null: nothing is downloaded
 * @param maxRunning the most of ours at once
 * @param backlog the most of ours in the service's backlog; 0: by rule
 * @param budget the most to spend; null: no bound
 * @param again the states of items that are submitted anew
 * @param executor where the listener runs
 */
public record BatchSettings(
    @Nullable Path folder,
    BatchNaming naming,
    int maxRunning,
    int backlog,
    Function<BatchItem, Optional<PriceEstimate>> prices,
    @Nullable BigDecimal budget,
    String unit,
    boolean allowUnpriced,
    Set<ItemState> again,
    WhenUncertain whenUncertain,
    Function<BatchItem, RequestOptions> requestOptions,
    boolean allowEmptyResult,
    @Nullable Consumer<BatchProgress> onProgress,
    Executor executor) {}
