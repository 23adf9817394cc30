package io.github.krea4j.model;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * One file that a job made.
 *
 * @param url where it can be read; result hosts take no credentials
 * @param name the output's name, for node apps, which name their outputs
 * @param type what it is, where the service says so: 3D jobs tell {@code model} from {@code
 *     preview}, in no fixed order
 */
public record JobOutput(URI url, Optional<String> name, Optional<String> type) {
  /**
   * Checks that no component is null.
   *
   * @param url where the file can be read
   * @param name the output's name, or empty
   * @param type what it is, or empty
   */
  public JobOutput {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
