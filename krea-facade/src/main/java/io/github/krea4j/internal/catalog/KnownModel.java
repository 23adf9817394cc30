package io.github.krea4j.internal.catalog;

import io.github.krea4j.ModelInfo;
import org.jspecify.annotations.Nullable;

/** A model of the catalog, with the rules for its price, if the document lists any. */
record KnownModel(ModelInfo info, @Nullable PriceRules prices) {}
