/**
 * The implementation, a package for each feature. Not for applications; anything here may change.
 *
 * <p>The way of one submit, {@code KreaClient.generate} on its caller's thread:
 *
 * <ol>
 *   <li>{@code generate.Generations.submit} brings the model's id into its plain form, writes the
 *       request as JSON, and refuses it if a required field is missing.
 *   <li>{@code generate.FieldAliases.apply} gives fields with deprecated names their new ones.
 *   <li>The generated interface is called; {@code http.Describe} has made it so that the call only
 *       says what it is: an {@code http.Operation}, which with its kind and options becomes an
 *       {@code http.Exchange}.
 *   <li>{@code http.Http.call} takes it onto an {@code http.CallerLane}, and {@code
 *       http.CallerLane.drive} works off what is to be done until the outcome is there.
 *   <li>{@code http.PendingCall.start} makes the request and sends it over the lane, which waits
 *       for one of its {@code http.Permits}.
 *   <li>The request passes {@code http.Guard}, which catches what interceptors of the application
 *       throw; those interceptors; {@code http.Credentials}, which asks for the key; {@code
 *       http.Observer}, which bounds the silence; and {@code http.IdleConnections}, which repeats
 *       it where a pooled connection was dead before anything was sent.
 *   <li>{@code http.SendGate.intercept} marks it as sent, once: from here on the service may have
 *       accepted it.
 *   <li>A failure goes to {@code http.PendingCall.broken} and a refusal to {@code
 *       http.PendingCall.refused}. Either plans the next attempt in {@code http.PendingCall.repeat}
 *       if nothing can have been accepted, or ends with what {@code http.CallFailures} makes of it.
 *   <li>An answer goes to {@code http.PendingCall.succeeded}, whose receiver reads the job, and
 *       {@code jobs.JobsClient.submitted} makes its handle.
 * </ol>
 *
 * <p>The way of one poll, in {@code JobHandle.await} on its caller's thread:
 *
 * <ol>
 *   <li>{@code jobs.JobsClient.await} has {@code jobs.JobWaits.await} make a {@code jobs.JobWait}
 *       on an {@code http.CallerLane}.
 *   <li>{@code jobs.JobWait.start} plans the first look for when {@code jobs.PollSchedule.first}
 *       says, and the alarm brings it back to the lane.
 *   <li>{@code jobs.JobWait.look} asks {@code jobs.HttpJobSource.get}, an exchange like any other,
 *       but never repeated by itself; meanwhile the alarm is set for the timeout.
 *   <li>{@code jobs.JobWait.answered} takes the answer. A failure ends the wait or not, as {@code
 *       jobs.PollFailure.of} says.
 *   <li>{@code jobs.JobWait.took} keeps a new state for the handle and tells the listener by an
 *       {@code http.ListenerRelay}; {@code jobs.JobVerdict.of} says whether it is the end.
 *   <li>If it is not, {@code jobs.JobWait.planLook} sets the alarm for the next look. If it is,
 *       {@code jobs.WaitOutcome.decide} completes the future, after the listener has heard, and the
 *       thread goes on with the job.
 * </ol>
 */
package io.github.krea4j.internal;
