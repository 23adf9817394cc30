package consumer;

import io.github.krea4j.AssetUpload;
import io.github.krea4j.KreaClient;
import io.github.krea4j.api.JobsApi;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.net.URI;
import java.nio.file.Files;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;

/** Runs a job against the emulator on OkHttp 4, which stands before OkHttp 5 on the class path. */
public final class Main {
  public static void main(String[] args) throws Exception {
    check(OkHttp.VERSION.startsWith("4."), "this is OkHttp " + OkHttp.VERSION);
    OkHttpClient client = new OkHttpClient();
    try (KreaEmulator emulator = KreaEmulator.start();
        KreaClient krea =
            KreaClient.builder()
                .baseUrl(emulator.baseUrl())
                .apiKey(emulator.apiKey())
                .httpClient(client)
                .build()) {
      Job job = krea.generate(new Flux1DevRequest().prompt("a red fox")).await();
      URI picture = job.urls().get(0);
      byte[] bytes =
          Files.readAllBytes(
              krea.downloads().toFile(picture, Files.createTempDirectory("krea").resolve("a.png")));
      URI url = krea.assets().upload(AssetUpload.of(bytes, "a.png")).imageUrl();
      check(url.isAbsolute(), "the asset has no address");
      check(job.equals(krea.stub(JobsApi.class).getJob(job.id()).execute().body()), "other job");
    } finally {
      client.dispatcher().executorService().shutdown(); // its threads would live on for a minute
    }
  }

  private static void check(boolean ok, String message) {
    if (!ok) {
      throw new IllegalStateException(message);
    }
  }
}
