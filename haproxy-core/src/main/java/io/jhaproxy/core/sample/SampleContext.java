package io.jhaproxy.core.sample;

import org.jspecify.annotations.Nullable;

/**
 * What sample fetches see of one running stream. The stream implements it; every method is called
 * on the stream's worker thread and neither blocks nor allocates. Methods that take a holder
 * ({@link Slice}, {@link Address}) fill it and return true, or leave it alone and return false when
 * the information does not exist (not yet, or not for this protocol).
 */
public interface SampleContext {
  // -- worker

  /** The worker's scratch memory for intermediate values. */
  Scratch scratch();

  /** Current wall-clock time in milliseconds since 1970, as the worker's clock sees it. */
  long nowMillis();

  /** Current monotonic time in nanoseconds, same origin as the stream's own time stamps. */
  long nowNanos();

  /** Size of a buffer, bytes (tune.bufsize). */
  default int bufferSize() {
    return 16_384;
  }

  /** Number of the worker, from 0. */
  default int workerNumber() {
    return 0;
  }

  // -- proxies; names are UTF-8 bytes encoded once at start

  /** Name of the frontend that accepted the connection. */
  byte[] frontendName();

  /** Unique id of the frontend ("id", 1 and up). */
  int frontendId();

  /** Name of the listener ("name" of the bind line), or null if it has none. */
  byte @Nullable [] listenerName();

  /** Unique id of the listening socket within its frontend. */
  int listenerId();

  /** Name of the backend that was chosen, or null before that. */
  byte @Nullable [] backendName();

  /** Unique id of the backend, or 0 before it was chosen. */
  int backendId();

  /** Name of the server that was chosen, or null. */
  byte @Nullable [] serverName();

  /** Unique id of the server within its backend, or 0. */
  int serverId();

  /** Name of the frontend's default backend, or null if it has none. */
  default byte @Nullable [] defaultBackendName() {
    return null;
  }

  /** Connections of the listening socket, this one included. */
  default long listenerConnections() {
    return 0;
  }

  /** The frontend's client timeout, milliseconds; 0 if there is none. */
  default long clientTimeout() {
    return 0;
  }

  /** The backend's server timeout, milliseconds; 0 if there is none. */
  default long serverTimeout() {
    return 0;
  }

  /** The backend's tunnel timeout, milliseconds; 0 if there is none. */
  default long tunnelTimeout() {
    return 0;
  }

  /** The server timeout that holds for this stream, milliseconds. */
  default long currentServerTimeout() {
    return serverTimeout();
  }

  /** The tunnel timeout that holds for this stream, milliseconds. */
  default long currentTunnelTimeout() {
    return tunnelTimeout();
  }

  // -- layer 4

  /** Client address as the frontend sees it (after PROXY protocol or set-src). */
  boolean clientAddress(Address into);

  /** Address the client connected to. */
  boolean frontendAddress(Address into);

  /** Our own address of the connection to the server. */
  boolean backendAddress(Address into);

  /** Address of the server connection's other end. */
  boolean serverAddress(Address into);

  /** A fact that the kernel knows of the client's TCP connection; -1 if there is none. */
  default long clientTcp(TcpFact fact) {
    return -1;
  }

  /** True if a PROXY protocol header told where the client is. */
  default boolean proxied() {
    return false;
  }

  /** The authority in the PROXY protocol header. */
  default boolean proxyAuthority(Slice into) {
    return false;
  }

  /** The unique id in the PROXY protocol header. */
  default boolean proxyUniqueId(Slice into) {
    return false;
  }

  /** True while there is a connection to a server. */
  default boolean hasServer() {
    return serverName() != null;
  }

  /** True if the client side uses TLS. */
  default boolean clientTls() {
    return false;
  }

  /** True if the server side uses TLS. */
  default boolean serverTls() {
    return false;
  }

  /** The SNI name that the client sent in its TLS hello on a TLS listener. */
  default boolean clientSni(Slice into) {
    return false;
  }

  /** The ALPN protocol agreed with the client. */
  default boolean clientAlpn(Slice into) {
    return false;
  }

  /** TLS protocol version of the client side, for instance {@code TLSv1.3}. */
  default boolean clientTlsVersion(Slice into) {
    return false;
  }

