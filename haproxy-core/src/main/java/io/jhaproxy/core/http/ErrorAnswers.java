package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.AnswerText;
import io.jhaproxy.core.rule.ErrorFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that the proxy gives itself when something is wrong: built-in ones, or complete files
 * ({@code errorfile}, manual 4.2). Immutable.
 */
public final class ErrorAnswers {
  private static final int[] CODES = {
    200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503, 504
  };

  /** The built-in answers only. */
  public static final ErrorAnswers BUILT_IN = new ErrorAnswers(Map.of(), Map.of());

  private static final String EARLY =
      "HTTP/1.1 %s\r\nContent-length: %d\r\nCache-Control: no-cache\r\nConnection: close\r\n"
          + "Content-Type: text/html\r\n\r\n%s";
  private static final String LATE =
      "content-length: %d\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n";

  private final Map<Integer, byte[]> files;
  private final Map<Integer, AnswerText> formatted;
  private final Map<Integer, ErrorFile> parsed = new HashMap<>();
  private final Map<Integer, byte[]> early = new HashMap<>();
  private final Map<Integer, Answer> late = new HashMap<>();

  /**
   * An answer in parts.
   *
   * @param headers header lines, each with its line end
   */
  public record Answer(int status, byte[] headers, byte[] body) {}

  /**
   * Answers with some replaced by files.
   *
   * @param files status to the complete bytes of the message
   * @param formatted status to what is composed each time; what could not be understood is answered
   *     without them
   */
  public ErrorAnswers(Map<Integer, byte[]> files, Map<Integer, AnswerText> formatted) {
    this.files = Map.copyOf(files);
    this.formatted = Map.copyOf(formatted);
    files.forEach((status, content) -> parsed.put(status, ErrorFile.parse(content)));
    for (int status : CODES) {
      byte[] body = body(status).getBytes(StandardCharsets.US_ASCII);
      byte[] headers = LATE.formatted(body.length).getBytes(StandardCharsets.US_ASCII);
      late.put(status, new Answer(status, headers, body));
      String line = status + " " + Statuses.text(status);
      early.put(
          status,
          EARLY.formatted(line, body.length, body(status)).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The usual reason of a status in answers that are configured. */
  public static String reason(int status) {
    return Statuses.ruleText(status);
  }

  /** The status that is used when one without an answer of its own is asked for. */
  private static int known(int status) {
    for (int code : CODES) {
      if (code == status) {
        return status;
      }
    }
    return 403;
  }

  /** The file for a status in its parts, or null. */
  @Nullable ErrorFile file(int status) {
    return parsed.get(known(status));
  }

  /** What is composed for a status, or null. */
  @Nullable AnswerText formatted(int status) {
    return formatted.get(known(status));
  }

  /** The complete answer to a message that could not be understood; it closes the connection. */
  byte[] early(int status) {
    byte[] file = files.get(known(status));
    if (file != null) {
      return file;
    }
    byte[] built = early.get(known(status));
    return built == null ? new byte[0] : built;
  }

  /** The answer in parts. */
  Answer late(int status) {
    Answer answer = late.get(known(status));
    if (answer == null) {
      throw new IllegalStateException("no answer for status " + status);
    }
    return answer;
  }

  private static String body(int status) {
    String title = status + " " + Statuses.text(status);
    return "<html><body><h1>" + title + "</h1>\n" + sentence(status) + "\n</body></html>\n";
  }

  private static String sentence(int status) {
    return switch (status) {
      case 200 -> "Service ready.";
      case 400 -> "Your browser sent an invalid request.";
      case 401, 407 -> "You need a valid user and password to access this content.";
      case 403 -> "Request forbidden by administrative rules.";
      case 404 -> "The resource could not be found.";
      case 405 ->
          "A request was made of a resource using a request method not supported by that resource";
      case 408 -> "Your browser didn't send a complete request in time.";
      case 410 -> "The resource is no longer available and will not be available again.";
      case 413 -> "The request entity exceeds the maximum allowed.";
      case 421 -> "Request sent to a non-authoritative server.";
      case 422 -> "The server cannot process the contained instructions.";
      case 425 -> "Your browser sent early data.";
      case 429 -> "You have sent too many requests in a given amount of time.";
      case 500 -> "An internal server error occurred.";
      case 501 -> ".The server does not support the functionality required to fulfill the request.";
      case 502 -> "The server returned an invalid or incomplete response.";
      case 503 -> "No server is available to handle this request.";
      case 504 -> "The server didn't respond in time.";
      default -> "";
    };
  }
}
