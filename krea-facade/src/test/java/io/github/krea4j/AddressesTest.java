package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ConfigurationException;
import io.github.krea4j.errors.InvalidRequestException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every address, right or wrong, at every door that takes one. */
class AddressesTest {
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("/relative", "its scheme is missing"),
          Map.entry("api.krea.ai", "its scheme is missing"),
          Map.entry("", "its scheme is missing"),
          Map.entry("ftp://api.krea.ai", "its scheme is ftp"),
          Map.entry("file:///etc/passwd", "its scheme is file"),
          Map.entry("mailto:someone@krea.ai", "its scheme is mailto"),
          Map.entry("https:api.krea.ai", "its host is missing"),
          Map.entry("https:///path", "its host is missing"),
          Map.entry("https://api.krea.ai:443443", "its port 443443 is none (1 to 65535)"),
          Map.entry("https://api.krea.ai:0/x", "its port 0 is none (1 to 65535)"),
          Map.entry("https://my_service.example:99999", "its port 99999 is none (1 to 65535)"),
          Map.entry("https://[::1]:65536", "its port 65536 is none (1 to 65535)"),
          Map.entry("https://api.krea.ai:44x/x", "its port 44x is none (1 to 65535)"),
          Map.entry("https://a..b/x", "its host a..b is no name of a host"),
          Map.entry("https://a..b:1/x", "its host a..b is no name of a host"),
          Map.entry("https://a..b:65535/x", "its host a..b is no name of a host"),
          Map.entry("https://a..b:/x", "its host a..b is no name of a host"));

  private static final String[] RIGHT = {
    "https://api.krea.ai",
    "HTTPS://API.krea.ai:8443/x",
    "https://my_service.example/h",
    "https://b\u00fccher.example/h",
    "https://[2001:db8::1]/h",
    "https://192.0.2.1:65535/h",
    "https://api.krea.ai./h",
    "http://localhost:8080/h",
    "http://127.0.0.1/h",
    "http://[::1]:1/h",
  };

  enum Door {
    BASE_URL(ConfigurationException.class) {
      @Override
      void enter(URI url, Path directory) {
        KreaClient.builder().apiKey("id:secret").baseUrl(url).build().close();
      }
    },
    ENVIRONMENT(ConfigurationException.class) {
      @Override
      void enter(URI url, Path directory) {
        KreaClient.fromEnv(Map.of("KREA_API_KEY", "id:secret", "KREA_BASE_URL", url.toString()))
            .close();
      }
    },
    WEBHOOK(IllegalArgumentException.class) {
      @Override
      void enter(URI url, Path directory) {
        var unused = RequestOptions.builder().webhookUrl(url).build();
      }
    },
    DOWNLOAD(InvalidRequestException.class) {
      @Override
      void enter(URI url, Path directory) {
        try (KreaClient client = KreaClient.builder().apiKey("id:secret").build()) {
          // A folder is no target: what is refused before it is the address.
          client.downloads().toFile(url, directory);
        }
      }
    };

    private final Class<? extends RuntimeException> refusal;

    Door(Class<? extends RuntimeException> refusal) {
      this.refusal = refusal;
    }

    abstract void enter(URI url, Path directory);

    @Nullable Throwable failure(String url, Path directory) {
      return catchThrowable(() -> enter(URI.create(url), directory));
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(Door.values())
        .flatMap(
            door ->
                WRONG.entrySet().stream()
                    // A blank variable counts as not set.
                    .filter(each -> door != Door.ENVIRONMENT || !each.getKey().isEmpty())
                    .map(each -> Arguments.of(door, each.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamed(Door door, String url, String fault, @TempDir Path directory) {
    assertThat(door.failure(url, directory))
        .isInstanceOf(door.refusal)
        .hasMessageContaining(fault)
        .hasMessageContaining("https");
  }

  static Stream<Arguments> right() {
    return Stream.of(Door.values())
        .flatMap(door -> Stream.of(RIGHT).map(url -> Arguments.of(door, url)));
  }

  @ParameterizedTest
  @MethodSource("right")
  void whatIsRightIsTaken(Door door, String url, @TempDir Path directory) {
    Throwable failure = door.failure(url, directory);

    if (door == Door.DOWNLOAD) {
      assertThat(failure).hasMessageContaining("is a directory");
    } else {
      assertThat(failure).isNull();
    }
  }
}
