package io.jhaproxy.core.stream;

import io.jhaproxy.core.log.LogSource;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.HttpEdit;
import io.jhaproxy.core.rule.RuleContext;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What samples, rules and log lines see of HTTP where there is none: a stream in {@code mode tcp}.
 */
abstract class WithoutHttp implements LogSource, RuleContext {
  @Override
  public byte cookieReceived() {
    return '-';
  }

  @Override
  public byte cookieSent() {
    return '-';
  }

  @Override
  public boolean requestBuffer(Slice into) {
    return false;
  }

  @Override
  public boolean responseBuffer(Slice into) {
    return false;
  }

  @Override
  public long responseLength() {
    Slice bytes = new Slice();
    return responseBuffer(bytes) ? bytes.length() : -1;
  }

  @Override
  public boolean hasRequest() {
    return false;
  }

  @Override
  public boolean hasResponse() {
    return false;
  }

  @Override
  public boolean requestMethod(Slice into) {
    return false;
  }

  @Override
  public boolean requestUri(Slice into) {
    return false;
  }

  @Override
  public boolean requestVersion(Slice into) {
    return false;
  }

  @Override
  public @Nullable HeaderTable requestHeaders() {
    return null;
  }

  @Override
  public boolean requestBody(Slice into) {
    return false;
  }

  @Override
  public long requestBodySize() {
    return 0;
  }

  @Override
  public int status() {
    return 0;
  }

  @Override
  public boolean responseVersion(Slice into) {
    return false;
  }

  @Override
  public @Nullable HeaderTable responseHeaders() {
    return null;
  }

  @Override
  public int requestOrdinal() {
    return 1;
  }

  @Override
  public boolean requestCapture(int index, Slice into) {
    return false;
  }

  @Override
  public boolean responseCapture(int index, Slice into) {
    return false;
  }

  @Override
  public boolean originalRequestLine(Slice into) {
    return false;
  }

  @Override
  public HttpEdit requestEdit() {
    throw new IllegalStateException("no HTTP request in this phase");
  }

  @Override
  public HttpEdit responseEdit() {
    throw new IllegalStateException("no HTTP response in this phase");
  }

  @Override
  public void answer(HttpAnswer answer) {
    throw new IllegalStateException("no HTTP answer in this phase");
  }

  @Override
  public void deny(int status, @Nullable HttpAnswer answer) {
    throw new IllegalStateException("no HTTP answer in this phase");
  }

  @Override
  public void tarpit(int status, @Nullable HttpAnswer answer) {
    throw new IllegalStateException("no HTTP answer in this phase");
  }

  @Override
  public void answerError(int status) {
    throw new IllegalStateException("no HTTP answer in this phase");
  }
}
