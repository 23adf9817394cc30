package io.github.krea4j.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<Page.Item> items =
        jobs.list(
            job ->
                status.filter(wanted -> !wanted.equals(job.path("status").asText())).isEmpty()
                    && types
                        .filter(wanted -> !wanted.contains(job.path("type").asText()))
                        .isEmpty());
    return Page.of(items, call, borderRepeats);
  }

  private Reply get(Call call) {
    return jobs.get(call.id()).map(Reply::ok).orElseGet(() -> Reply.notFound("Job"));
  }

  /** What the service answers for a job that has ended is not known: here it is no longer found. */
  private Reply delete(Call call) {
    return jobs.cancel(call.id()) ? Reply.empty(200) : Reply.notFound("Job");
  }
}
