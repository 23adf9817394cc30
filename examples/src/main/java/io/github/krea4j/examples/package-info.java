/**
 * Runnable programs. Each starts an emulator and talks to it; with {@code KREA_API_KEY} set it
 * talks to the real service and spends real money.
 */
@NullMarked
package io.github.krea4j.examples;

import org.jspecify.annotations.NullMarked;
