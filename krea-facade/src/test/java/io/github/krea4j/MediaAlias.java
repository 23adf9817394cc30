package io.github.krea4j;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.krea4j.ModelInfo.Alias;
import java.util.List;

/**
 * An old name of a media field.
 *
 * @param model the id of the model that has it
 */
record MediaAlias(String model, String from, String to) {
  /** Any one of the document's, which may hold none one day. */
  static MediaAlias any() {
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
