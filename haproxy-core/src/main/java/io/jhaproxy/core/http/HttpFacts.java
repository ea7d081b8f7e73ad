package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.HttpEdit;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.Stream;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What samples, rules and log lines see of an HTTP exchange. */
abstract class HttpFacts extends Stream {
  protected HttpFrontend frontend;
  protected final HttpHead request;
  protected final HttpHead response;
  protected boolean requestKnown;
  protected boolean responseKnown;
  protected int answeredStatus;
  protected boolean unlogged;
  protected int ordinal = 1;
  protected long bytesIn;
  protected long bytesOut;

  /** How many of the bytes are in the counters already (option contstats). */
  long countedIn;

  long countedOut;
  protected @Nullable ByteBuf requestMemory;
  protected @Nullable ByteBuf responseMemory;
  private @Nullable ByteBuf dechunked;
  final PersistenceState persistence = new PersistenceState();
  boolean inspecting;

  /** Content rules look at the response and may ask for more of it. */
  private boolean inspectingResponse;

  protected int denyStatus;
  protected @Nullable HttpAnswer ruleAnswer;
  private byte @Nullable [] requestCookie;
  private byte @Nullable [] responseCookie;
  private byte @Nullable [][] requestCaptured;
  private byte @Nullable [][] responseCaptured;

  HttpFacts(Session session) {
    super(session);
    this.frontend = (HttpFrontend) session.frontend();
    int maxHeaders = frontend.settings().maxHeaders();
    this.request = new HttpHead(maxHeaders);
    this.response = new HttpHead(maxHeaders);
  }

  /** The client goes over to the frontend that holds in place of its own; between two requests. */
  void goOver() {
    session.goOver();
    frontend = (HttpFrontend) session.frontend();
  }

  @Override
  protected void forgetFacts() {
    super.forgetFacts();
    requestKnown = false;
    responseKnown = false;
    answeredStatus = 0;
    unlogged = false;
    bytesIn = 0;
    bytesOut = 0;
    countedIn = 0;
    countedOut = 0;
    denyStatus = 0;
    ruleAnswer = null;
    persistence.forget();
    requestCaptured = null;
    responseCaptured = null;
    requestCookie = null;
    responseCookie = null;
  }

  final Session session() {
    return session;
  }

  final io.jhaproxy.core.stream.Cause cause() {
    return cause;
  }

  /** Copies the headers that the frontend wants in its log. */
  protected final void captureRequest() {
    List<HttpSettings.HeaderCapture> wanted = frontend.http().requestCaptures();
    if (!wanted.isEmpty()) {
      requestCaptured = captured(wanted, request);
    }
    HttpSettings.HeaderCapture cookie = frontend.http().options().cookieCapture();
    if (cookie != null) {
      requestCookie = CookieFields.capture(cookie, request, CookieFields.COOKIE);
    }
  }

  /** Copies the response headers that the frontend wants in its log. */
  protected final void captureResponse() {
    List<HttpSettings.HeaderCapture> wanted = frontend.http().responseCaptures();
    if (!wanted.isEmpty()) {
      responseCaptured = captured(wanted, response);
    }
    HttpSettings.HeaderCapture cookie = frontend.http().options().cookieCapture();
    if (cookie != null) {
      responseCookie = CookieFields.capture(cookie, response, CookieFields.SET_COOKIE);
    }
  }

  @Override
  public final void capture(boolean isRequest, int index, Slice value) {
    List<HttpSettings.HeaderCapture> slots =
        isRequest ? frontend.http().requestCaptures() : frontend.http().responseCaptures();
    if (index >= slots.size()) {
      return;
    }
    byte[][] values = isRequest ? requestCaptured : responseCaptured;
    if (values == null) {
      values = new byte[slots.size()][];
      if (isRequest) {
        requestCaptured = values;
      } else {
        responseCaptured = values;
      }
    }
    byte[] text = value.toByteArray();
    values[index] = Arrays.copyOf(text, Math.min(text.length, slots.get(index).length()));
  }

