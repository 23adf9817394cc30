/**
 * Retrofit interfaces generated from the OpenAPI document, one for each of its tags. Most
 * applications call the facade instead.
 */
@NullMarked
package io.github.krea4j.api;

import org.jspecify.annotations.NullMarked;
