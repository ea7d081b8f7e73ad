package io.jhaproxy.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.grammar.expression.SampleExpression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions against the request of a recorded run; results are HAProxy 2.6.12's. */
class ExpressionTest {
  private final TestSurroundings surroundings = new TestSurroundings();

  private static RecordedStream stream() {
    return RecordedStream.request(
        "GET /v?z=a%20b%22&y=2 HTTP/1.1",
        "Host: 127.0.0.1:18001", "x-m: 1.2.3.4, a b", "x-m: ca", "x-n: 12", "Cookie: a=1; b=2");
  }

  private String evaluate(String text) throws Exception {
    Expression expression =
        StandardLibrary.create().compile(SampleExpression.parse(text), surroundings);
    Sample sample = new Sample();
    return expression.evaluateText(stream(), sample) ? sample.bytes.toString() : "none";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "req.hdr(x-m,-1)~ca",
        "req.hdr(x-m)~ca",
        "req.hdr(x-m,2)~a b",
        "req.fhdr(x-m)~ca",
        "req.fhdr(x-m,1)~1.2.3.4, a b",
        "req.hdr_cnt(x-m)~3",
        "req.fhdr_cnt(x-m)~2",
        "base~127.0.0.1:18001/v",
        "url~/v?z=a%20b%22&y=2",
        "path~/v",
        "pathq~/v?z=a%20b%22&y=2",
        "query~z=a%20b%22&y=2",
        "req.cook(a)~1",
        "cook(b)~2",
        "urlp(z)~a%20b%22",
        "urlp(z),url_dec~a b\"",
        "url_param(y)~2",
        "method~GET",
        "req.ver~1.1",
        "req.body_len~0",
        "hdr_ip(x-m)~none",
        "hdr_ip(x-m,1)~1.2.3.4",
        "hdr_val(x-n)~12",
        "path,field(2,/)~v",
        "path,field(-1,/)~v",
        "path,bytes(1,2)~v",
        "path,length~2",
        "path,lower,upper~/V",
        "hdr(x-m),regsub(a,b,g)~cb",
        "str(5),add(3)~8",
        "int(7),mul(2),sub(1)~13",
        "int(7),div(0)~9223372036854775807",
        "http_auth_group(u)~none",
        "always_false~0",
        "always_true,not~0",
        "always_false,iif(y,n)~n",
        "nbsrv(b)~2",
        "srv_is_up(b/s)~1",
        "str(a),base64~YQ==",
        "str(YQ==),b64dec~a",
        "str(ab),djb2~5863208",
        "str(ab),sdbm~6363201",
        "str(a.b)~a.b",
        "str(a\\.b)~a\\.b",
        "str(a\\\\b)~a\\b",
        "str('a,b\\n\\.)')~a,b\\n\\.)",
        "str(\"a\\.b\\\"c,)\")~a\\.b\"c,)",
        "str( a b )~ a b ",
        "str(a'b'c\"d\")~abcd",
        "str(a\\ b)~a b",
        "str(a\\'b\\\"c)~a'b\"c",
        "str(),length~0",
        "str(a),concat(b,,c)~abc",
        "str(a.b.c.d),word(2,.)~b",
        "str(..a..b),word(2,.)~b",
        "str(a.b.c.d),word(-2,.)~c",
        "str(a.b.c.d),field(2,.,2)~b.c",
        "str(a.b.c.d),word(3,.,0)~c.d",
        "str(xxaxx),ltrim(x),rtrim(x)~a",
        "str([::1]:80),host_only~[::1]",
        "str([::1]:80),port_only~80",
        "ipv4(10.1.2.3),ipmask(24)~10.1.2.0",
        "ipv6(2001:db8::1:2)~2001:db8::1:2",
        "ipv6(::)~::",
        "ipv6(1:0:0:2::3)~1:0:0:2::3",
        "str(10.1.2.3),ipmask(255.255.0.0)~10.1.0.0",
        "env(SITE)~paris",
        "env(NOPE)~none",
        "rand(10)~9",
        "date~1795236531",
        "date(60)~1795236591",
        "var(txn.none)~none",
        "var(txn.none,dflt)~dflt",
        "fe_name~f1",
        "src~127.0.0.1",
        "src_port~36040",
      })
  void yields(String text, String expected) throws Exception {
    assertThat(evaluate(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "pat ~ did you mean 'path'",
        "path,uper ~ did you mean 'upper'",
        "str(a,b) ~ fetch method 'str' : expected ')' before ',b)'",
        "int(x) ~ fetch method 'int' : failed to parse 'x' as type 'integer' at position 1",
        "var(host) ~ The scope can be",
        "path,regsub((,x) ~ regex '(' is invalid",
        "hdr(host ~ cannot parse sample expression",
        ",lower ~ cannot parse sample expression",
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> evaluate(text)).hasMessageContaining(message);
  }
}
