package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A framework that knows nothing of Gson loses nothing. */
class JacksonTest {
  private static final String JOB =
      "{\"job_id\":\"j\",\"status\":\"completed\",\"cost\":1.10,\"big\":12345678901234567890,"
          + "\"result\":{\"urls\":[\"https://x.example/a\"],\"none\":null},\"done\":true}";

  @ParameterizedTest
  @MethodSource("values")
  void theWholeJsonIsWritten(Object value, String json) throws JsonProcessingException {
    // As later releases do, and some frameworks set it.
    ObjectMapper jackson = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    assertThat(jackson.writeValueAsString(value)).isEqualTo("{\"json\":" + json + "}");
  }

  static Stream<Arguments> values() {
    Job job = Job.parse(JOB);
    return Stream.of(
        Arguments.of(job, JOB),
        Arguments.of(job.outputs().get(0), "{\"url\":\"https://x.example/a\"}"),
        Arguments.of(
            Job.parse("{\"job_id\":\"j\",\"error\":{\"code\":\"nsfw\"}}").error().orElseThrow(),
            "{\"code\":\"nsfw\"}"),
        Arguments.of(
            new RequestModelTest.Sample().put("prompt", "a fox"), "{\"prompt\":\"a fox\"}"));
  }
}
