package io.jhaproxy.core.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code httpclient}: one request without TLS, on the client's own thread. */
final class HttpClientCommand {
  private static final int PATIENCE_MILLIS = 5000;

  private static final Set<String> METHODS =
      Set.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT");

  private HttpClientCommand() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.admin(
                "httpclient",
                "httpclient <method> <URI>",
                "launch an HTTP request",
                HttpClientCommand::run)
            .in(Command.Mode.EXPERT));
  }

  private static void run(Call call) throws RefusedException {
    String method = call.word(1);
    if (call.word(2).isEmpty()) {
      throw new RefusedException("Can't start the HTTP client: not enough parameters.");
    }
    URI target;
    try {
      target = URI.create(call.word(2));
    } catch (IllegalArgumentException bad) {
      throw new RefusedException("Can't start the HTTP client.");
    }
    if (!METHODS.contains(method)
        || target.getHost() == null
        || !"http".equalsIgnoreCase(target.getScheme())) {
      throw new RefusedException("Can't start the HTTP client.");
    }
    try {
      call.print(answer(method, target, call.payload()));
    } catch (IOException unreachable) {
      // The reference says nothing either when nobody answers.
      call.print("");
    }
  }

  private static String answer(String method, URI target, @Nullable String body)
      throws IOException {
    int port = target.getPort() < 0 ? 80 : target.getPort();
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String payload = body == null ? "" : body;
    String length = body == null ? "" : "content-length: " + payload.length() + "\r\n";
    String host = target.getHost() + (target.getPort() < 0 ? "" : ":" + port);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.getHost(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          method
              + " "
              + path
              + query
              + " HTTP/1.1\r\nhost: "
              + host
              + "\r\nuser-agent: HAProxy\r\nconnection: close\r\n"
              + length
              + "\r\n"
              + payload;
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return readable(socket.getInputStream().readAllBytes());
    }
  }

  /** The response with names in lower case and without the framing of its body. */
  private static String readable(byte[] response) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(response));
    StringBuilder text = new StringBuilder(line(in)).append("\n");
    boolean chunked = false;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      int colon = Math.max(0, field.indexOf(':'));
      String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
      boolean framing = name.equals("transfer-encoding") && field.endsWith("chunked");
      chunked |= framing;
      if (!name.equals("connection")) {
        text.append(name).append(field.substring(colon)).append("\r\n");
      }
    }
    text.append("\r\n");
    if (!chunked) {
      return text.append(new String(in.readAllBytes(), ISO_8859_1)).toString();
    }
    for (int size = size(line(in)); size > 0; size = size(line(in))) {
      text.append(new String(in.readNBytes(size), ISO_8859_1));
      line(in);
    }
    return text.toString();
  }

  private static int size(String line) {
    String digits = line.replaceFirst("[^0-9A-Fa-f].*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
