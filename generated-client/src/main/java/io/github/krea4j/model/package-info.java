/**
 * What goes to the service and what comes back: request models and response records generated from
 * the OpenAPI document, and the few hand-written types they share.
 */
@NullMarked
package io.github.krea4j.model;

import org.jspecify.annotations.NullMarked;