  /** TLS cipher of the client side, for instance {@code TLS_AES_128_GCM_SHA256}. */
  default boolean clientTlsCipher(Slice into) {
    return false;
  }

  /**
   * True if what is evaluated belongs to the response; decides which message the fetches without
   * {@code req.} or {@code res.} look at.
   */
  default boolean inResponse() {
    return hasResponse();
  }

  /** Raw bytes waiting in the request buffer. */
  boolean requestBuffer(Slice into);

  /** Raw bytes waiting in the response buffer. */
  boolean responseBuffer(Slice into);

  /** How many bytes of the response are buffered, or -1 if there is none. */
  long responseLength();

  /** True when no more request bytes can come (buffer full, client closed, delay expired). */
  boolean requestEnded();

  /** True when no more response bytes can come. */
  boolean responseEnded();

  // -- HTTP

  /** True once a complete HTTP request head has been parsed. */
  boolean hasRequest();

  /** True once a complete HTTP response head has been parsed. */
  boolean hasResponse();

  /** The method, for instance {@code GET}. */
  boolean requestMethod(Slice into);

  /** The request target as received or edited, for instance {@code /a?b} or {@code http://h/a}. */
  boolean requestUri(Slice into);

  /** The version, for instance {@code HTTP/1.1}. */
  boolean requestVersion(Slice into);

  /**
   * The request line as it was received, kept apart from later edits of the head and until the log;
   * false if no request came ({@code <BADREQ>}).
   */
  boolean originalRequestLine(Slice into);

  /** Header fields of the request, or null if there is no HTTP request. */
  @Nullable HeaderTable requestHeaders();

  /** That part of the request body that has been received and is still in the buffer. */
  boolean requestBody(Slice into);

  /** Size of the request body: the announced one, else what has been received so far. */
  long requestBodySize();

  /** Status code of the response, or 0. */
  int status();

  /** Version of the response, for instance {@code HTTP/1.1}. */
  boolean responseVersion(Slice into);

  /** Header fields of the response, or null if there is no HTTP response. */
  @Nullable HeaderTable responseHeaders();

  /** That part of the response body that is in the buffer. */
  default boolean responseBody(Slice into) {
    return false;
  }

  /** Size of the response body: the announced one, else what has been received so far. */
  default long responseBodySize() {
    return 0;
  }

  /** Ordinal of the request on its client connection, 1 and up (see the fetch http_first_req). */
  int requestOrdinal();

  // -- captures and variables

  /** Number of declared request captures of the frontend. */
  int requestCaptures();

  /** Captured request header {@code index}; false if nothing was captured. */
  boolean requestCapture(int index, Slice into);

  /** Number of declared response captures of the frontend. */
  int responseCaptures();

  /** Captured response header {@code index}; false if nothing was captured. */
  boolean responseCapture(int index, Slice into);

  /** Stores a value in request capture {@code index}; false if there is no such capture. */
  default boolean captureRequest(int index, Slice value) {
    return false;
  }

  /** Stores a value in response capture {@code index}; false if there is no such capture. */
  default boolean captureResponse(int index, Slice value) {
    return false;
  }

  /** Captured request cookie ("capture cookie"), the whole {@code name=value}. */
  default boolean requestCookieCapture(Slice into) {
    return false;
  }

  /** Captured response cookie. */
  default boolean responseCookieCapture(Slice into) {
    return false;
  }

  /** Name of the cache that the response comes from, or null. */
  default byte @Nullable [] cacheName() {
    return null;
  }

  /** Name of the algorithm that compresses the response, or null. */
  default byte @Nullable [] compressionName() {
    return null;
  }

  /** File of the rule that ended a rule set last. */
  default byte @Nullable [] lastRuleFile() {
    return null;
  }

  /** Line of the rule that ended a rule set last; 0 for none. */
  default int lastRuleLine() {
    return 0;
  }

  /** The stream's unique id ("unique-id-format"). */
  default boolean uniqueId(Slice into) {
    return false;
  }

  /**
   * Variables of a scope. The stream owns one object for {@code txn}, {@code req} and {@code res},
   * the session one for {@code sess}, the process one for {@code proc}. With {@code create} false
   * an object that was never needed may be null.
   */
  @Nullable Variables variables(VariableScope scope, boolean create);
}
