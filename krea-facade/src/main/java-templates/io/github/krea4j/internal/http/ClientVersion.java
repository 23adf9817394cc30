package io.github.krea4j.internal.http;

/** The release of this library, filled in by the build. */
public final class ClientVersion {
  /** The User-Agent of requests that have none of their own. */
  public static final String USER_AGENT = "krea4j/${project.version}";

  private ClientVersion() {}
}