  @Override
  public final boolean requestCookieCapture(Slice into) {
    return filled(requestCookie, into);
  }

  /** A rule answers before anybody looks at cookies: log lines show none. */
  final void forgetRequestCookie() {
    requestCookie = null;
  }

  /** As above, of a response that does not pass. */
  final void forgetResponseCookie() {
    responseCookie = null;
  }

  @Override
  public final boolean responseCookieCapture(Slice into) {
    return filled(responseCookie, into);
  }

  /** What could not be read as a request has no id. */
  @Override
  protected final boolean isIdentified() {
    return requestKnown;
  }

  /** Rules look at an answer of the proxy's own as if it were a server's response. */
  final void ownResponse(boolean looked) {
    responseKnown = looked;
  }

  private static byte[][] captured(List<HttpSettings.HeaderCapture> wanted, HttpHead head) {
    byte[][] values = new byte[wanted.size()][];
    Slice value = new Slice();
    for (int i = 0; i < values.length; i++) {
      byte[] name = wanted.get(i).name();
      int at = name.length == 0 ? -1 : head.find(name, 0);
      if (at >= 0) {
        head.value(at, value);
        if (value.length() > wanted.get(i).length()) {
          value.narrow(0, wanted.get(i).length());
        }
        values[i] = value.toByteArray();
      }
    }
    return values;
  }

  @Override
  public final boolean requestCapture(int index, Slice into) {
    return capture(requestCaptured, index, into);
  }

  @Override
  public final boolean responseCapture(int index, Slice into) {
    return capture(responseCaptured, index, into);
  }

  @Override
  public final boolean captureRequest(int index, Slice value) {
    List<HttpSettings.HeaderCapture> declared = frontend.http().requestCaptures();
    byte[][] values = requestCaptured;
    if (index >= declared.size()) {
      return false;
    }
    if (values == null) {
      values = new byte[declared.size()][];
      requestCaptured = values;
    }
    values[index] = cut(value, declared.get(index).length());
    return true;
  }

  @Override
  public final boolean captureResponse(int index, Slice value) {
    List<HttpSettings.HeaderCapture> declared = frontend.http().responseCaptures();
    byte[][] values = responseCaptured;
    if (index >= declared.size()) {
      return false;
    }
    if (values == null) {
      values = new byte[declared.size()][];
      responseCaptured = values;
    }
    values[index] = cut(value, declared.get(index).length());
    return true;
  }

  private static byte[] cut(Slice value, int length) {
    byte[] bytes = value.toByteArray();
    return bytes.length <= length ? bytes : java.util.Arrays.copyOf(bytes, length);
  }

  private static boolean capture(byte @Nullable [][] values, int index, Slice into) {
    if (values == null || index >= values.length || values[index] == null) {
      return false;
    }
    into.set(Slice.of(values[index]));
    return true;
  }

  @Override
  protected final void persistenceLost() {
    persistence.received = 'D';
  }

  @Override
  public final byte cookieReceived() {
    return persistence.received();
  }

  @Override
  public final byte cookieSent() {
    return persistence.sent();
  }

  /** Rules are evaluated when the head is complete; only content rules may ask for more. */
  @Override
  public final boolean requestEnded() {
    return requestKnown ? !inspecting : super.requestEnded();
  }

  @Override
  public final boolean requestBuffer(Slice into) {
    return readable(requestMemory, into);
  }

  /** Of an HTTP response there are head and body; bytes as such are not looked at. */
  @Override
  public final boolean responseBuffer(Slice into) {
    return false;
  }

  /** Counted as bytes in the log are. */
  @Override
  public final long responseLength() {
    if (!responseKnown) {
      return isAwaitingResponse() ? 0 : -1;
    }
    Slice content = new Slice();
    return response.countedLength() + (responseBody(content) ? content.length() : 0);
  }

  /** Whether a server has the request and nothing of its response is known yet. */
  abstract boolean isAwaitingResponse();

  /** Only content rules may ask for more of a response. */
  @Override
  public final boolean responseEnded() {
    return !inspectingResponse;
  }

