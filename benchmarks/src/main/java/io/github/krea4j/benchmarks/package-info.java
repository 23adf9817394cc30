/**
 * Measures the facade against the same calls written by hand with OkHttp and Gson. All figures are
 * meant as ratios within one run.
 */
@NullMarked
package io.github.krea4j.benchmarks;

import org.jspecify.annotations.NullMarked;
