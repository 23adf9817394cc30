package io.github.krea4j.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import retrofit2.Converter;
import retrofit2.Retrofit;

class JsonConvertersTest {
  private static final Annotation[] NONE = {};
  private static final Type LIST = new TypeToken<List<JsonObject>>() {}.getType();

  private final JsonConverters converters = new JsonConverters();
  private final Retrofit retrofit = new Retrofit.Builder().baseUrl("http://localhost/").build();

  private RequestBody body(Object value, Type type) throws IOException {
    return converter(type).convert(value);
  }

  @SuppressWarnings("unchecked") // the value is of the type
  private Converter<Object, RequestBody> converter(Type type) {
    return (Converter<Object, RequestBody>)
        converters.requestBodyConverter(type, NONE, NONE, retrofit);
  }

  private static String text(RequestBody body) throws IOException {
    Buffer bytes = new Buffer();
    body.writeTo(bytes);
    return bytes.readUtf8();
  }

  @Test
  void aBodyIsJsonAsTheCallerGaveIt() throws IOException {
    String given = "{\"prompt\":\"<a> & 'b' ä 🎨\",\"image\":null,\"n\":1.50}";

    RequestBody body = body(JsonParser.parseString(given), JsonObject.class);

    assertThat(text(body)).isEqualTo(given);
    assertThat(body.contentType()).isEqualTo(MediaType.get("application/json"));
    assertThat(body.contentLength()).isEqualTo(given.getBytes(UTF_8).length);
  }

  @Test
  void aBodyOfAnotherClassIsWrittenByItsAdapter() throws IOException {
    assertThat(text(body(List.of("a", "<b>"), new TypeToken<List<String>>() {}.getType())))
        .isEqualTo("[\"a\",\"<b>\"]");
  }

  private @Nullable Object answer(Type type, ResponseBody body) throws IOException {
    return converters.responseBodyConverter(type, NONE, retrofit).convert(body);
  }

  @Test
  void anAnswerIsReadAndClosed() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    Source source =
        new ForwardingSource(new Buffer().writeUtf8("{\"a\":1}")) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };

    Object answer = answer(JsonObject.class, ResponseBody.create(Okio.buffer(source), null, -1));

    assertThat(answer).hasToString("{\"a\":1}");
    assertThat(closed).isTrue();
  }

  @Test
  void aSingleObjectInPlaceOfAListIsAListOfOne() {
    assertThat(JsonConverters.<List<JsonObject>>reader(LIST).apply("{\"a\":1}"))
        .singleElement()
        .hasToString("{\"a\":1}");
    assertThat(JsonConverters.<List<JsonObject>>reader(LIST).apply("[{\"a\":1},{}]")).hasSize(2);
    assertThat(JsonConverters.<List<JsonObject>>reader(LIST).apply("[]")).isEmpty();
  }

  @Test
  void anEmptyAnswerIsNone() {
    for (String empty : List.of("", "null")) {
      assertThatThrownBy(() -> JsonConverters.reader(Asset.class).apply(empty))
          .isInstanceOf(JsonParseException.class)
          .hasMessage("The answer is empty");
    }
  }

  @Test
  void whereNoAnswerIsNeededNoneIsRead() {
    assertThat(JsonConverters.<@Nullable Void>reader(Void.class).apply("no JSON")).isNull();
  }

  @Test
  void aJobIsReadByItsOwnReader() {
    String text = "{\"job_id\":\"one\",\"status\":\"from the future\"}";
    assertThat(JsonConverters.<Job>reader(Job.class).apply(text).rawStatus())
        .isEqualTo("from the future");
  }
}
