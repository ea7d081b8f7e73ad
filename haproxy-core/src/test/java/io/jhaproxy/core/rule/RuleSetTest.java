package io.jhaproxy.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules against one request; answers are what HAProxy 2.6.12 sent for the same configuration. */
class RuleSetTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Library library = StandardLibrary.create();
  private final TestSurroundings surroundings = new TestSurroundings();
  private final LogFormatCompiler formats = new LogFormatCompiler(library, "vm", 1);

  private static RuleStatement statement(String kind, String line) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String text = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(new Word(text, Location.NOWHERE, false));
    }
    return new RuleStatement(kind, words, Location.NOWHERE);
  }

  private RuleCompiler compiler() throws Exception {
    ConditionCompiler conditions = new ConditionCompiler(library, surroundings, List.of());
    return new RuleCompiler(library, formats, surroundings, conditions);
  }

  private Verdict run(RecordedStream stream, String... lines) throws Exception {
    List<RuleStatement> statements =
        Stream.of(lines).map(line -> statement("http-request", line)).toList();
    return compiler().httpRequest(statements).evaluate(stream);
  }

  private static RecordedStream request() {
    return RecordedStream.request("GET /r2?b=1 HTTP/1.1", "Host: 127.0.0.1:18001", "X-M: a, b");
  }

  static Stream<Arguments> answers() {
    String noCache = "cache-control: no-cache\n";
    return Stream.of(
        Arguments.of(
            "return status 418 string tea content-type text/plain",
            "answer 418\ncontent-length: 3\ncontent-type: text/plain\n\ntea"),
        Arguments.of("return", "answer 200\ncontent-length: 0\n\n"),
        Arguments.of("return status 404 default-errorfiles", "error 404"),
        Arguments.of(
            "return lf-string \"%[src] %[path]\" hdr X-A %[str(1)] content-type text/plain",
            "answer 200\nx-a: 1\ncontent-length: 13\ncontent-type: text/plain\n\n127.0.0.1 /r2"),
        Arguments.of("deny", "deny 403"),
        Arguments.of("deny deny_status 429", "deny 429"),
        Arguments.of(
            "deny status 500 content-type text/plain string no hdr X-Z %[src]",
            "deny 500\nx-z: 127.0.0.1\ncontent-length: 2\ncontent-type: text/plain\n\nno"),
        Arguments.of("tarpit", "tarpit 500"),
        Arguments.of("tarpit deny_status 503", "tarpit 503"),
        Arguments.of(
            "redirect location /x/%[path]?y=%[query]",
            "answer 302\ncontent-length: 0\nlocation: /x//r2?y=b=1\n" + noCache + "\n"),
        Arguments.of(
            "redirect prefix http://p.org",
            "answer 302\ncontent-length: 0\nlocation: http://p.org/r2?b=1\n" + noCache + "\n"),
        Arguments.of(
            "redirect prefix http://p.org drop-query append-slash code 301",
            "answer 301\ncontent-length: 0\nlocation: http://p.org/r2/\n\n"),
        Arguments.of(
            "redirect scheme https code 303",
            "answer 303\ncontent-length: 0\nlocation: https://127.0.0.1:18001/r2?b=1\n"
                + noCache
                + "\n"),
        Arguments.of(
            "redirect location / set-cookie USER=1 code 307",
            "answer 307\ncontent-length: 0\nlocation: /\n"
                + noCache
                + "set-cookie: USER=1; path=/;\n\n"),
        Arguments.of(
            "redirect prefix / clear-cookie USER= code 308",
            "answer 308\ncontent-length: 0\nlocation: /r2?b=1\nset-cookie: USER=; path=/;"
                + " Max-Age=0;\n\n"),
        Arguments.of(
            "auth realm \"My Realm\"",
            "answer 401\ncontent-length: 112\n"
                + noCache
                + "content-type: text/html\nwww-authenticate: Basic realm=\"My Realm\"\n\n"
                + "<html><body><h1>401 Unauthorized</h1>\nYou need a valid user and password to access"
                + " this content.\n</body></html>\n"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersAsHaproxyDoes(String rule, String expected) throws Exception {
    RecordedStream stream = request();
    run(stream, rule);
    assertThat(stream.outcome).isEqualTo(expected);
  }

  @Test
  void headersAreEdited() throws Exception {
    RecordedStream stream = request();
    Verdict verdict =
        run(
            stream,
            "set-header X-M \"%[src]:%[src_port]\"",
            "add-header X-New one if { path /r2 }",
            "add-header X-New two",
            "add-header X-Not here unless { path /r2 }",
            "replace-header Host ^(.*):(.*)$ \\2-\\1",
            "del-header x-ne -m beg if FALSE",
            "set-var(txn.a) path,upper",
            "set-header X-Var %[var(txn.a)]");
    assertThat(verdict).isEqualTo(Verdict.CONTINUE);
    assertThat(stream.request.toString())
        .isEqualTo(
            "GET /r2?b=1 | Host: 18001-127.0.0.1 | x-m: 127.0.0.1:36040 | x-new: one"
                + " | x-new: two | x-var: /R2");
    run(stream, "del-header X-New", "del-header x-v -m beg", "replace-value host 18.* 19");
    assertThat(stream.request.toString())
        .isEqualTo("GET /r2?b=1 | Host: 19 | x-m: 127.0.0.1:36040");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsAreEdited(String rule, String expected) throws Exception {
    RecordedStream stream = request();
    run(stream, rule);
    assertThat(stream.request.method + " " + stream.request.uri).isEqualTo(expected);
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        Arguments.of("set-path /new%[path]", "GET /new/r2?b=1"),
        Arguments.of("set-query c=2", "GET /r2?c=2"),
        Arguments.of("set-pathq /z?y", "GET /z?y"),
        Arguments.of("set-uri /u", "GET /u"),
        Arguments.of("set-method POST", "POST /r2?b=1"),
        Arguments.of("replace-path (.*)2 \\1-two", "GET /r-two?b=1"),
        Arguments.of("replace-uri ^/r2(.*) /q\\1", "GET /q?b=1"));
  }

  @Test
  void firstDecidingRuleEndsTheSet() throws Exception {
    RecordedStream stream = request();
    assertThat(run(stream, "allow if { path /r2 }", "deny")).isEqualTo(Verdict.CONTINUE);
    assertThat(run(stream, "deny if { path /zz }", "silent-drop")).isEqualTo(Verdict.DROPPED);
    assertThat(run(stream, "reject")).isEqualTo(Verdict.REJECTED);
  }

  @Test
  void tcpContentRulesWaitForBytes() throws Exception {
    List<RuleStatement> lines =
        List.of(
            statement("tcp-request", "inspect-delay 5s"),
            statement("tcp-request", "content accept if HTTP"),
            statement("tcp-request", "content reject"),
            statement("tcp-request", "connection reject if { src 10.0.0.0/8 }"));
    RuleSet content = compiler().tcpRequest(lines, "content");
    RecordedStream stream = new RecordedStream();
    assertThat(content.evaluate(stream)).isEqualTo(Verdict.WAIT);
    stream.ended = true;
    assertThat(content.evaluate(stream)).isEqualTo(Verdict.REJECTED);
    assertThat(content.evaluate(request())).isEqualTo(Verdict.CONTINUE);
    RuleSet connection = compiler().tcpRequest(lines, "connection");
    assertThat(connection.evaluate(request())).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void useBackendTakesTheFirstThatHolds() throws Exception {
    List<RuleStatement> lines =
        List.of(
            statement("use_backend", "b1 if { path /zz }"),
            statement("use_backend", "b_%[path,field(2,/)] if { path /r2 }"),
            statement("use_backend", "b2"));
    List<String> known = List.of("b1", "b2", "b_r2");
    BackendRules<String> rules =
        compiler()
            .useBackend(lines, Phase.HTTP_REQUEST, name -> known.contains(name) ? name : null);
    assertThat(rules.choose(request())).isEqualTo("b_r2");
    assertThat(rules.choose(RecordedStream.request("GET /zz HTTP/1.1"))).isEqualTo("b1");
    assertThat(rules.choose(RecordedStream.request("GET / HTTP/1.1"))).isEqualTo("b2");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorsNameWhatIsWrong(String rule, String message) {
    assertThatThrownBy(() -> run(request(), rule)).hasMessageContaining(message);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("dny", "unknown action 'dny' (did you mean 'deny'?)"),
        Arguments.of("use-service x", "'x' unknown service name.."),
        Arguments.of("use-service lua.x", "service 'lua.x' is not implemented yet"),
        Arguments.of("set-header X-A", "expects exactly 2 arguments"),
        Arguments.of("set-header X-A %[status]", "needs 'HTTP response'"),
        Arguments.of("deny deny_status 9", "Unexpected status code '9'"),
        Arguments.of("deny foo", "or the end of the line, found 'foo'"),
        Arguments.of("return string x", "a content type must be defined"),
        Arguments.of("redirect to /x", "expects 'code', 'prefix'"),
        Arguments.of("allow if nope", "no such ACL : 'nope'"),
        Arguments.of("set-var(foo) src", "invalid variable name"));
  }
}
