package io.github.krea4j.internal.media;

import io.github.krea4j.Downloads;
import io.github.krea4j.FileNaming;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Addresses;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.CallOptions;
import io.github.krea4j.internal.http.Exchange;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Lane;
import io.github.krea4j.internal.http.Loopback;
import io.github.krea4j.internal.http.Receiver;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The downloads of a client. */
public final class DownloadsClient implements Downloads {
  private static final FileNaming AS_SUGGESTED = (output, index, suggested) -> suggested;

  private final Http http;
  private final DownloadOptions options;

  /** Creates downloads that replace nothing and have no limit. */
  public DownloadsClient(Http http) {
    this(http, DownloadOptions.DEFAULTS);
  }

  private DownloadsClient(Http http, DownloadOptions options) {
    this.http = http;
    this.options = options;
  }

  @Override
  public Path toFile(URI source, Path target) {
    return http.lanes().call(lane -> start(source, target, lane));
  }

  @Override
  public CompletableFuture<Path> toFileAsync(URI source, Path target) {
    return async(lane -> start(source, target, lane));
  }

  @Override
  public List<Path> toDirectory(Job job, Path directory) {
    return toDirectory(job, directory, AS_SUGGESTED);
  }

  @Override
  public CompletableFuture<List<Path>> toDirectoryAsync(Job job, Path directory) {
    return toDirectoryAsync(job, directory, AS_SUGGESTED);
  }

  @Override
  public List<Path> toDirectory(Job job, Path directory, FileNaming naming) {
    // One by one on this thread; several at once need others.
    boolean here = options.parallelism() == 1 || job.outputs().size() == 1;
    return http.lanes()
        .call(lane -> start(job, directory, naming, here ? lane : http.lanes().async()));
  }

  @Override
  public CompletableFuture<List<Path>> toDirectoryAsync(
      Job job, Path directory, FileNaming naming) {
    return async(lane -> start(job, directory, naming, lane));
  }

  @Override
  public InputStream open(URI source) {
    return http.lanes().call(lane -> opening(source, lane));
  }

  @Override
  public CompletableFuture<InputStream> openAsync(URI source) {
    return async(lane -> opening(source, lane));
  }

  private CompletableFuture<InputStream> opening(URI source, Lane lane) {
    http.requireOpen();
    return fetch(address(source), MediaReceiver.stream(address(source), options.maxBytes()), lane);
  }

  @Override
  public Downloads overwriting() {
    return with(new DownloadOptions(true, options.maxBytes(), options.parallelism()));
  }

  @Override
  public Downloads maxBytes(long bytes) {
    return with(new DownloadOptions(options.overwrite(), bytes, options.parallelism()));
  }

  @Override
  public Downloads parallelism(int files) {
    return with(new DownloadOptions(options.overwrite(), options.maxBytes(), files));
  }

  private Downloads with(DownloadOptions changed) {
    return new DownloadsClient(http, changed);
  }

  private CompletableFuture<Path> start(URI source, Path target, Lane lane) {
    http.requireOpen();
    HttpUrl url = address(source);
    Path end = TargetFile.resolve(target, options.overwrite());
    Path directory = makeDirectory(TargetFile.directory(end));
    StaleParts.removeFrom(directory);
    return load(url, directory, lane)
        .thenApply(
            part -> {
              part.moveTo(end, options.overwrite());
              return target;
            });
  }

  private CompletableFuture<List<Path>> start(
      Job job, Path directory, FileNaming naming, Lane lane) {
    http.requireOpen();
    List<HttpUrl> urls = new ArrayList<>();
    for (JobOutput output : job.outputs()) {
      urls.add(address(output.url()));
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InvalidRequestException(
          "The download's target " + directory + " is no directory. Give one, or use toFile.");
    }
    makeDirectory(directory);
    StaleParts.removeFrom(directory);
    List<Supplier<AbortableFuture<PartFile>>> loads = new ArrayList<>();
    for (HttpUrl url : urls) {
      loads.add(() -> load(url, directory, lane));
    }
    return new BoundedTasks<>(loads, options.parallelism(), PartFile::delete)
        .start()
        .thenApply(
            parts ->
                PartFile.moveAll(
                    parts,
                    index -> name(job.outputs().get(index), index, parts.get(index), naming),
                    directory,
                    options.overwrite()));
  }

  private static String name(JobOutput output, int index, PartFile part, FileNaming naming) {
    String name = Objects.requireNonNull(naming.name(output, index, part.name()), "name");
    String fault = FileNames.fault(name);
    if (fault != null) {
      throw new InvalidRequestException(
          "The name \"" + name + "\" for the output " + index + " of the job " + fault + ".");
    }
    return name;
  }

  private AbortableFuture<PartFile> load(HttpUrl url, Path directory, Lane lane) {
    return fetch(url, MediaReceiver.file(url, directory, options.maxBytes()), lane);
  }

  private <T> AbortableFuture<T> fetch(HttpUrl url, Receiver<T> receiver, Lane lane) {
    // Compressed on the way, a file's length could not be checked.
    Request request = new Request.Builder().url(url).header("Accept-Encoding", "identity").build();
    return http.start(
        new Exchange<>("download", request, CallKind.DOWNLOAD, CallOptions.DEFAULTS, receiver),
        lane);
  }

  private <T> CompletableFuture<T> async(Function<Lane, CompletableFuture<T>> start) {
    try {
      return http.forUser(start.apply(http.lanes().async()));
    } catch (KreaException | UncheckedIOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static HttpUrl address(URI source) {
    Objects.requireNonNull(source, "source");
    HttpUrl url = Addresses.http(source, fault -> refused("this URL: " + fault));
    if (!url.isHttps() && !Loopback.is(url.host())) {
      throw refused("http://" + url.host());
    }
    return url;
  }

  private static InvalidRequestException refused(String from) {
    return new InvalidRequestException(
        "Results are loaded by https only (http on this machine), not from " + from + ".");
  }

  private static Path makeDirectory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + directory + " cannot be made", e);
    }
  }
}
