package io.github.krea4j.internal.batch;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.WhenUncertain;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of batches of which a test changes little. */
public final class TestSettings {
  private TestSettings() {}

  /**
   * Returns settings without prices, bounds and listener.
   *
   * @param folder where files go; null: nowhere
   * @param options of every submit
   */
  public static BatchSettings of(@Nullable Path folder, RequestOptions options) {
    return new BatchSettings(
        folder,
        FileNamer::ofKey,
        Integer.MAX_VALUE,
        0,
        item -> Optional.empty(),
        null,
        "",
        false,
        Set.of(),
        WhenUncertain.HOLD,
        item -> options,
        false,
        null,
        Runnable::run);
  }
}
