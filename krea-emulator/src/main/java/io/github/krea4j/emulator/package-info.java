/**
 * A fake Krea server for tests, driven by the OpenAPI document.
 *
 * <p>{@link io.github.krea4j.emulator.KreaEmulator} starts it; {@link
 * io.github.krea4j.emulator.Script} tells it how to behave; {@link
 * io.github.krea4j.emulator.RecordedRequest} shows what it got.
 */
@NullMarked
package io.github.krea4j.emulator;

import org.jspecify.annotations.NullMarked;
