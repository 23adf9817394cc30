package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** Turns requests into jobs. */
final class Submissions {
  private final JobStore jobs;
  private final JobTimes times;
  private final MediaInputs inputs;
  private final Results results;

  Submissions(JobStore jobs, JobTimes times, MediaInputs inputs, Results results) {
    this.jobs = jobs;
    this.times = times;
    this.inputs = inputs;
    this.results = results;
  }

  /** Any operation that answers with a job. */
  Reply generate(Call call) {
    return submit(call, type(call.operation()), results.of(call), () -> {}, Reply::ok);
  }

  /** Any operation that answers with an array of jobs. */
  Reply generateSeveral(Call call) {
    return submit(call, type(call.operation()), results.of(call), () -> {}, Submissions::inArray);
  }

  /** Takes a job in, or refuses it; {@code answer} makes the reply out of the new job. */
  Reply submit(
      Call call,
      String type,
      JsonNode result,
      Runnable onCompleted,
      Function<ObjectNode, Reply> answer) {
    Optional<Reply> refusal = inputs.refusal(call);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Script.Settings script = call.script();
    Script.Failure failure = script.failure();
    Job.Order order =
        new Job.Order(
            type,
            call.operation().model().orElse(call.operation().name()),
            Results.caption(call),
            times.timeline(call.operation(), script),
            result.toString(),
            failure == null ? Optional.empty() : failure.error(),
            failure != null && failure.insideResult(),
            call.webhookUrl(),
            onCompleted);
    Optional<ObjectNode> job = jobs.submit(order);
    if (job.isEmpty()) {
      results.remove(result);
      return Reply.concurrencyLimitReached();
    }
    Reply reply = answer.apply(job.get());
    return call.webhookUrl()
        .flatMap(Webhooks::notCalled)
        .map(reason -> reply.withHeader(Call.WARNING_HEADER, reason))
        .orElse(reply);
  }

  static Reply inArray(ObjectNode job) {
    return Reply.ok(Json.MAPPER.createArrayNode().add(job));
  }

  /** The service's own names for these are only partly known. */
  private static String type(Operation operation) {
    String category = operation.model().map(model -> model.split("/", 2)[0]).orElse("job");
    return switch (category) {
      case "image" -> "externalImage";
      case "video" -> "videoV2";
      default -> category;
    };
  }
}
