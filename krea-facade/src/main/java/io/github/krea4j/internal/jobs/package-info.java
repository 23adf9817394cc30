/**
 * Waiting for jobs: what the service is asked, when, and what its answers mean. Not for
 * applications.
 */
@NullMarked
package io.github.krea4j.internal.jobs;

import org.jspecify.annotations.NullMarked;
