package io.jhaproxy.core.mail;

import io.jhaproxy.core.check.CheckPlan;
import io.jhaproxy.core.net.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjIntConsumer;

/**
 * Sends what is said about the servers of a proxy as mails, to all its mailers. Safe from any
 * thread.
 */
public final class MailAlerts implements ObjIntConsumer<String> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx '('zzz')'", Locale.ENGLISH);

  private final String from;
  private final String to;
  private final String hostName;
  private final int level;
  private final List<Mailer> mailers;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * Makes the alerts of a proxy.
   *
   * @param hostName how this machine names itself to mailers
   * @param level the least severe syslog level that is mailed
   */
  public MailAlerts(
      String from,
      String to,
      String hostName,
      int level,
      List<Mailer> mailers,
      Clock clock,
      ZoneId zone) {
    this.from = from;
    this.to = to;
    this.hostName = hostName;
    this.level = level;
    this.mailers = List.copyOf(mailers);
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void accept(String text, int severity) {
    if (severity > level) {
      return;
    }
    List<CheckPlan.Step> dialogue = dialogue(text.replaceFirst("[\\s.]+$", ""));
    mailers.forEach(mailer -> mailer.send(dialogue));
  }

  private List<CheckPlan.Step> dialogue(String text) {
    return List.of(
        expect(2, '2'),
        send(3, "HELO " + hostName),
        expect(4, '2'),
        send(5, "MAIL FROM:<" + from + ">"),
        expect(6, '2'),
        send(7, "RCPT TO:<" + to + ">"),
        expect(8, '2'),
        send(9, "DATA"),
        expect(10, '3'),
        send(11, message(text)),
        expect(12, '2'),
        send(13, "QUIT"),
        expect(14, '2'));
  }

  private String message(String text) {
    ZonedDateTime now = Instant.ofEpochMilli(clock.wallMillis()).atZone(zone);
    return "From: "
        + from
        + "\r\nTo: "
        + to
        + "\r\nDate: "
        + DATE.format(now)
        + "\r\nSubject: [HAProxy Alert] "
        + text
        + "\r\n\r\n"
        + text
        + "\r\n\r\n.";
  }

  private static CheckPlan.Step send(int number, String line) {
    return new CheckPlan.Step.Send(number, (line + "\r\n").getBytes(StandardCharsets.UTF_8), "");
  }

  private static CheckPlan.Step expect(int number, char kind) {
    return new CheckPlan.Step.Expect(number, new MailReply(kind), "");
  }
}
