package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles generated sources, and checks their comments, against stand-ins for what they refer to:
 * the hand-written types of the client and the libraries, none of which this module may depend on.
 */
final class ClientCompiler {
  private static final List<String> HTTP_ANNOTATIONS =
      List.of(
          "Body",
          "DELETE",
          "Field",
          "FormUrlEncoded",
          "GET",
          "HEAD",
          "HTTP",
          "Header",
          "Multipart",
          "OPTIONS",
          "PATCH",
          "POST",
          "PUT",
          "Part",
          "Path",
          "Query");

  /** Finds every member in any object, made from its name. */
  private static final String RESPONSE_MODEL =
      """
      package io.github.krea4j.model;
      import com.google.gson.JsonElement;
      import com.google.gson.JsonObject;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;
      import java.util.function.Function;
      abstract class ResponseModel {
        interface Reader<T> { T read(String field); }
        static final Reader<String> TEXT = field -> "text " + field;
        static final Reader<java.net.URI> URL = java.net.URI::create;
        static final Reader<java.time.Instant> TIME = field -> java.time.Instant.EPOCH;
        static final Reader<Number> NUMBER = field -> field.length() + 0.5;
        static final Reader<Long> WHOLE = field -> (long) field.length();
        static final Reader<Boolean> FLAG = field -> true;
        static final Reader<JsonElement> JSON = field -> new JsonElement();
        ResponseModel(JsonObject json) {}
        static JsonObject object(String what, String text) { return new JsonObject(); }
        static <T> Reader<List<T>> list(Reader<T> items) {
          return field -> List.of(items.read(field));
        }
        static <T> Reader<Map<String, T>> map(Reader<T> values) {
          return field -> Map.of("key", values.read(field));
        }
        static <T> Reader<T> object(Function<JsonObject, T> type) {
          return field -> type.apply(new JsonObject());
        }
        static <E extends Enum<E> & WireEnum> Reader<E> constant(Class<E> type) {
          return field -> Enum.valueOf(type, "UNKNOWN");
        }
        final <T> T required(String field, Reader<T> reader) { return reader.read(field); }
        final <T> Optional<T> optional(String field, Reader<T> reader) {
          return Optional.of(reader.read(field));
        }
        public JsonObject raw() { return null; }
      }
      """;

  private final Path classes;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /** Compiles the stand-ins into a folder. */
  ClientCompiler(Path classes) {
    this.classes = classes;
    List<JavaFileObject> sources = new ArrayList<>();
    standIns().forEach(source -> sources.add(new Source(source)));
    assertThat(compile(sources, List.of("-d", classes.toString()))).isEmpty();
  }

  /** What the compiler and its check of comments say about the sources below a folder. */
  String complaints(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<JavaFileObject> units = new ArrayList<>();
      manager
          .getJavaFileObjects(
              files.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new))
          .forEach(units::add);
      assertThat(units).isNotEmpty();
      return compile(
          units,
          List.of(
              "-d",
              classes.toString(),
              "-Xlint:all,-processing",
              "-Xdoclint:all/public",
              "-Xmaxwarns",
              "20",
              "--release",
              "17"));
    }
  }

  /** What the compiler says about an application's source, which it puts into another folder. */
  String complaintsAboutProgram(String source, Path target) {
    return compile(List.of(new Source(source)), List.of("-d", target.toString(), "-Xlint:all"));
  }

  private String compile(List<JavaFileObject> sources, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-proc:none", "-cp"));
    all.add(classes + System.getProperty("path.separator") + System.getProperty("java.class.path"));
    StringWriter out = new StringWriter();
    compiler.getTask(out, null, null, all, null, sources).call();
    return out.toString();
  }

  private static List<String> standIns() {
    List<String> sources = new ArrayList<>();
    for (String name : HTTP_ANNOTATIONS) {
      sources.add(
          "package retrofit2.http; public @interface "
              + name
              + " { String value() default \"\"; String method() default \"\";"
              + " String path() default \"\"; boolean hasBody() default false;"
              + " boolean encoded() default false; }");
    }
    for (String name : List.of("RequestAdapterFactory", "WireEnumAdapterFactory")) {
      sources.add("package io.github.krea4j.internal.json; public class " + name + " {}");
    }
    sources.addAll(
        List.of(
            "package retrofit2; public interface Call<T> {}",
            "package okhttp3; public class RequestBody {}",
            "package okhttp3; public class ResponseBody {}",
            "package okhttp3; public class MultipartBody { public static class Part {} }",
            "package com.google.gson; public class JsonElement {}",
            "package com.google.gson; public class JsonObject extends JsonElement {}",
            "package com.google.gson.annotations; public @interface JsonAdapter { Class<?> value(); }",
            """
            package io.github.krea4j.model;
            public final class Job extends ResponseModel {
              Job(com.google.gson.JsonObject json) { super(json); }
            }
            """,
            "package io.github.krea4j.model; public class ResponseAdapterFactory {}",
            """
            package io.github.krea4j.model;
            public enum JobStatus implements WireEnum {
              UNKNOWN;
              @Override public Object value() { return ""; }
            }
            """,
            "package io.github.krea4j.model; public interface WireEnum { Object value(); }",
            "package io.github.krea4j.model; public interface GenerationRequest { String modelId(); }",
            RESPONSE_MODEL,
            """
            package io.github.krea4j.model;
            import com.google.gson.JsonElement;
            import java.util.List;
            public abstract class RequestModel<T extends RequestModel<T>> {
              static final String[] NONE = {};
              static final String[][] ANY = {};
              RequestModel(String[] required, String[][] variants) {}
              public final T put(String field, Object value) { return null; }
              public final T clear(String field) { return null; }
              public final T copy() { return null; }
              public final JsonElement raw(String field) { return null; }
              public final Object toJson() { return null; }
              public final List<String> missingFields() { return null; }
              final T set(String field, Object value) { return null; }
              final <V> V read(String field, Class<V> type) { return null; }
              final <V> List<V> list(String field, Class<V> type) { return null; }
            }
            """));
    return sources;
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("mem:///" + typeName(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String typeName(String text) {
      String name =
          text.replaceAll(
              "(?s).*?(?:public |abstract |final )+(?:class|@?interface|enum) (\\w+).*", "$1");
      return text.replaceAll("(?s)package ([\\w.]+);.*", "$1").replace('.', '/') + "/" + name;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
