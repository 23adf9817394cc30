package io.github.krea4j.batch;

/** What is known of an item. */
public enum ItemState {
  /** It is to be submitted. */
  PLANNED,
  /** It is being submitted; no answer is noted yet. */
  SUBMITTING,
  /** The service has accepted it, and its job has not ended. */
  RUNNING,
  /** Its job has a result. Files may still be missing. */
  COMPLETED,
  /** Its job failed, which is not billed. */
  FAILED,
  /** Its job was cancelled, which is not billed. */
  CANCELLED,
  /** Its job ended without a result; it may have been billed. */
  EMPTY,
  /** The service, or this library, does not take the request. Nothing was accepted. */
  REFUSED,
  /** Nobody knows whether it was accepted. It is not submitted anew unless that is settled. */
  UNCERTAIN,
  /** It was not submitted for the sake of the budget. */
  LEFT_OUT
}
