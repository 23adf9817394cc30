package io.github.krea4j.emulator;

import java.net.URI;
import java.util.OptionalInt;

/**
 * A webhook call that the emulator made, or did not make because its target is not on this machine.
 *
 * @param url where to
 * @param body the job as it was sent
 * @param status what the receiver answered; empty if there was no answer or no call
 */
public record WebhookDelivery(URI url, String body, OptionalInt status) {}
