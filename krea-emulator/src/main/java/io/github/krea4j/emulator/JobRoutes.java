package io.github.krea4j.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reading, listing and cancelling jobs. */
final class JobRoutes {
  private final JobStore jobs;
  private final boolean borderRepeats;

  JobRoutes(JobStore jobs, boolean borderRepeats) {
    this.jobs = jobs;
    this.borderRepeats = borderRepeats;
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "GET /jobs", this::list, "GET /jobs/{}", this::get, "DELETE /jobs/{}", this::delete);
  }

  private Reply list(Call call) {
    Optional<String> status = call.parameter("status");
    Optional<List<String>> types =
        call.parameter("types").map(text -> List.of(text.split(",", -1)));
    Predicate<Job> ofType =
        types
            .<Predicate<Job>>map(wanted -> job -> wanted.contains(job.order().type()))
            .orElse(job -> true);
    return Page.window(call, borderRepeats)
        .map(window -> window.page(jobs.list(window, ofType, status)))
        .orElseGet(Page::notACursor);
  }

  private Reply get(Call call) {
    return jobs.get(call.id()).map(Reply::ok).orElseGet(() -> Reply.notFound("Job"));
  }

  /** What the service answers for a job that has ended is not known: here it is no longer found. */
  private Reply delete(Call call) {
    return jobs.cancel(call.id()) ? Reply.empty(200) : Reply.notFound("Job");
  }
}
