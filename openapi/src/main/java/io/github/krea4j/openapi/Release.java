package io.github.krea4j.openapi;

import java.time.LocalDate;

/**
 * The release that is generated for. Builds ask no clock: both are set by hand, in the POM.
 *
 * @param version without any qualifier: {@code 0.1.0}
 * @param date the day against which dates in the document are judged
 */
record Release(String version, LocalDate date) {
  /**
   * Reads both from text.
   *
   * @param version as the POM has it, perhaps a snapshot
   * @param date in ISO 8601
   */
  static Release of(String version, String date) {
    return new Release(version.replaceFirst("-SNAPSHOT$", ""), LocalDate.parse(date));
  }
}
