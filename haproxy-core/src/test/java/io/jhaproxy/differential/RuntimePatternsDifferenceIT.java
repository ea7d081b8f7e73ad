package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands about maps and patterns, to both programs, one row each, in this order: later rows see
 * what earlier ones changed. Numbers of entries are hidden.
 */
@Timeout(60)
class RuntimePatternsDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       stats socket DIR/a.sock level admin
       stats socket DIR/u.sock level user
      defaults
       mode http
       timeout client 5s
       timeout server 1s
       timeout connect 1s
      frontend f
       bind 127.0.0.1:PORT0
       acl l hdr(host) -i -f FILES/l.acl
       acl inl path_beg /a /b
       http-request deny if l inl
       http-request set-header x %[hdr(host),map(FILES/m.map)]
       http-request set-header y %[src,map_ip(FILES/ip.map)]
       http-request set-header z %[path,map_reg(FILES/r.map)]
       http-request set-header n %[path,map_str_int(FILES/n.map)]
      """;

  private static final String ROWS =
      """
      a show map FILES/m.map¶
      u show map FILES/m.map¶
      a show map #2¶
      a show map #99¶
      a show map nosuch¶
      a show acl #0¶
      a show acl FILES/l.acl¶
      a show acl FILES/m.map¶
      a show acl #2¶
      a show acl @0 #2¶
      a show acl @1 #2¶
      a show acl @x #2¶
      a get map FILES/m.map a.com¶
      a get map FILES/m.map b.com¶
      a get map FILES/m.map nosuch¶
      a get map FILES/ip.map 10.1.2.3¶
      a get map FILES/ip.map nosuch¶
      a get map FILES/r.map /users/7¶
      a get map FILES/r.map nosuch¶
      a get map FILES/n.map one¶
      a get map¶
      a get map FILES/m.map¶
      a get map nosuch x¶
      a get acl FILES/l.acl X.com¶
      a get acl FILES/l.acl nosuch¶
      a get acl #2 /abc¶
      a get acl #2 nosuch¶
      a get acl nosuch x¶
      a get acl¶
      a add acl¶
      a add acl #2¶
      a add acl #2 /new;show acl #2;get acl #2 /newer¶
      a add acl nosuch x¶
      a add acl @1 #2 x¶
      a add acl FILES/m.map x¶
      a add map¶
      a add map FILES/m.map¶
      a add map FILES/m.map k¶
      a add map nosuch k v¶
      a add map FILES/m.map c.com v;show map FILES/m.map¶
      a add map FILES/m.map c.com v2 extra;show map FILES/m.map;get map FILES/m.map c.com¶
      a add map FILES/m.map blank\\ ed v\\ w;show map FILES/m.map¶
      a add map FILES/ip.map notanip v¶
      a add map FILES/n.map two 2;get map FILES/n.map two¶
      a set map¶
      a set map FILES/m.map¶
      a set map FILES/m.map c.com¶
      a set map FILES/m.map c.com w;show map FILES/m.map¶
      a set map FILES/m.map nosuch w¶
      a set map FILES/m.map #0x123 w¶
      a set map FILES/m.map #zz w¶
      a set map nosuch a b¶
      a del map¶
      a del map FILES/m.map¶
      a del map FILES/m.map c.com;show map FILES/m.map¶
      a del map FILES/m.map c.com¶
      a del map FILES/m.map #0x123¶
      a del map nosuch a¶
      a del acl #2 /new;show acl #2¶
      a del acl #2 nosuch¶
      a del acl¶
      a del acl #2 #zz¶
      a prepare map¶
      a prepare map nosuch¶
      a prepare map FILES/m.map¶
      a add map @1 FILES/m.map d.com v¶
      a add map @5 FILES/m.map d.com v¶
      a show map @1 FILES/m.map¶
      a show map @0 FILES/m.map¶
      a show map @9 FILES/m.map¶
      a get map FILES/m.map d.com;get map FILES/m.map a.com¶
      a commit map¶
      a commit map @1¶
      a commit map @9 FILES/m.map¶
      a commit map @x FILES/m.map¶
      a commit map FILES/m.map¶
      a commit map @1 FILES/m.map;show map FILES/m.map;get map FILES/m.map d.com¶
      a commit map @1 FILES/m.map¶
      a prepare acl #2;add acl @1 #2 /v1;commit acl @1 #2;show acl #2;get acl #2 /v1¶
      a clear acl @9 #2;show acl #2¶
      a clear acl #2;show acl #2¶
      a clear acl nosuch¶
      a clear map¶
      a clear map @x FILES/m.map;show map FILES/m.map¶
      a clear map FILES/m.map;show map FILES/m.map¶
      a add map FILES/m.map <<¶k1 v1¶k2  v2 with blanks¶¶
      a show map FILES/m.map¶
      a add acl #2 <<¶p1¶¶
      """;

  @TempDir static Path files;
  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    Files.writeString(files.resolve("m.map"), "a.com b1\nb.com b2\n# comment\nb.com b3\n");
    Files.writeString(files.resolve("ip.map"), "10.0.0.0/8 ten\n127.0.0.1 me\n");
    Files.writeString(files.resolve("r.map"), "^/users/ u\n^/x x\n");
    Files.writeString(files.resolve("n.map"), "one 1\n");
    Files.writeString(files.resolve("l.acl"), "x.com\ny.com\n");
    String config = CONFIG.replace("FILES", files.toString());
    reference = CliProgram.start(Program.executable(Program.REFERENCE), config, "f,FRONTEND");
    ours = CliProgram.start(Program.engine(), config, "f,FRONTEND");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> rows() {
    return ROWS.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothAnswerTheSame(String row) throws Exception {
    String sent = row.replace("FILES", files.toString());
    String expected = masked(reference.answer(sent));
    assertThat(masked(ours.answer(sent))).isEqualTo(expected);
  }

  private static String masked(String answer) {
    return answer.replaceAll("0x[0-9a-f]+ ", "ENTRY ");
  }
}
