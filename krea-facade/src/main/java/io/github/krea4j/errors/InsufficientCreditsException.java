package io.github.krea4j.errors;

/**
 * 402: the workspace cannot pay for this request, or its plan does not include it. Nothing was
 * accepted.
 */
public final class InsufficientCreditsException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Which of the two it is. The service tells only by its text. */
  public enum Reason {
    /** The API balance is used up. */
    EMPTY_BALANCE(
        "Top up the workspace's API balance; the compute units of the web app do not pay for API"
            + " calls."),
    /** The plan lacks the model, or API access as a whole. */
    PLAN("The workspace's plan does not include this: choose another model or plan."),
    /** The text does not tell. */
    UNKNOWN(
        "Either the workspace's API balance is used up, or its plan does not include this model.");

    private final String wayOut;

    Reason(String wayOut) {
      this.wayOut = wayOut;
    }
  }

  private final Reason reason;

  InsufficientCreditsException(Answer answer) {
    super(answer, reason(answer.body()).wayOut);
    this.reason = reason(answer.body());
  }

  /** Returns whether money or the plan is what is missing. */
  public Reason reason() {
    return reason;
  }

  private static Reason reason(ErrorBody body) {
    if (body.says("balance", "credit", "funds")) {
      return Reason.EMPTY_BALANCE;
    }
    if (body.says("plan", "requires", "upgrade")) {
      return Reason.PLAN;
    }
    return body.says("insufficient") ? Reason.EMPTY_BALANCE : Reason.UNKNOWN;
  }
}
