package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.Loopback;
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
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/** The downloads of a client. */
final class DownloadCalls implements Downloads {
  private final MediaCalls media;
  private final DownloadOptions options;

  DownloadCalls(MediaCalls media, DownloadOptions options) {
    this.media = media;
    this.options = options;
  }

  @Override
  public Path toFile(URI source, Path target) {
    return Blocking.call(() -> start(source, target));
  }

  @Override
  public CompletableFuture<Path> toFileAsync(URI source, Path target) {
    return async(() -> start(source, target));
  }

  @Override
  public List<Path> toDirectory(Job job, Path directory) {
    return Blocking.call(() -> start(job, directory));
  }

  @Override
  public CompletableFuture<List<Path>> toDirectoryAsync(Job job, Path directory) {
    return async(() -> start(job, directory));
  }

  @Override
  public InputStream open(URI source) {
    HttpUrl url = address(source);
    return Blocking.call(
        () ->
            media.fetch(
                url,
                response -> MediaStream.of(response, options.maxBytes()),
                DownloadCalls::close));
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
    return new DownloadCalls(media, changed);
  }

  private CompletableFuture<Path> start(URI source, Path target) {
    media.requireOpen();
    HttpUrl url = address(source);
    if (Files.isDirectory(target)) {
      throw new InvalidRequestException(
          "The download's target "
              + target
              + " is a directory. Give a file in it, or use"
              + " toDirectory.");
    }
    if (!options.overwrite() && Files.exists(target)) {
      throw new InvalidRequestException(
          "The download's target "
              + target
              + " exists. Choose another name, or use"
              + " downloads().overwriting().");
    }
    // Only the root has no parent, and that is a directory.
    Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent());
    return load(url, makeDirectory(parent))
        .thenApply(
            part -> {
              part.moveTo(target, options.overwrite());
              return target;
            });
  }

  private CompletableFuture<List<Path>> start(Job job, Path directory) {
    media.requireOpen();
    List<HttpUrl> urls = new ArrayList<>();
    for (JobOutput output : job.outputs()) {
      urls.add(address(output.url()));
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InvalidRequestException(
          "The download's target " + directory + " is no directory. Give one, or use toFile.");
    }
    makeDirectory(directory);
    List<Supplier<AbortableFuture<PartFile>>> loads = new ArrayList<>();
    for (HttpUrl url : urls) {
      loads.add(() -> load(url, directory));
    }
    return new BoundedTasks<>(loads, options.parallelism(), PartFile::delete)
        .start()
        .thenApply(parts -> PartFile.moveAll(parts, directory, options.overwrite()));
  }

  private AbortableFuture<PartFile> load(HttpUrl url, Path directory) {
    return media.fetch(
        url,
        response -> PartFile.of(response, url, directory, options.maxBytes()),
        PartFile::delete);
  }

  private <T> CompletableFuture<T> async(Supplier<CompletableFuture<T>> start) {
    try {
      return media.forUser(start.get());
    } catch (KreaException | UncheckedIOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static HttpUrl address(URI source) {
    Objects.requireNonNull(source, "source");
    HttpUrl url = HttpUrl.parse(source.toString());
    if (url == null || (!url.isHttps() && !Loopback.is(url.host()))) {
      throw new InvalidRequestException(
          "Results are loaded by https only (http on this machine), not from "
              + (url == null
                  ? "a URL with the scheme " + source.getScheme()
                  : "http://" + url.host())
              + ".");
    }
    return url;
  }

  private static Path makeDirectory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + directory + " cannot be made", e);
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }
}
