package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;

/**
 * What the engine needs of the frontend side of a proxy. Times are milliseconds, 0 for no limit.
 *
 * @param id number shown as iid
 * @param maxconn connections at once, 0 for the process's limit only
 * @param sessionRateLimit rate-limit sessions: new connections in a second, 0 for no limit
 * @param noLinger option nolinger: closing resets the connection
 * @param smartAccept option tcp-smart-accept: the first bytes are acknowledged with the answer to
 *     them
 * @param requestTimeout timeout http-request; 0: the client timeout
 * @param keepAliveTimeout timeout http-keep-alive; 0: the request timeout
 * @param tarpitTimeout timeout tarpit, or what replaces it
 * @param independent option independent-streams: only the client's own bytes move its timeout
 * @param countsContinuously option contstats: bytes are counted as they pass, not at the end
 * @param ignoreProbes option http-ignore-probes
 * @param idleStays option idle-close-on-response: a soft stop closes no idle client, but tells each
 *     with its next response
 * @param acceptInvalid option accept-invalid-http-request
 * @param maxRewrite tune.maxrewrite: bytes of a buffer that reading leaves free
 * @param maxHeaders tune.http.maxhdr: header fields of a message at most
 * @param requestCaptures number of captured request headers
 * @param responseCaptures number of captured response headers
 */
public record FrontendSettings(
    String name,
    int id,
    boolean http,
    int maxconn,
    int sessionRateLimit,
    boolean noLinger,
    boolean smartAccept,
    long clientTimeout,
    long clientFinTimeout,
    long requestTimeout,
    long keepAliveTimeout,
    long tarpitTimeout,
    boolean dontLogNull,
    boolean dontLogNormal,
    boolean logAsap,
    boolean logSeparateErrors,
    boolean independent,
    boolean countsContinuously,
    boolean ignoreProbes,
    boolean idleStays,
    boolean acceptInvalid,
    ConnectionMode connectionMode,
    int maxRewrite,
    int maxHeaders,
    int requestCaptures,
    int responseCaptures) {}