  /** Content rules are about to look at the response; {@code more}: and may ask for more of it. */
  final void inspects(boolean more) {
    inspectingResponse = more;
  }

  final boolean isInspecting() {
    return inspectingResponse;
  }

  private static boolean readable(@Nullable ByteBuf memory, Slice into) {
    if (memory == null) {
      return false;
    }
    into.set(memory, memory.readerIndex(), memory.readableBytes());
    return true;
  }

  @Override
  public final boolean hasRequest() {
    return requestKnown;
  }

  @Override
  public final boolean hasResponse() {
    return responseKnown;
  }

  @Override
  public final boolean requestMethod(Slice into) {
    return requestKnown && request.method(into);
  }

  @Override
  public final boolean requestUri(Slice into) {
    return requestKnown && request.target(into);
  }

  @Override
  public final boolean requestVersion(Slice into) {
    return requestKnown && request.requestVersion(into);
  }

  @Override
  public final @Nullable HeaderTable requestHeaders() {
    return requestKnown ? request : null;
  }

  @Override
  public final boolean requestBody(Slice into) {
    ByteBuf memory = requestMemory;
    if (!requestKnown || memory == null) {
      return false;
    }
    return body(request, memory, into);
  }

  @Override
  public final boolean responseBody(Slice into) {
    ByteBuf memory = responseMemory;
    return responseKnown && memory != null && body(response, memory, into);
  }

  /** What is there of a message's body, without the framing of chunks. */
  private boolean body(HttpHead head, ByteBuf memory, Slice into) {
    if (head.chunked) {
      ByteBuf content = dechunked;
      if (content == null) {
        content = worker.buffers().take();
        dechunked = content;
      }
      content.clear();
      H1Body.content(memory, head.headEnd, memory.writerIndex(), content);
      into.set(content, 0, content.writerIndex());
    } else {
      into.set(memory, head.headEnd, memory.writerIndex() - head.headEnd);
    }
    return true;
  }

  @Override
  public final long responseBodySize() {
    ByteBuf memory = responseMemory;
    if (!responseKnown || memory == null) {
      return 0;
    }
    return response.contentLength >= 0
        ? response.contentLength
        : memory.writerIndex() - response.headEnd;
  }

  /** Gives back the copy of a chunked body that samples have asked for. */
  final void releaseBody() {
    ByteBuf content = dechunked;
    if (content != null) {
      dechunked = null;
      worker.buffers().give(content);
    }
  }

  @Override
  public final long requestBodySize() {
    ByteBuf memory = requestMemory;
    if (!requestKnown || memory == null) {
      return 0;
    }
    return request.contentLength >= 0
        ? request.contentLength
        : memory.writerIndex() - request.headEnd;
  }

  @Override
  public final int status() {
    return answeredStatus;
  }

  @Override
  public final boolean responseVersion(Slice into) {
    return responseKnown && response.responseVersion(into);
  }

  @Override
  public final @Nullable HeaderTable responseHeaders() {
    return responseKnown ? response : null;
  }

  @Override
  public final int requestOrdinal() {
    return ordinal;
  }

  @Override
  public final boolean originalRequestLine(Slice into) {
    return requestKnown && requestMemory != null && request.firstLine(into);
  }

  @Override
  public final HttpEdit requestEdit() {
    return request;
  }

  @Override
  public final HttpEdit responseEdit() {
    return response;
  }

  @Override
  public final void answer(HttpAnswer answer) {
    denyStatus = answer.status;
    ruleAnswer = answer;
  }

  @Override
  public final void deny(int status, @Nullable HttpAnswer answer) {
    denyStatus = status;
    ruleAnswer = answer;
  }

  @Override
  public final void tarpit(int status, @Nullable HttpAnswer answer) {
    denyStatus = status;
    ruleAnswer = answer == null ? null : answer.copy();
  }

  @Override
  public final void answerError(int status) {
    denyStatus = status;
    ruleAnswer = null;
  }

  @Override
  public final long bytesToClient() {
    return bytesOut;
  }

  @Override
  public final long bytesFromClient() {
    return bytesIn;
  }
}
