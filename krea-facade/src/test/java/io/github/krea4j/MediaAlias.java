package io.github.krea4j;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import java.util.List;

/**
 * An old name of a media field.
 *
 * @param model the id of the model that has it
 */
public record MediaAlias(String model, String from, String to) {
  /** Any one of the document's, which may hold none one day. */
  public static MediaAlias any() {
    List<MediaAlias> all =
        DocumentCatalog.SHARED.all().stream()
            .filter(info -> !info.deprecated())
            .flatMap(
                info ->
                    info.aliases().stream()
                        .filter(alias -> isMedia(info, alias))
                        .map(alias -> new MediaAlias(info.id(), alias.from(), alias.to())))
            .toList();
    assumeFalse(all.isEmpty(), "no media field of the document has an old name");
    return all.get(0);
  }

  private static boolean isMedia(ModelInfo info, Alias alias) {
    return info.fields().stream()
        .anyMatch(
            field ->
                field.name().equals(alias.to())
                    && field.format().filter("uri"::equals).isPresent());
  }
}
