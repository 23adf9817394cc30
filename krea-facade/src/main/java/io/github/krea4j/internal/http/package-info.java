/**
 * How requests reach the service: credentials, time limits, repeats, and the rule that a submit is
 * sent once. Not for applications; anything here may change.
 */
@NullMarked
package io.github.krea4j.internal.http;

import org.jspecify.annotations.NullMarked;
