package io.github.krea4j.internal.lists;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.AssetPage;
import io.github.krea4j.model.GetStyleShareLinkResponse;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.Style;
import io.github.krea4j.model.StylePage;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the facade takes from answers. What it throws means that an answer cannot be understood. */
public final class Answers {
  private Answers() {}

  public static Page<Asset> assets(AssetPage page) {
    return page(page.raw(), page::items, page.nextCursor());
  }

  public static @Nullable String id(Asset asset) {
    return idOf(asset::id);
  }

  public static Page<Style> styles(StylePage page) {
    return page(page.raw(), page::items, page.nextCursor());
  }

  public static @Nullable String id(Style style) {
    return idOf(style::id);
  }

  /** An element without an id is no reason to stop: it stays in the list. */
  private static @Nullable String idOf(Supplier<String> id) {
    try {
      return id.get();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  public static URI shareLink(GetStyleShareLinkResponse answer) {
    try {
      return answer.shareLink();
    } catch (IllegalStateException e) {
      throw new JsonParseException("The answer holds no link", e);
    }
  }

  /** Returns the jobs that were started; others in the list say nothing. */
  public static List<Job> started(List<Job> answer) {
    List<Job> jobs =
        answer.stream().filter(Objects::nonNull).filter(job -> !job.id().isEmpty()).toList();
    if (jobs.isEmpty()) {
      throw new JsonParseException("The service accepted the input but names no job");
    }
    return jobs;
  }

  private static <T> Page<T> page(
      JsonObject raw, Supplier<List<T>> items, Optional<String> cursor) {
    if (!(raw.get("items") instanceof JsonArray)) {
      throw new JsonParseException("The answer holds no list of items");
    }
    return new Page<>(items.get(), cursor.filter(text -> !text.isEmpty()).orElse(null));
  }
}
