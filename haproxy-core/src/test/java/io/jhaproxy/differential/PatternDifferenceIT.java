package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Maps and ACLs that rules change while traffic flows, through both programs: one connection, after
 * each change lookups by every matching method. (HAProxy mixes up those of its methods that search
 * lists where they share a file; so here they do not.)
 */
@Timeout(60)
class PatternDifferenceIT {
  private static final String CONFIGURATION =
      """
      global
       nbthread 1
      defaults
       mode http
       timeout client 9s
       timeout server 5s
       timeout connect 5s
      frontend f
       bind 127.0.0.1:%1$d
       acl listed hdr(look) -f %2$s/texts
       acl folded hdr(look) -i -f %2$s/texts extra
       acl begins hdr(look) -m beg -f %2$s/texts
       acl within hdr(look) -m sub -f %2$s/texts other
       acl ends hdr(look) -m end -f %2$s/list
       acl near hdr_ip(look) -f %2$s/networks
       acl number hdr_val(look) -f %2$s/numbers
       http-request set-map(%2$s/map) %%[hdr(key)] %%[hdr(value)] if { hdr(do) set }
       http-request del-map(%2$s/map) %%[hdr(key)] if { hdr(do) del }
       http-request set-map(%2$s/nets) %%[hdr(key)] %%[hdr(value)] if { hdr(do) net }
       http-request del-map(%2$s/nets) %%[hdr(key)] if { hdr(do) nonet }
       http-request set-map(%2$s/int) %%[hdr(key)] %%[hdr(value)] if { hdr(do) int }
       http-request set-map(%2$s/reg) %%[hdr(key)] %%[hdr(value)] if { hdr(do) reg }
       http-request set-map(%2$s/nobody) %%[hdr(key)] %%[hdr(value)] if { hdr(do) nobody }
       http-request add-acl(%2$s/texts) %%[hdr(key)] if { hdr(do) add }
       http-request del-acl(%2$s/texts) %%[hdr(key)] if { hdr(do) rem }
       http-request set-map(%2$s/tails) %%[hdr(key)] %%[hdr(value)] if { hdr(do) tail }
       http-request add-acl(%2$s/list) %%[hdr(key)] if { hdr(do) list }
       http-request add-acl(%2$s/networks) %%[hdr(key)] if { hdr(do) addnet }
       http-request add-acl(%2$s/numbers) %%[hdr(key)] if { hdr(do) addnum }
       http-response set-map(%2$s/map) %%[res.hdr(x)] %%[status] if { capture.req.hdr(0) late }
       declare capture request len 20
       http-request capture req.hdr(do) id 0
       http-request set-var(txn.found) str() %3$s
       http-request return status 200 content-type a/b lf-string "%%[hdr(look),map(%2$s/map,-)] \
      %%[hdr(look),map_beg(%2$s/map,-)] %%[hdr(look),map_end(%2$s/tails,-)] \
      %%[hdr(look),map_sub(%2$s/map,-)] %%[hdr(look),map_ip(%2$s/nets,-)] \
      %%[hdr(look),map_str_int(%2$s/int,0)] %%[hdr(look),map_regm(%2$s/reg,-)] %%[var(txn.found)]|"
      """;

  private static final String[] NAMES = {
    "listed", "folded", "begins", "within", "ends", "near", "number"
  };

