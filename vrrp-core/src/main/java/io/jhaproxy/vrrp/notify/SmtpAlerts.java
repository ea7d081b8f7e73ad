package io.jhaproxy.vrrp.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends e-mails over SMTP (RFC 5321), one after the other on a thread of their own that exists only
 * while there is something to send; a server that does not answer holds up nothing but mail.
 */
public final class SmtpAlerts {
  private static final int MOST_WAITING = 256;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  /**
   * Where and how mail goes.
   *
   * @param timeoutMillis for the connection and for each answer
   */
  public record Relay(
      String host, int port, String heloName, String from, List<String> to, int timeoutMillis) {}

  private final Relay relay;
  private final Consumer<String> log;
  private final ThreadPoolExecutor sender;

  /**
   * Alerts through a relay.
   *
   * @param log takes lines on the sending thread
   */
  public SmtpAlerts(Relay relay, Consumer<String> log) {
    this.relay = relay;
    this.log = log;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "smtp");
              thread.setDaemon(true);
              return thread;
            },
            (work, full) -> log.accept("Too many SMTP alerts are waiting, one was dropped"));
    sender.allowCoreThreadTimeOut(true);
  }

  /** Sends a mail soon; the date is that of this call. */
  public void send(String subject, String body) {
    String date = DATE.format(ZonedDateTime.now(ZoneId.systemDefault()));
    sender.execute(() -> deliver(date, subject, body));
  }

  /** Whether all mails were sent or given up. */
  public boolean idle() {
    return sender.getActiveCount() == 0 && sender.getQueue().isEmpty();
  }

  private void deliver(String date, String subject, String body) {
    String server = "[" + relay.host + "]:" + relay.port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(relay.host, relay.port), relay.timeoutMillis);
      socket.setSoTimeout(relay.timeoutMillis);
      log.accept("Remote SMTP server " + server + " connected.");
      Dialogue dialogue = new Dialogue(socket);
      dialogue.expect("", "220");
      dialogue.expect("HELO " + relay.heloName, "250");
      dialogue.expect("MAIL FROM:<" + relay.from + ">", "250");
      for (String recipient : relay.to) {
        dialogue.expect("RCPT TO:<" + recipient + ">", "25");
      }
      dialogue.expect("DATA", "354");
      dialogue.expect(message(date, subject, body), "250");
      log.accept("SMTP alert successfully sent.");
      dialogue.expect("QUIT", "221");
    } catch (IOException e) {
      log.accept("SMTP server " + server + ": " + e.getMessage());
    }
  }

  private String message(String date, String subject, String body) {
    return String.join(
        "\r\n",
        "Date: " + date,
        "From: " + relay.from,
        "Subject: " + subject,
        "X-Mailer: Keepalived",
        "To: " + String.join(", ", relay.to),
        "",
        body.replaceAll("(?m)^\\.", ".."),
        "",
        ".");
  }

  /** Commands and answers. */
  private static final class Dialogue {
    private final OutputStream output;
    private final BufferedReader input;

    Dialogue(Socket socket) throws IOException {
      output = socket.getOutputStream();
      input =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void expect(String command, String answer) throws IOException {
      if (!command.isEmpty()) {
        output.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
      }
      String line = input.readLine();
      while (line != null && line.length() > 3 && line.charAt(3) == '-') {
        line = input.readLine();
      }
      if (line == null) {
        throw new IOException("connection closed");
      }
      if (!line.startsWith(answer)) {
        throw new IOException("unexpected answer: " + line);
      }
    }
  }
}
