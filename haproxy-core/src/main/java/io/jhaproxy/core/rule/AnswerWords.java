package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of an {@link AnswerText}. */
final class AnswerWords {
  /** Largest body that HAProxy takes from a file: what fits a buffer. */
  private static final int MAXIMUM_BODY = 15_360;

  /** The statuses that have an answer without being told. */
  private static final Set<Integer> KNOWN =
      Set.of(
          200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503,
          504);

  private final Words words;
  private final RuleScope scope;
  private int status;
  private boolean standard;
  private @Nullable String type;
  private byte[] body = new byte[0];
  private @Nullable RuleText formattedBody;
  private @Nullable ErrorFile file;

  /** The argument that says where the content comes from; empty for none. */
  private String source = "";

  private String section = "";
  private final List<AnswerText.Header> headers = new ArrayList<>();

  AnswerWords(Words words, RuleScope scope, int status, boolean standard) {
    this.words = words;
    this.scope = scope;
    this.status = status;
    this.standard = standard;
  }

  int status() {
    return status;
  }

  byte @Nullable [] type() {
    return type == null ? null : Ascii.bytes(type);
  }

  byte[] body() {
    return body;
  }

  @Nullable RuleText formattedBody() {
    return formattedBody;
  }

  @Nullable ErrorFile file() {
    return file;
  }

  boolean isStandard() {
    return standard;
  }

  List<AnswerText.Header> headers() {
    return List.copyOf(headers);
  }

  void read() throws ExpressionException {
    while (!words.atCondition() && argument()) {
      // the argument was taken
    }
    switch (source) {
      case "" -> standard = standard && headers.isEmpty();
      case "errorfile", "errorfiles", "default-errorfiles" -> whole();
      default -> {
        if (type == null && (body.length > 0 || formattedBody != null)) {
          throw wrong("a content type must be defined when non-empty payload is configured");
        }
        standard = false;
      }
    }
  }

  /** Takes an argument; false if the next word is none. */
  private boolean argument() throws ExpressionException {
    switch (words.peek()) {
      case "deny_status" -> status = status(take());
      case "status" -> {
        standard = false;
        status = status(take());
      }
      case "content-type" -> type = value(take(), "<ctype>");
      case "hdr" -> header();
      case "default-errorfiles" -> source(take());
      case "string" -> {
        String word = take();
        source(word);
        body = value(word, "<str>").getBytes(StandardCharsets.ISO_8859_1);
      }
      case "lf-string" -> {
        String word = take();
        source(word);
        formattedBody = scope.text(value(word, "<fmt>"));
      }
      case "file" -> {
        String word = take();
        source(word);
        body = load(value(word, "<file>"));
      }
      case "lf-file" -> {
        String word = take();
        source(word);
        formattedBody =
            scope.text(new String(load(value(word, "<file>")), StandardCharsets.ISO_8859_1));
      }
      case "errorfile" -> {
        String word = take();
        source(word);
        file = ErrorFile.parse(load(value(word, "<fmt>")));
      }
      case "errorfiles" -> {
        String word = take();
        source(word);
        section = value(word, "<name>");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String take() throws ExpressionException {
    return words.next("an argument");
  }

  private String value(String word, String what) throws ExpressionException {
    if (words.peek().isEmpty()) {
      throw wrong("'" + word + "' expects " + what + " as argument");
    }
    return take();
  }

  private int status(String word) throws ExpressionException {
    String text = value(word, "<status_code>");
    int code = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (code < 200 || code > 599) {
      throw wrong("Unexpected status code '" + code + "'");
    }
    return code;
  }

  private void header() throws ExpressionException {
    take();
    words.require(2, "'hdr' expects <name> and <value> as arguments");
    headers.add(new AnswerText.Header(Ascii.lowerBytes(take()), scope.text(take())));
  }

  private void source(String word) throws ExpressionException {
    if (!source.isEmpty()) {
      throw wrong("unexpected '" + word + "' argument, '" + source + "' already defined");
    }
    source = word;
  }

  /** A message as a whole: fields and content type that stand beside it are ignored. */
  private void whole() throws ExpressionException {
    standard = source.equals("default-errorfiles");
    if (!source.equals("errorfile") && !KNOWN.contains(status)) {
      throw wrong(
          "status code '" + status + "' not handled by default with '" + source + "' argument.");
    }
    if (!section.isEmpty()) {
      byte[] message = scope.surroundings().errorFile(section, status);
      file = message == null ? null : ErrorFile.parse(message);
    }
    if (type != null) {
      ignored("content-type '" + type + "'");
    }
    if (!headers.isEmpty()) {
      ignored("hdr parameters");
    }
    type = null;
    headers.clear();
  }

  private void ignored(String what) {
    scope.surroundings().warn(what + " ignored by the http reply when used with an erorrfile.");
  }

  private static ExpressionException wrong(String text) {
    return new ExpressionException(0, 0, text);
  }

  private static byte[] load(String path) throws ExpressionException {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(path));
      if (bytes.length > MAXIMUM_BODY) {
        throw wrong("file '" + path + "' exceeds the buffer size");
      }
      return bytes;
    } catch (IOException | InvalidPathException e) {
      throw wrong("error opening file '" + path + "'");
    }
  }
}
