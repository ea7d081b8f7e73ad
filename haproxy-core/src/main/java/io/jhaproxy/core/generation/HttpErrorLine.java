package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.ErrorAnswer;
import io.jhaproxy.core.http.ErrorAnswers;
import io.jhaproxy.core.http.HttpKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code http-error status CODE ...} (manual 4.2): a complete answer for one status, where nothing
 * of it is a format.
 */
final class HttpErrorLine {
  private final RuntimeNames names;
  private int status;
  private String type = "";
  private byte @Nullable [] payload;
  private byte @Nullable [] whole;
  private final StringBuilder fields = new StringBuilder();

  private HttpErrorLine(RuntimeNames names) {
    this.names = names;
  }

  /**
   * Compiles a line.
   *
   * @param words from {@code status} on; their form was checked when the line was read
   * @param into gets the message
   * @param errors gets what cannot be had, one text each
   */
  static void compile(
      List<String> words, RuntimeNames names, Map<Integer, byte[]> into, List<String> errors) {
    HttpErrorLine line = new HttpErrorLine(names);
    try {
      line.read(words);
      byte[] message = line.message();
      if (message != null) {
        into.put(line.status, message);
      }
    } catch (IOException unreadable) {
      errors.add("http-error : error reading a file: " + unreadable.getMessage());
    }
  }

  private void read(List<String> words) throws IOException {
    for (int i = 0; i < words.size(); i++) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (words.get(i)) {
        case "status" -> status = Integer.parseInt(value);
        case "content-type" -> type = value;
        case "string" -> payload = value.getBytes(StandardCharsets.ISO_8859_1);
        case "file" -> payload = Files.readAllBytes(Path.of(value));
        case "errorfile" -> whole = Files.readAllBytes(Path.of(value));
        case "errorfiles" -> whole = ofSection(value);
        case "hdr" -> {
          String text = words.get(i + 2);
          fields.append(value.toLowerCase(Locale.ROOT)).append(": ").append(text).append("\r\n");
          i++;
        }
        default -> {
          continue; // default-errorfiles: what is built in or configured otherwise
        }
      }
      i++;
    }
  }

  /** Whether a part of the answer is made anew each time. */
  static boolean isFormatted(List<String> words) {
    return words.stream().anyMatch(word -> word.equals("lf-string") || word.equals("lf-file"))
        || words.stream().anyMatch(word -> word.matches("(?s).*%[a-zA-Z{\\[].*"));
  }

  private byte @Nullable [] ofSection(String name) {
    Settings section = names.errorSection(name);
    ErrorAnswer answer = section == null ? null : section.get(HttpKeys.ERRORS).get(status);
    return answer instanceof ErrorAnswer.File file ? file.content() : null;
  }

  private byte @Nullable [] message() {
    byte[] body = payload;
    if (whole != null || (body == null && fields.length() == 0)) {
      return whole;
    }
    byte[] content = body == null ? new byte[0] : body;
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + ErrorAnswers.reason(status)
            + "\r\n"
            + fields
            + "content-length: "
            + content.length
            + "\r\n"
            + (type.isEmpty() || content.length == 0 ? "" : "content-type: " + type + "\r\n")
            + "\r\n";
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] message = new byte[first.length + content.length];
    System.arraycopy(first, 0, message, 0, first.length);
    System.arraycopy(content, 0, message, first.length, content.length);
    return message;
  }
}
