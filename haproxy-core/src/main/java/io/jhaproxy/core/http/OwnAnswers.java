package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.AnswerText;
import io.jhaproxy.core.rule.ErrorFile;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.Service;
import io.jhaproxy.core.sample.HttpUri;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.netty.buffer.ByteBuf;

/** The answers that the proxy gives itself: services, rules, errors, refusals. */
final class OwnAnswers {
  /** Bytes of the connection field that log lines count in answers which always have it. */
  private static final int CONNECTION_CLOSE = 15;

  private static final byte[] REDIRECT =
      KnownFields.ascii("cache-control: no-cache\r\ncontent-length: 0\r\nlocation: ");

  private final HttpStream stream;
  private final Slice path = new Slice();

  /** The connection field that is added behind what http-after-response rules add. */
  private boolean closeLast;

  private boolean keepLast;

  OwnAnswers(HttpStream stream) {
    this.stream = stream;
  }

  /** Whether the request can be redirected: GET or HEAD with a path, which is noted. */
  boolean hasPath() {
    stream.request.target(path);
    return (stream.request.methodIs("GET") || stream.request.isHead())
        && HttpUri.pathAndQuery(path);
  }

  /** Sends the client to another place with the path that was noted (server {@code redir}). */
  void redirect(byte[] prefix) {
    stream.outcome(Cause.LOCAL, Phase.CONNECT, 302);
    stream.endKeepAliveIfUnread();
    stream.endKeepAlive();
    stream.requestSide().countTaken();
    stream.bytesOut += CONNECTION_CLOSE;
    ByteBuf out = stream.worker().scratch();
    startLine(out, 302, Statuses.text(302));
    out.writeBytes(REDIRECT).writeBytes(prefix);
    out.writeBytes(path.buffer(), path.offset(), path.length()).writeShort(Bytes.CRLF);
    finish(out, true, false);
    send(out);
  }

  /** Sends what a service says, and closes. */
  void service(Service service) {
    stream.answeredBy(service);
    ByteBuf out = stream.worker().scratch();
    service.answer(stream, out);
    stream.outcome(Cause.LOCAL, Phase.REQUEST, OwnAnswer.status(out));
    if (service.keepsConnection(stream)) {
      stream.endKeepAliveIfUnread();
      OwnAnswer.insertConnection(out, !stream.keepsAlive(), stream.saysKeepAlive());
    } else {
      stream.endKeepAlive();
      stream.bytesOut += stream.answeredStatus == 400 ? CONNECTION_CLOSE : 0;
    }
    stream.bytesOut -= OwnAnswer.framingLength(out);
    send(out);
  }

  /** Sends what a rule has decided: an answer of its own or a standard one. */
  void rule(Cause why, Phase when) {
    HttpAnswer answer = stream.ruleAnswer;
    if (answer == null) {
      error(why, when, stream.denyStatus);
      return;
    }
    stream.outcome(why, when, answer.status);
    send(answer);
  }

  private void send(HttpAnswer answer) {
    ErrorFile file = answer.file;
    if (file != null) {
      file(file);
      return;
    }
    stream.endKeepAliveIfUnread();
    if (answer.close) {
      stream.endKeepAlive();
    }
    ByteBuf out = stream.worker().scratch();
    startLine(out, answer.status, Statuses.ruleText(answer.status));
    out.writeBytes(answer.headers, answer.headers.readerIndex(), answer.headers.readableBytes());
    finish(out, !stream.keepsAlive(), stream.saysKeepAlive());
    if (!stream.request.isHead()) {
      out.writeBytes(answer.body.buffer(), answer.body.offset(), answer.body.length());
    }
    send(out);
  }

  /** Sends an error answer and ends the exchange. */
  void error(Cause why, Phase when, int status) {
    ErrorAnswers errors = errors();
    ErrorFile file = errors.file(status);
    if (file != null) {
      stream.outcome(why, when, status);
      file(file);
      return;
    }
    AnswerText text = errors.formatted(status);
    if (text != null) {
      stream.outcome(why, when, text.status());
      send(text.compose(stream));
      return;
    }
    ByteBuf out = stream.worker().scratch();
    ErrorAnswers.Answer answer = errors.late(status);
    stream.outcome(why, when, answer.status());
    stream.endKeepAliveIfUnread();
    if (status == 400 || status == 408) {
      stream.endKeepAlive();
      stream.bytesOut += CONNECTION_CLOSE;
    }
    startLine(out, answer.status(), Statuses.text(answer.status()));
    out.writeBytes(answer.headers());
    finish(out, !stream.keepsAlive(), stream.saysKeepAlive());
    if (!stream.request.isHead()) {
      out.writeBytes(answer.body());
    }
    send(out);
  }

  /** Sends the message of an errorfile; the log keeps the status of the error. */
  private void file(ErrorFile file) {
    stream.endKeepAliveIfUnread();
    if (!file.delimited()) {
      stream.endKeepAlive();
    }
    ByteBuf out = stream.worker().scratch();
    out.writeBytes(file.startLine()).writeBytes(file.headers());
    finish(out, !stream.keepsAlive() && !file.oldVersion(), stream.saysKeepAlive());
    if (!stream.request.isHead()) {
      out.writeBytes(file.body());
    }
    afterResponse(out);
    stream.bytesOut += OwnAnswer.countedLength(out) + file.uncounted();
    stream.sendOwn(out);
  }

  /** Refuses a message that could not be understood; log lines count no bytes for it. */
  void refusal(Cause why, int status) {
    stream.outcome(why, Phase.REQUEST, status);
    stream.endKeepAlive();
    ByteBuf out = stream.worker().scratch();
    out.writeBytes(stream.frontend.http().errors().early(status));
    stream.sendOwn(out);
  }

  private void finish(ByteBuf out, boolean close, boolean keptAlive) {
    boolean later = AfterResponse.isWanted(stream);
    closeLast = later && close;
    keepLast = later && keptAlive;
    HeadWriter.finish(out, close && !later, keptAlive && !later);
  }

  private void afterResponse(ByteBuf out) {
    if (AfterResponse.isWanted(stream)) {
      AfterResponse.apply(stream, out);
      stream.answeredStatus = OwnAnswer.status(out);
      if (closeLast || keepLast) {
        OwnAnswer.insertConnection(out, closeLast, keepLast);
      }
    }
    closeLast = false;
    keepLast = false;
    LetterCase letters = stream.frontend.http().options().clientCase();
    if (letters != null) {
      letters.apply(out, out.readerIndex());
    }
  }

  private void send(ByteBuf out) {
    afterResponse(out);
    stream.bytesOut += OwnAnswer.countedLength(out);
    stream.sendOwn(out);
  }

  private static void startLine(ByteBuf out, int status, String reason) {
    out.writeBytes(KnownFields.ascii("HTTP/1.1 " + status + " " + reason + "\r\n"));
  }

  private ErrorAnswers errors() {
    return stream.enteredOrNull() instanceof HttpBackend entered
        ? entered.http().errors()
        : stream.frontend.http().errors();
  }
}
