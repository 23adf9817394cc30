package io.github.krea4j.internal.http;

import okhttp3.Headers;

/**
 * A successful answer, read to its end.
 *
 * @param attempts how many requests it took
 * @param path the request's path, without the query
 */
public record ApiResponse(
    int status, Headers headers, String body, int attempts, String method, String path) {}
