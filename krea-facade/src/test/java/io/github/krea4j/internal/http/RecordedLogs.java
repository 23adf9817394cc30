package io.github.krea4j.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of the tests: silent, until a test records it.
 *
 * <pre>{@code
 * try (RecordedLogs.Recording log = RecordedLogs.record(Level.TRACE)) {
 *   …
 *   assertThat(log.lines()).contains("DEBUG io.github.krea4j.http GET /jobs -> 200 …");
 * }
 * }</pre>
 */
public final class RecordedLogs implements SLF4JServiceProvider {
  private static volatile Recording current;

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();
  private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();

  /** Records what this library logs, at this level and above, until the recording is closed. */
  public static Recording record(Level level) {
    Recording recording = new Recording(level);
    current = recording;
    return recording;
  }

  /** What was logged while this was open. */
  public static final class Recording implements AutoCloseable {
    private final Level level;
    private final List<String> lines = new ArrayList<>();

    private Recording(Level level) {
      this.level = level;
    }

    private synchronized void add(String line) {
      lines.add(line);
    }

    /** Returns the lines so far: level, logger and text, exceptions with their whole stack. */
    public synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public void close() {
      current = null;
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, TestLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class TestLogger extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    TestLogger(String name) {
      this.name = name;
    }

    private boolean enabled(Level level) {
      Recording recording = current;
      return recording != null
          && name.startsWith("io.github.krea4j")
          && level.toInt() >= recording.level.toInt();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
      Recording recording = current;
      if (recording == null) {
        return;
      }
      StringBuilder line =
          new StringBuilder()
              .append(level)
              .append(' ')
              .append(name)
              .append(' ')
              .append(MessageFormatter.basicArrayFormat(pattern, arguments));
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        line.append("\n").append(cause);
        for (StackTraceElement frame : cause.getStackTrace()) {
          line.append("\n  ").append(frame);
        }
      }
      recording.add(line.toString());
    }

    @Override
    public boolean isTraceEnabled() {
      return enabled(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return enabled(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return enabled(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return enabled(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return enabled(Level.ERROR);
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return enabled(Level.ERROR);
    }
  }
}
