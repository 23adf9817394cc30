package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.RequestType.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTypesTest {
  @Test
  void enumsAreNestedAndNamedLikeTheirField() {
    RequestType type =
        only(
            """
            aspect_ratio: {enum: ['1:1']}
            kinds: {type: array, items: {enum: [a, b]}}
            """);
    assertThat(type.enums()).extracting(EnumType::name).containsExactly("AspectRatio", "Kind");
  }

  @Test
  void enumThatWouldHideATypeGetsAnotherName() {
    RequestType type = only("{list: {enum: [a]}, number: {enum: [b]}, one_request: {enum: [c]}}");
    assertThat(type.enums())
        .extracting(EnumType::name)
        .containsExactly("ListValue", "NumberValue", "OneRequestValue");
  }

  @Test
  void fieldsWithOneNameInJavaAreCounted() {
    assertThat(only("{image_url: {type: string}, imageUrl: {type: string}}").fields())
        .extracting(Field::accessor)
        .containsExactly("imageUrl", "imageUrl2");
  }

  @Test
  void fieldNamedClassCanBeSet() {
    assertThat(only("{class: {type: string}}").fields())
        .extracting(Field::accessor)
        .containsExactly("class_");
  }

  @Test
  void generationWithoutKnownFieldsStillHasARequest() {
    SpecWarnings warnings = new SpecWarnings();
    ClientModel model =
        Documents.client(
            Documents.paths("/generate/image/acme/one: {post: {}}"), Surface.none(), warnings);
    assertThat(Documents.request(model, "OneRequest").fields()).isEmpty();
    assertThat(warnings.messages())
        .containsExactly(
            "POST /generate/image/acme/one: its body has no known fields; the request takes any by"
                + " put");
  }

  @Test
  void freeBodyOfAnotherOperationHasNoRequest() {
    ClientModel model = Documents.model(Documents.paths(body("/apps/{id}/run", "{type: object}")));
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void constantsOfOneValueClashInNoEnum() {
    List<EnumType.Constant> constants =
        only("size: {enum: ['4K', '4k', '4-k', '', '★', '☆']}").enums().get(0).constants();
    assertThat(constants)
        .extracting(EnumType.Constant::name)
        .containsExactly("SIZE_4K", "SIZE_4K_2", "SIZE_4_K", "EMPTY", "VALUE", "VALUE_2");
  }

  private static RequestType only(String properties) {
    String schema = "type: object\nproperties:\n" + properties.indent(2);
    ClientModel model = Documents.model(Documents.paths(body("/generate/image/acme/one", schema)));
    return Documents.request(model, "OneRequest");
  }

  private static String body(String path, String schema) {
    return path
        + ":\n  post:\n    requestBody:\n      content:\n        application/json:\n"
        + "          schema:\n"
        + schema.indent(12);
  }
}
