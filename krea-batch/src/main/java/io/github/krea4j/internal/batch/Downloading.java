package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.ItemState;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Saves the results of items, a few at a time, and notes each file when it is whole. */
final class Downloading {
  private static final int AT_A_TIME = 4;
  private static final int ATTEMPTS = 3;
  private static final int PAGE = 256;

  private final Journal journal;
  private final Service service;
  private final BatchSettings settings;
  private final Consumer<Runnable> events;
  private final Deque<Task> waiting = new ArrayDeque<>();

  /** Names that downloads under way have, folded, and whose they are. */
  private final Map<String, String> names = new HashMap<>();

  /** Items that wait or are under way. */
  private final Set<String> busy = new HashSet<>();

  private int underWay;

  /** Up to which place in the batch what earlier runs left was looked for; null: to its end. */
  private @Nullable Long resumed;

  /** A result to save; the job is read anew where it is not at hand. */
  private record Task(String key, String jobId, @Nullable Job job, int attempt) {}

  Downloading(Journal journal, Service service, BatchSettings settings, Consumer<Runnable> events) {
    this.journal = journal;
    this.service = service;
    this.settings = settings;
    this.events = events;
  }

  /** Saves what earlier runs left unsaved, whether this run meets the items or not. */
  void resume() {
    if (settings.folder() != null) {
      resumed = Long.MIN_VALUE;
      next();
    }
  }

  boolean isIdle() {
    return underWay == 0 && waiting.isEmpty();
  }

  /** Returns whether enough is waiting, so that no more items need to be looked at. */
  boolean isBusy() {
    return waiting.size() >= PAGE;
  }

  /** Saves the result of a job that has just ended. */
  void save(String key, Job job) {
    add(new Task(key, job.id(), job, 1));
  }

  /** Saves what is missing of an item that was completed before. */
  void complete(Journal.Item item) {
    if (settings.folder() != null && !hasAll(item)) {
      journal
          .lastAttempt(item.key())
          .map(Journal.Attempt::jobId)
          .ifPresent(id -> add(new Task(item.key(), id, null, 1)));
    }
  }

  private boolean hasAll(Journal.Item item) {
    List<Journal.SavedFile> files = journal.files(item.key());
    return files.size() >= item.outputs().orElse(1)
        && files.stream().allMatch(Downloading::isThere);
  }

  private static boolean isThere(Journal.SavedFile file) {
    try {
      return Files.size(file.path()) == file.bytes();
    } catch (IOException e) {
      return false;
    }
  }

  private void add(Task task) {
    if (settings.folder() != null && busy.add(task.key())) {
      waiting.add(task);
      next();
    }
  }

  private void next() {
    while (underWay < AT_A_TIME) {
      if (waiting.isEmpty()) {
        lookForMore();
      }
      if (waiting.isEmpty()) {
        return;
      }
      start(waiting.remove());
    }
  }

  private void lookForMore() {
    while (resumed != null && waiting.isEmpty()) {
      List<Journal.Item> page = journal.unsaved(resumed, PAGE);
      resumed = page.isEmpty() ? null : (Long) page.get(page.size() - 1).seq();
      for (Journal.Item item : page) {
        String job = journal.lastAttempt(item.key()).map(Journal.Attempt::jobId).orElse(null);
        if (job != null && busy.add(item.key())) {
          waiting.add(new Task(item.key(), job, null, 1));
        }
      }
    }
  }

  private void start(Task task) {
    Path folder = settings.folder();
    if (folder == null) {
      return;
    }
    underWay++;
    CompletableFuture<Job> job =
        task.job() != null
            ? CompletableFuture.completedFuture(task.job())
            : service.get(task.jobId());
    var unused =
        job.thenCompose(
                found ->
                    service
                        .download(
                            found, folder, (index, extension) -> name(task.key(), index, extension))
                        .thenApply(files -> Map.entry(found, files)))
            .whenComplete(
                (saved, failure) ->
                    events.accept(
                        () -> {
                          underWay--;
                          if (saved != null) {
                            busy.remove(task.key());
                            note(task.key(), saved.getKey(), saved.getValue());
                          } else {
                            failed(task, failure);
                          }
                          next();
                        }));
  }

  /** Returns a name that no other file of the batch has; asked on the thread of a download. */
  private synchronized String name(String key, int index, String extension) {
    String wanted = settings.naming().name(key, index, extension);
    String folded = FileNamer.folded(wanted);
    Optional<String> owner =
        Optional.ofNullable(names.get(folded)).or(() -> journal.ownerOf(folded));
    String name =
        owner.isPresent() && !owner.get().equals(key)
            ? FileNamer.marked(wanted, key, index)
            : wanted;
    names.put(FileNamer.folded(name), key);
    return name;
  }

  private void note(String key, Job job, List<Path> files) {
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      try {
        journal.saved(
            key,
            new Journal.SavedFile(
                i, job.outputs().get(i).url().toString(), file, Files.size(file)));
        forget(file);
      } catch (IOException e) {
        journal.state(key, ItemState.COMPLETED, "Its file " + file + " is gone again");
      }
    }
  }

  private synchronized void forget(Path file) {
    names.remove(FileNamer.folded(file.getFileName().toString()));
  }

  private void failed(Task task, @Nullable Throwable failure) {
    if (task.attempt() < ATTEMPTS) {
      // The addresses of a job may have been renewed.
      waiting.add(new Task(task.key(), task.jobId(), null, task.attempt() + 1));
      return;
    }
    busy.remove(task.key());
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    journal.state(
        task.key(),
        ItemState.COMPLETED,
        "Its files could not be saved: " + (cause == null ? "" : cause.getMessage()));
  }
}
