package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class",
        "public",
        "put",
        "clear",
        "copy",
        "raw",
        "to_json",
        "model_id",
        "getClass",
        "list"
      })
  void fieldThatClashesGetsAnUnderscore(String field) {
    assertThat(JavaNames.requestAccessor(field)).isEqualTo(Words.camel(field) + "_");
  }

  @Test
  void otherFieldsKeepTheirName() {
    assertThat(JavaNames.requestAccessor("image_url")).isEqualTo("imageUrl");
    assertThat(JavaNames.responseAccessor("list")).isEqualTo("list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashCode", "to_string", "wait", "raw", "class"})
  void responseFieldThatClashesGetsAnUnderscore(String field) {
    assertThat(JavaNames.responseAccessor(field)).endsWith("_");
  }

  @Test
  void nameThatIsNoIdentifierBecomesOne() {
    assertThat(JavaNames.requestAccessor("3d")).isEqualTo("_3d");
    assertThat(JavaNames.requestAccessor("!")).isEqualTo("field");
  }

  @Test
  void uniqueCountsUp() {
    assertThat(JavaNames.unique("a", Set.of())).isEqualTo("a");
    assertThat(JavaNames.unique("a", Set.of("a", "a2"))).isEqualTo("a3");
  }
}
