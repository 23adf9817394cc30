package io.github.krea4j.model;

import com.google.gson.JsonObject;
import com.google.gson.annotations.JsonAdapter;
import java.net.URI;
import java.util.Optional;

/**
 * One file that a job made. The service writes some as an object and others as a mere URL; {@link
 * #raw()} holds the latter as {@code {"url": …}}, and the name that a node app gave as {@code
 * name}.
 *
 * <p>Immutable and safe for use by several threads.
 */
@JsonAdapter(ResponseAdapterFactory.class)
public final class JobOutput extends ResponseModel {
  JobOutput(JsonObject json) {
    super(json);
  }

  /**
   * Reads an output, as tests need it.
   *
   * @param json an object such as {@code {"url": "https://gen.krea.ai/…", "type": "model"}}
   * @return the output
   * @throws IllegalArgumentException if the text is no JSON object
   */
  public static JobOutput parse(String json) {
    return new JobOutput(object("a job output", json));
  }

  /**
   * {@return where the file can be read} Result hosts take no credentials.
   *
   * @throws IllegalStateException if there is none, which no output of a {@link Job} lacks
   */
  public URI url() {
    return required("url", URL);
  }

  /** {@return the output's name, for node apps, which name their outputs} */
  public Optional<String> name() {
    return optional("name", TEXT);
  }

  /**
   * {@return what the file is, where the service says so} 3D jobs tell {@code model} from {@code
   * preview}, in no fixed order.
   */
  public Optional<String> type() {
    return optional("type", TEXT);
  }
}
