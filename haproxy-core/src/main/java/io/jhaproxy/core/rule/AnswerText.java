package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.DecimalText;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code return}, {@code deny}, {@code tarpit} and {@code http-error} (manual 4.2,
 * "http-request return"): status, headers and a constant or formatted body, or the message of an
 * errorfile. Immutable.
 */
public final class AnswerText {
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length: ");
  private static final byte[] CONTENT_TYPE = Ascii.bytes("content-type: ");
  private static final byte[] END = {'\r', '\n'};

  private final int status;
  private final byte @Nullable [] type;
  private final Slice body;
  private final @Nullable RuleText formattedBody;
  private final List<Header> headers;
  private final boolean standard;
  private final @Nullable ErrorFile file;

  /** A header field with its value's format. */
  record Header(byte[] name, RuleText value) {}

  AnswerText(AnswerWords words) {
    status = words.status();
    type = words.type();
    body = Slice.of(words.body());
    formattedBody = words.formattedBody();
    headers = words.headers();
    standard = words.isStandard();
    file = words.file();
  }

  /** Reads the words up to the condition. */
  static AnswerText read(Words words, RuleScope scope, int defaultStatus, boolean defaultStandard)
      throws ExpressionException {
    AnswerWords reader = new AnswerWords(words, scope, defaultStatus, defaultStandard);
    reader.read();
    return new AnswerText(reader);
  }

  /** The status, 200..599. */
  public int status() {
    return status;
  }

  /** True if the proxy's errorfile or the standard answer is to be sent. */
  boolean isStandard() {
    return standard;
  }

  /** Composes the answer in the context's buffer. */
  public HttpAnswer compose(RuleContext context) {
    HttpAnswer answer = context.answerBuffer().start(status);
    answer.file = file;
    if (file != null) {
      return answer;
    }
    ByteBuf lines = answer.headers;
    for (Header header : headers) {
      lines.writeBytes(header.name()).writeByte(':').writeByte(' ');
      header.value().append(context, lines);
      lines.writeBytes(END);
    }
    RuleText formatted = formattedBody;
    answer.body.set(formatted != null ? formatted.render(context) : body);
    lines.writeBytes(CONTENT_LENGTH);
    DecimalText.append(answer.body.length(), lines);
    lines.writeBytes(END);
    byte[] contentType = type;
    if (contentType != null && !answer.body.isEmpty()) {
      lines.writeBytes(CONTENT_TYPE).writeBytes(contentType).writeBytes(END);
    }
    return answer;
  }
}
