package io.github.krea4j.emulator;

/** What the emulator does for one operation. */
@FunctionalInterface
interface Handler {
  Reply handle(Call call);
}
