package io.jhaproxy.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium that is told over its DevTools socket what to do. */
final class Browser implements AutoCloseable {
  private static final Pattern TEXT = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private final Process process;
  private final WebSocket socket;
  private final Replies replies = new Replies();
  private int calls;

  /**
   * Starts it.
   *
   * @param profile an empty directory
   */
  Browser(Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                Peer.require("chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path door = profile.resolve("DevToolsActivePort");
    Wait.until(() -> "the browser's port", () -> Files.exists(door) && lines(door) > 1);
    int port = Integer.parseInt(Files.readAllLines(door).get(0));
    HttpClient client = HttpClient.newHttpClient();
    String pages =
        client
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher page = Pattern.compile("ws://[^\"]*/devtools/page/[^\"]*").matcher(pages);
    if (!page.find()) {
      throw new IOException("no page in " + pages);
    }
    socket = client.newWebSocketBuilder().buildAsync(URI.create(page.group()), replies).join();
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** Opens an address; {@code user:password@} before the host logs in. */
  void open(String address) {
    call("Page.navigate", "{\"url\":\"" + address + "\"}");
  }

  /** Evaluates JavaScript in the page; its value as text. */
  String evaluate(String script) {
    String quoted = script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    String answer = call("Runtime.evaluate", "{\"expression\":\"String(" + quoted + ")\"}");
    Matcher text = TEXT.matcher(answer);
    return text.find() ? text.group(1).replace("\\n", "\n").replace("\\t", "\t") : answer;
  }

  /** The text that a reader of the page sees. */
  String text() {
    return evaluate("document.body ? document.body.innerText : ''");
  }

  private String call(String method, String parameters) {
    int id = ++calls;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .join();
    String start = "{\"id\":" + id + ",";
    while (true) {
      String message = replies.next();
      if (message == null) {
        throw new AssertionError("no answer to " + method);
      }
      if (message.startsWith(start)) {
        return message;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Collects the parts of messages. */
  private static final class Replies implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();

    /** The next message, or null if none comes. */
    String next() {
      try {
        return messages.poll(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
