package io.jhaproxy.core.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions against one request; the column says whether they hold. */
class ConditionTest {
  @TempDir Path folder;

  private final TestSurroundings surroundings = new TestSurroundings();

  private static RuleStatement acl(String line) {
    List<Word> words =
        Stream.of(line.split(" ")).map(text -> new Word(text, Location.NOWHERE, false)).toList();
    return new RuleStatement("acl", words, Location.NOWHERE);
  }

  private io.jhaproxy.core.acl.Test compile(String condition, String... acls) throws Exception {
    List<RuleStatement> statements = Stream.of(acls).map(ConditionTest::acl).toList();
    return new ConditionCompiler(StandardLibrary.create(), surroundings, statements)
        .compile(List.of(condition.split(" ")), Phase.HTTP_REQUEST);
  }

  private static RecordedStream stream() {
    RecordedStream stream =
        RecordedStream.request(
            "GET /images/png/logo.gif?z=a%20b&y=2 HTTP/1.1",
            "Host: WWW.Example.com:8080",
            "X-M: 1.2.3.4, a b",
            "x-m: ca",
            "Content-Length: 0",
            "Cookie: a=1; b=2; b=3",
            "Authorization: Basic am9lOng=");
    stream.client = new Address().setIpv4(0x0a01020f, 4000);
    return stream;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "if TRUE ; true",
        "if FALSE ; false",
        "unless FALSE ; true",
        "if !FALSE ; true",
        "if ! FALSE ; true",
        "if TRUE FALSE || TRUE ; true",
        "if TRUE FALSE or FALSE ; false",
        "if METH_GET ; true",
        "if METH_HEAD or METH_POST ; false",
        "if { path /images/png/logo.gif } ; true",
        "if { path -i /IMAGES/png/LOGO.gif } ; true",
        "if { path /IMAGES/png/logo.gif } ; false",
        "if { path_beg /x /images } ; true",
        "if !{ path_beg /x } { path_end .png .gif } ; true",
        "if { path_end -i .GIF } ; true",
        "if { path_sub png/lo } ; true",
        "if { path_dir png } ; true",
        "if { path_dir /images/png/ } ; true",
        "if { path_dir pn } ; false",
        "if { path_reg ^/im.*gif$ } ; true",
        "if { path -m reg -i LOGO } ; true",
        "if { path -m len 20 } ; true",
        "if { path -m len gt 30 } ; false",
        "if { path,length 20:24 } ; true",
        "if { hdr(host) -i www.example.com:8080 } ; true",
        "if { hdr_dom(host) -i example.com } ; true",
        "if { hdr_dom(host) -i example } ; true",
        "if { hdr_dom(host) -i exam } ; false",
        "if { hdr_beg(host) -i www. } ; true",
        "if { hdr_dom(host) -m beg -i www. } ; true",
        "if { hdr(host),lower,host_only www.example.com } ; true",
        "if { hdr(host),port_only 8080 } ; true",
        "if { hdr(x-m) ca } ; true",
        "if { hdr(x-m) 1.2.3.4 } ; true",
        "if { hdr(x-m,1) ca } ; false",
        "if { req.fhdr(x-m) -m beg 1.2.3.4, } ; true",
        "if { hdr_cnt(x-m) eq 3 } ; true",
        "if { hdr_cnt(x-m) gt 3 } ; false",
        "if { hdr_cnt(nope) 0 } ; true",
        "if { hdr(nope) -m found } ; false",
        "if { hdr(host) -m found } ; true",
        "if { hdr_ip(x-m) 1.2.0.0/16 } ; true",
        "if { hdr_val(content-length) lt 1 } ; true",
        "if HTTP_CONTENT ; false",
        "if HTTP_1.1 HTTP ; true",
        "if HTTP_URL_SLASH !HTTP_URL_STAR !HTTP_URL_ABS ; true",
        "if LOCALHOST ; false",
        "if { src 10.0.0.0/8 } ; true",
        "if { src 10.0/8 } ; true",
        "if { src 10/8 } ; false",
        "if { src 10.1.2.15 } ; true",
        "if { src 10.1.2.16/28 } ; false",
        "if { src 0.0.0.0/0 } ; true",
        "if { src ::ffff:10.1.2.0/120 } ; true",
        "if { src fe80::/10 } ; false",
        "if { src_port 1024: } ; true",
        "if { src_port :1023 } ; false",
        "if { src_port ge 4000 } { src_port le 4000 } ; true",
        "if { nbsrv(b) lt 3 } ; true",
        "if { nbsrv(b) ge 3 } ; false",
        "if { srv_is_up(b/s) } ; true",
        "if { cook(b) 3 } ; true",
        "if { cook_cnt(b) 2 } ; true",
        "if { url_param(y) 2 } ; true",
        "if { url_param(z),url_dec -m str -- -i } ; false",
        "if { query -m sub y=2 } ; true",
        "if { base_beg WWW.Example.com:8080/images } ; true",
        "if { ssl_fc } ; false",
        "if !{ ssl_fc } ; true",
        "if { ssl_fc,not } ; true",
        "if { http_auth(u) } ; true",
        "if { http_auth_group(u) g } ; true",
        "if { http_auth_group(u) h } ; false",
        "if { env(SITE) paris } ; true",
        "if { str(abc),hex -m bin 363136323633 } ; true",
        "if { always_true } ; true",
        "if { int(5),add(3) 8 } ; true",
      })
  void holds(String condition, boolean expected) throws Exception {
    assertThat(compile(condition.trim()).holds(stream())).isEqualTo(expected);
  }

  @org.junit.jupiter.api.Test
  void namedAclsOfOneNameAreAlternatives() throws Exception {
    String[] acls = {"static path_end .gif", "static path_beg /css", "own src 10.0.0.0/8"};
    assertThat(compile("if static own", acls).holds(stream())).isTrue();
    assertThat(compile("if static !own", acls).holds(stream())).isFalse();
  }

  @org.junit.jupiter.api.Test
  void constantsAreFolded() throws Exception {
    assertThat(compile("if TRUE { always_true } || { path /x }"))
        .isSameAs(io.jhaproxy.core.acl.Test.TRUE);
    assertThat(compile("if FALSE { path /x }")).isSameAs(io.jhaproxy.core.acl.Test.FALSE);
    assertThat(compile("unless TRUE")).isSameAs(io.jhaproxy.core.acl.Test.FALSE);
  }

  @org.junit.jupiter.api.Test
  void patternsComeFromFilesAndFlagsApplyToWhatFollows() throws Exception {
    Path file = folder.resolve("paths.lst");
    Files.writeString(file, "# comment\n\n  /IMAGES/png/logo.gif\n/other\n");
    assertThat(compile("if { path -f " + file + " }").holds(stream())).isFalse();
    assertThat(compile("if { path -i -f " + file + " }").holds(stream())).isTrue();
    assertThat(compile("if { path -f " + file + " -i /images/PNG/logo.gif }").holds(stream()))
        .isTrue();
  }

  @org.junit.jupiter.api.Test
  void mapsTranslateWithDefault() throws Exception {
    Path file = folder.resolve("hosts.map");
    Files.writeString(file, "www.example.com:8080 bk_www\nother bk_other\n");
    String map = "hdr(host),lower,map(" + file + ",none)";
    assertThat(compile("if { " + map + " bk_www }").holds(stream())).isTrue();
    assertThat(compile("if { path,map_beg(" + file + ",none) none }").holds(stream())).isTrue();
  }

  @org.junit.jupiter.api.Test
  void missingBytesLeaveItUndecidedUntilTheEnd() throws Exception {
    RecordedStream stream = new RecordedStream();
    stream.body = Slice.of("");
    io.jhaproxy.core.acl.Test end = compile("if WAIT_END");
    assertThat(end.test(stream)).isEqualTo(io.jhaproxy.core.acl.Test.UNKNOWN);
    assertThat(compile("if HTTP").test(stream)).isEqualTo(io.jhaproxy.core.acl.Test.UNKNOWN);
    stream.ended = true;
    assertThat(end.test(stream)).isEqualTo(io.jhaproxy.core.acl.Test.PASS);
    assertThat(compile("if HTTP").test(stream)).isEqualTo(io.jhaproxy.core.acl.Test.FAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "if nope ; no such ACL : 'nope'",
        "if METH_GTE ; did you mean 'METH_GET'",
        "if { pth /x } ; unknown fetch method 'pth'",
        "if { path,lowr /x } ; did you mean 'lower'",
        "if { path -m foo x } ; unknown matching method 'foo'",
        "if { src 300.1.1.1 } ; not a valid IPv4 or IPv6 address",
        "if { src_port abc } ; is not a number",
        "if { path_reg ( } ; is invalid",
        "if { nbsrv(zz) 1 } ; unable to find backend 'zz'",
        "if { path /x ; missing closing '}' in condition",
        "when TRUE ; expected 'if' or 'unless'",
      })
  void errorsSayWhatIsMeant(String condition, String message) {
    assertThatThrownBy(() -> compile(condition.trim())).hasMessageContaining(message.trim());
  }

  @org.junit.jupiter.api.Test
  void errorsInAclLinesCarryTheLocation() {
    assertThatThrownBy(() -> compile("if x", "x pth /a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("error detected while parsing ACL 'x'");
  }

  @org.junit.jupiter.api.Test
  void responseFetchesInRequestRulesAreWarnedAbout() throws Exception {
    compile("if { status 200 }");
    assertThat(surroundings.warnings).singleElement().asString().contains("will never match");
  }
}
