package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.DecimalText;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code return}, {@code deny} and {@code tarpit} (manual 4.2, "http-request
 * return"): status, headers and a constant or formatted body. Immutable.
 */
final class AnswerText {
  /** Largest body that HAProxy takes from a file: what fits a buffer. */
  private static final int MAXIMUM_BODY = 15_360;

  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length: ");
  private static final byte[] CONTENT_TYPE = Ascii.bytes("content-type: ");
  private static final byte[] END = {'\r', '\n'};

  private final int status;
  private final byte @Nullable [] type;
  private final Slice body;
  private final @Nullable RuleText formattedBody;
  private final List<Header> headers;
  private final boolean standard;

  private record Header(byte[] name, RuleText value) {}

  private AnswerText(Reader reader) {
    status = reader.status;
    type = reader.type == null ? null : Ascii.bytes(reader.type);
    body = Slice.of(reader.body);
    formattedBody = reader.formattedBody;
    headers = List.copyOf(reader.headers);
    standard = reader.standard;
  }

  /** Reads the words up to the condition. */
  static AnswerText read(Words words, RuleScope scope, int defaultStatus, boolean defaultStandard)
      throws ExpressionException {
    Reader reader = new Reader(words, scope, defaultStatus, defaultStandard);
    reader.read();
    return new AnswerText(reader);
  }

  int status() {
    return status;
  }

  /** True if the proxy's errorfile or the standard answer is to be sent. */
  boolean isStandard() {
    return standard;
  }

  /** Composes the answer in the context's buffer. */
  HttpAnswer compose(RuleContext context) {
    HttpAnswer answer = context.answerBuffer().start(status);
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

  /** Reads the arguments. */
  private static final class Reader {
    private final Words words;
    private final RuleScope scope;
    private int status;
    private @Nullable String type;
    private byte[] body = new byte[0];
    private @Nullable RuleText formattedBody;
    private boolean content;
    private boolean standard;
    private boolean defaultFiles;
    private final List<Header> headers = new ArrayList<>();

    Reader(Words words, RuleScope scope, int status, boolean standard) {
      this.words = words;
      this.scope = scope;
      this.status = status;
      this.standard = standard;
    }

    void read() throws ExpressionException {
      while (!words.atCondition()) {
        String word = words.next("an argument");
        switch (word) {
          case "deny_status" -> status = words.number("a status", 200, 599);
          case "status" -> {
            standard = standard && defaultFiles;
            status = words.number("a status", 200, 599);
          }
          case "content-type" -> type = words.next("a content type");
          case "hdr" ->
              headers.add(
                  new Header(
                      Ascii.lowerBytes(words.next("a header name")),
                      scope.text(words.next("a format"))));
          case "default-errorfiles" -> {
            standard = true;
            defaultFiles = true;
          }
          case "string" -> constant(words.next("a string").getBytes(StandardCharsets.ISO_8859_1));
          case "lf-string" -> formatted(words.next("a format"));
          case "file" -> constant(load(words.next("a file name")));
          case "lf-file" ->
              formatted(new String(load(words.next("a file name")), StandardCharsets.ISO_8859_1));
          case "errorfile", "errorfiles" ->
              throw new ExpressionException(0, 0, "argument '" + word + "' is not implemented yet");
          default ->
              throw new ExpressionException(
                  0, 0, "unexpected argument '" + word + "' in an answer");
        }
      }
      if (content && type == null && (body.length > 0 || formattedBody != null)) {
        throw new ExpressionException(0, 0, "a content type must be defined when content is");
      }
      standard = standard && !content && headers.isEmpty();
    }

    private void constant(byte[] bytes) {
      body = bytes;
      content = true;
    }

    private void formatted(String format) throws ExpressionException {
      formattedBody = scope.text(format);
      content = true;
    }

    private static byte[] load(String path) throws ExpressionException {
      try {
        byte[] bytes = Files.readAllBytes(Path.of(path));
        if (bytes.length > MAXIMUM_BODY) {
          throw new ExpressionException(0, 0, "file '" + path + "' exceeds the buffer size");
        }
        return bytes;
      } catch (IOException e) {
        throw new ExpressionException(0, 0, "error reading file '" + path + "': " + e.getMessage());
      }
    }
  }
}
