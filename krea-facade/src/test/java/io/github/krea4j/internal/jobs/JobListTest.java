package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.JobPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobListTest {
  private static JobList parse(String text) {
    JobPage page = JsonValues.GSON.fromJson(text, JobPage.class);
    if (page == null) {
      throw new IllegalArgumentException("not a list of jobs: there is no object");
    }
    return JobList.of(page);
  }

  @Test
  void rowsAreJobs() {
    JobList list =
        parse(
            "{\"items\":[{\"job_id\":\"a\",\"status\":\"queued\"},"
                + "{\"job_id\":\"b\",\"status\":\"newer\",\"result\":null}],"
                + "\"next_cursor\":\"2026-01-01T00:00:00.000Z\"}");

    assertThat(list.rows()).extracting(job -> job.id()).containsExactly("a", "b");
    assertThat(list.nextCursor()).isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(list.jobs().get(1).text())
        .isEqualTo("{\"job_id\":\"b\",\"status\":\"newer\",\"result\":null}");
  }

  @Test
  void rowsThatAreNoJobsAreLeftOut() {
    JobList list =
        parse("{\"items\":[null,1,\"a\",[],{\"status\":\"queued\"},{\"job_id\":\"b\"}]}");

    assertThat(list.rows()).extracting(job -> job.id()).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "\"next_cursor\":null | none",
        "\"other\":1 | none",
        "\"next_cursor\":\"\" | none",
        "\"next_cursor\":{} | none",
        "\"next_cursor\":1767225600 | 1767225600",
        "\"next_cursor\":\" as it came \" | ' as it came '",
      })
  void aCursorIsKeptAsItCame(String member, String cursor) {
    assertThat(parse("{\"items\":[]," + member + "}").nextCursor()).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "null", "{}", "{\"items\":null}", "{\"items\":{}}"})
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a list of jobs: ");
  }
}
