/**
 * What can go wrong, one class for each way out. All are unchecked and extend {@link
 * io.github.krea4j.errors.KreaException}; no message, body or header holds the API key.
 */
@NullMarked
package io.github.krea4j.errors;

import org.jspecify.annotations.NullMarked;
