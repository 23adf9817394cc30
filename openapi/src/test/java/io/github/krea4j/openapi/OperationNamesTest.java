package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNamesTest {
  @ParameterizedTest
  @CsvSource({
    "GET /jobs, listJobs",
    "GET /jobs/{id}, getJob",
    "DELETE /jobs/{id}, deleteJob",
    "POST /assets, createAsset",
    "PATCH /styles/{id}, updateStyle",
    "PUT /styles/{id}, replaceStyle",
    "POST /styles/train, trainStyle",
    "GET /styles/{id}/share/link, getStyleShareLink",
    "POST /styles/{id}/share/workspace, shareStyleWorkspace",
    "DELETE /styles/{id}/share/workspace, deleteStyleShareWorkspace",
    "GET /node-apps/{id}, getNodeApp",
    "POST /node-apps/{id}/execute, executeNodeApp",
    "GET /node-apps/{node_app_id}/versions, getNodeAppVersions",
    "POST /export/3d, postExport3d",
  })
  void resourceOperationsAreNamedByMethodAndPath(String operation, String name) {
    // one more method, lest the first segment be taken for that of generation endpoints
    String resource = operation.replaceFirst("[A-Z]+ (/[^/]+).*", "GET $1/a/b/c/d");
    assertThat(names(Surface.none(), operation, resource)).containsEntry(operation, name);
  }

  @Test
  void generationEndpointsAreNamedByTheirLastSegment() {
    assertThat(
            names(
                Surface.none(),
                "POST /generate/image/bfl/flux-1.1-pro-ultra",
                "POST /generate/audio/acme/voice"))
        .containsEntry("POST /generate/image/bfl/flux-1.1-pro-ultra", "flux1_1ProUltra")
        .containsEntry("POST /generate/audio/acme/voice", "voice");
  }

  @Test
  void digitInFrontCallsForTheVendor() {
    assertThat(names(Surface.none(), "POST /generate/image/qwen/2512").values())
        .containsExactly("qwen2512");
    assertThat(names(Surface.none(), "POST /generate/3d/4me/3d").values())
        .containsExactly("generate3d4me3d");
  }

  @Test
  void newPathsThatWantOneNameAllGetTheVendor() {
    assertThat(
            names(
                Surface.none(),
                "POST /generate/image/acme/turbo",
                "POST /generate/video/zeta/turbo"))
        .containsEntry("POST /generate/image/acme/turbo", "acmeTurbo")
        .containsEntry("POST /generate/video/zeta/turbo", "zetaTurbo");
  }

  @Test
  void sameVendorAndNameCallForTheCategory() {
    assertThat(
            names(
                Surface.none(),
                "POST /generate/image/acme/turbo",
                "POST /generate/video/acme/turbo"))
        .containsEntry("POST /generate/image/acme/turbo", "imageAcmeTurbo")
        .containsEntry("POST /generate/video/acme/turbo", "videoAcmeTurbo");
  }

  @Test
  void listedPathKeepsItsNameAndTheNewcomerGetsTheVendor() {
    Surface surface =
        Surface.parse("POST /generate/video/zeta/turbo -> VideoApi.turbo(TurboRequest) -> Job");
    assertThat(names(surface, "POST /generate/image/acme/turbo", "POST /generate/video/zeta/turbo"))
        .containsEntry("POST /generate/image/acme/turbo", "acmeTurbo")
        .containsEntry("POST /generate/video/zeta/turbo", "turbo");
  }

  @Test
  void nameOfAVanishedPathIsNotGivenAway() {
    Surface listed =
        Surface.parse("POST /generate/video/zeta/turbo -> VideoApi.turbo(TurboRequest) -> Job");
    Surface retired =
        Surface.parse(
            "# retired:\nPOST /generate/video/zeta/turbo -> VideoApi.turbo(TurboRequest) -> Job");
    for (Surface surface : List.of(listed, retired)) {
      assertThat(names(surface, "POST /generate/image/acme/turbo").values())
          .containsExactly("acmeTurbo");
    }
  }

  @Test
  void pathThatComesBackGetsItsNameBack() {
    Surface surface =
        Surface.parse(
            "# retired:\nPOST /generate/video/zeta/turbo -> VideoApi.turbo(TurboRequest) -> Job");
    assertThat(names(surface, "POST /generate/video/zeta/turbo").values()).containsExactly("turbo");
  }

  @Test
  void namesThatDifferInCaseOrUnderscoreOnlyCollide() {
    assertThat(names(Surface.none(), "POST /generate/image/a/x-1.1", "POST /generate/image/b/x-11"))
        .containsEntry("POST /generate/image/a/x-1.1", "aX1_1")
        .containsEntry("POST /generate/image/b/x-11", "bX11");
  }

  @Test
  void handWrittenTypesAndKeywordsAreNoNames() {
    assertThat(
            names(
                Surface.none(),
                "POST /generate/image/acme/generation",
                "POST /generate/image/acme/new"))
        .containsEntry("POST /generate/image/acme/generation", "acmeGeneration")
        .containsEntry("POST /generate/image/acme/new", "acmeNew");
  }

  @Test
  void resourceOperationsThatWantOneNameGetLongerOnes() {
    assertThat(names(Surface.none(), "GET /jobs/{id}", "GET /job/{id}"))
        .containsEntry("GET /job/{id}", "getJobById")
        .containsEntry("GET /jobs/{id}", "getJobs");
  }

  @Test
  void pathsThatDifferInPunctuationOnlyStillGetDifferentNames() {
    assertThat(names(Surface.none(), "GET /a-b/c", "GET /a/b-c", "GET /★").values())
        .doesNotHaveDuplicates()
        .allMatch(JavaNames::isUsable);
  }

  @Test
  void namesDoNotDependOnTheOrderOfTheDocument() {
    String[] operations = {
      "POST /generate/image/acme/turbo",
      "POST /generate/video/zeta/turbo",
      "POST /generate/video/zeta/max",
      "GET /jobs",
      "GET /jobs/{id}"
    };
    String[] reversed = operations.clone();
    Collections.reverse(Arrays.asList(reversed));
    assertThat(names(Surface.none(), reversed)).isEqualTo(names(Surface.none(), operations));
  }

  private static Map<String, String> names(Surface surface, String... keys) {
    ObjectNode document = Documents.yaml("paths: {}");
    for (String key : keys) {
      String[] methodAndPath = key.split(" ", 2);
      document
          .withObject("/paths")
          .withObjectProperty(methodAndPath[1])
          .putObject(methodAndPath[0].toLowerCase(Locale.ROOT));
    }
    List<Operation> operations = new OperationReader(new SpecWarnings()).read(document);
    Map<String, String> names = new TreeMap<>();
    new OperationNames(new GenerationEndpoints(operations), surface)
        .assign(operations)
        .forEach(named -> names.put(named.operation().key(), named.method()));
    return names;
  }
}