  /** What is done, key, value, what is looked up then. */
  private static final String[] STEPS = {
    "- | - | - | a.b",
    "- | - | - | a.b.c",
    "set | a.b | 2 | a.b",
    "set | a.b | 2 | a.b.c",
    "set | a.b.c | longer | a.b.c.d",
    "set | a.b.c | two words | a.b.c",
    "set | twice | x | twice",
    "del | twice | - | twice",
    "set | A.B | y | A.B",
    "set | a | short | a.b.c",
    "del | a.b | - | a.b",
    "del | a.b | - | a.b.c",
    "del | none | - | a.b.c",
    "set | a.b | again | a.b",
    "tail | end | e | at the end",
    "tail | the end | t | at the end",
    "list | end | - | at the end",
    "list | end | - | ending",
    "set | sub | s | a sub b",
    "net | 10.0.0.0/8 | wide | 10.1.2.3",
    "net | 10.1.0.0/16 | near | 10.1.2.3",
    "net | 10.1.2.3 | host | 10.1.2.3",
    "net | bad | x | 10.1.2.3",
    "net | 2001:db8::/32 | six | 2001:db8::1",
    "nonet | 10.1.2.3 | - | 10.1.2.3",
    "nonet | 10.1.0.0/16 | - | 10.1.2.3",
    "nonet | 10.1.0.0 | - | 10.1.2.3",
    "int | n | 12 | n",
    "int | n | many | n",
    "int | m | many | m",
    "reg | ^x(.)y$ | <\\1> | xay",
    "reg | ^x(.*)y$ | later | xaby",
    "reg | ( | wrong | (",
    "nobody | a | b | a",
    "- | - | - | foo",
    "- | - | - | Foo",
    "- | - | - | EXTRA",
    "- | - | - | an other one",
    "add | new | - | new",
    "add | new | - | NEW",
    "add | New | - | New",
    "rem | new | - | new",
    "rem | new | - | New",
    "rem | new | - | newer",
    "rem | foo | - | foo",
    "rem | FOO | - | foo",
    "add | foo | - | a foo",
    "add | | - | x",
    "rem | | - | x",
    "addnet | 192.0.2.0/24 | - | 192.0.2.7",
    "addnet | x | - | 192.0.2.7",
    "addnum | 7:9 | - | 8",
    "addnum | abc | - | 8",
    "rem | bar | - | bar",
  };

  @TempDir private Path directory;

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  @Test
  void bothChangeTheSame() throws Exception {
    write("texts", "foo", "# none", "", " bar", "bar");
    write("networks", "10.9.0.0/16");
    write("numbers", "1:3");
    write("map", "a.b 1", "twice 1", "twice 2", " lead  two  words ");
    write("tails", "ing 1", "a 2");
    write("list", "x");
    write("nets", "127.0.0.0/8 self", "10.0.0.0/8 old", "10.0.0.0/8 older");
    write("int", "n 1");
    write("reg", "^q first");
    List<String> expected = answers(Program.executable(Program.REFERENCE));
    List<String> got = answers(Program.engine());
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < STEPS.length; i++) {
      softly.assertThat(got.get(i)).as(STEPS[i]).isEqualTo(expected.get(i));
    }
    softly.assertAll();
    System.out.println("patterns that change: " + STEPS.length + " compared");
  }

  private void write(String name, String... lines) throws Exception {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private List<String> answers(Program program) throws Exception {
    StringBuilder flags = new StringBuilder();
    for (String name : NAMES) {
      flags.append(
          String.format(
              "%n http-request set-var-fmt(txn.found) \"%%[var(txn.found)]%s,\" if %s",
              name, name));
    }
    try (Ports ports = new Ports(1)) {
      int port = ports.numbers()[0];
      String configuration = String.format(CONFIGURATION, port, directory, flags);
      try (AutoCloseable running = program.start(configuration)) {
        Bench.awaitListening(port);
        return converse(port);
      }
    }
  }

  private static List<String> converse(int port) throws Exception {
    List<String> answers = new ArrayList<>();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      for (String step : STEPS) {
        String[] parts = step.split("\\s*\\|\\s?", -1);
        String request =
            String.format(
                "GET / HTTP/1.1\r\nHost: h\r\nDo: %s\r\nKey: %s\r\nValue: %s\r\nLook: %s\r\n\r\n",
                (Object[]) parts);
        client.getOutputStream().write(request.getBytes(ISO_8859_1));
        answers.add(body(client.getInputStream()));
      }
    }
    return answers;
  }

  /** The body up to the bar that ends it. */
  private static String body(InputStream in) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '|'; next = in.read()) {
      text.append((char) next);
    }
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }
}
