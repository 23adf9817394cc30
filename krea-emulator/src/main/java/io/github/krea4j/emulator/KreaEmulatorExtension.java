package io.github.krea4j.emulator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit 5 tests an emulator: one for all tests of a class, set back before each of them.
 *
 * <pre>{@code
 * @ExtendWith(KreaEmulatorExtension.class)
 * class PosterTest {
 *   @Test
 *   void drawsAPoster(KreaEmulator emulator) { ... }
 * }
 * }</pre>
 *
 * <p>To start it with settings, register it as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final KreaEmulatorExtension KREA =
 *     new KreaEmulatorExtension(KreaEmulator.builder().concurrency(2, 10));
 * }</pre>
 *
 * <p>A field that is not static gets a new emulator for every test. Tests that share an emulator
 * must not run in parallel.
 */
public final class KreaEmulatorExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private final KreaEmulator.Builder builder;
  private @Nullable KreaEmulator emulator;

  /** Classes within classes share the emulator of the outermost. */
  private int users;

  /** Creates an extension whose emulator has the usual settings. */
  public KreaEmulatorExtension() {
    this(KreaEmulator.builder());
  }

  /** Creates an extension whose emulator has the settings of a builder. */
  public KreaEmulatorExtension(KreaEmulator.Builder builder) {
    this.builder = builder;
  }

  /**
   * Returns the emulator.
   *
   * @throws IllegalStateException if no test runs
   */
  public synchronized KreaEmulator emulator() {
    if (emulator == null) {
      throw new IllegalStateException("The emulator runs during the tests only");
    }
    return emulator;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    enter();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    enter().reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    leave();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    leave();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KreaEmulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return emulator();
  }

  private synchronized KreaEmulator enter() {
    users++;
    KreaEmulator running = emulator;
    if (running == null) {
      running = builder.start();
      emulator = running;
    }
    return running;
  }

  private synchronized void leave() {
    users--;
    if (users == 0 && emulator != null) {
      emulator.close();
      emulator = null;
    }
  }
}
