package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every old form HAProxy 2.6 refuses or has forgotten: accepted, with one warning that helps. */
class OldFormsTest {
  private static final String TIMEOUTS =
      "defaults\n mode http\n timeout client 1s\n timeout server 1s\n timeout connect 1s\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // lines of a proxy ~ what the one warning recommends
        "contimeout 5000 ~ use 'timeout connect 5000'.",
        "clitimeout 5000 ~ use 'timeout client 5000'.",
        "srvtimeout 5000 ~ use 'timeout server 5000'.",
        "timeout contimeout 5s ~ use 'timeout connect 5s'.",
        "timeout clitimeout 5s ~ use 'timeout client 5s'.",
        "timeout srvtimeout 5s ~ use 'timeout server 5s'.",
        "redispatch ~ use 'option redispatch'.",
        "balance ~ use 'balance roundrobin'.",
        "transparent ~ use 'option transparent'.",
        "option forceclose ~ use 'option httpclose'.",
        "no option forceclose ~ use 'no option httpclose'.",
        "option http-tunnel ~ has no effect; remove it.",
        "option independant-streams ~ use 'option independent-streams'.",
        "grace 10s ~ has no effect; remove it.",
        "block if { path /x } ~ use 'http-request deny if { path /x }'.",
        "mode health ~ use 'mode http' and 'http-request return status 200'.",
        "monitor-net 10.0.0.0/8 ~ use 'http-request return status 200 if { src 10.0.0.0/8 }'.",
        "reqadd X-A:\\ b%c ~ use 'http-request add-header X-A b%%c'.",
        "reqadd X-A:\\ b\\ c if { path /x } ~ use 'http-request add-header X-A 'b c' if { path /x }'.",
        "rspadd X-A:b ~ use 'http-response add-header X-A b'.",
        "reqdel ^X-A: ~ use 'http-request del-header X-A'.",
        "reqidel ^X-A:.* if { path /x } ~ use 'http-request del-header X-A if { path /x }'.",
        "rspdel ^Server:\\ Apache ~ use 'http-response del-header Server if { res.fhdr(Server) -m reg ^Apache }'.",
        "reqirep ^Host:\\ (.*)\\.old Host:\\ \\\\1.new ~ use 'http-request replace-header Host '(?i)^(.*)\\.old' '\\1.new''.",
        "rsprep ^Location:\\ http://(.*) Location:\\ https://\\1 ~ use 'http-response replace-header Location ^http://(.*) 'https://\\1''.",
        "reqrep ^([^\\ :]*)\\ /a/(.*) \\1\\ /b/\\2 ~ use 'http-request replace-uri ^/a/(.*) '/b/\\1''.",
        "reqrep ^GET\\ /a\\ HTTP/1.* GET\\ /b\\ HTTP/1.0 ~ use 'http-request replace-uri ^/a$ /b if { method GET }'.",
        "reqdeny ^Host:\\ bad ~ use 'http-request deny if { req.fhdr(Host) -m reg ^bad }'.",
        "reqideny ^Host:\\ bad if { src 10.0.0.1 } or { path /x } ~ deny if { req.fhdr(Host) -m reg -i ^bad } { src 10.0.0.1 } or { req.fhdr(Host) -m reg -i ^bad } { path /x }'.",
        "reqdeny ^Host:\\ bad unless { path /x } ~ and 'http-request deny if { req.fhdr(Host) -m reg ^bad } !{ var(txn.unless) -m bool }'.",
        "reqdeny ^[^\\ ]*\\ .*\\.exe ~ 'http-request deny if { var(req.line) -m reg '^[^ ]* .*\\.exe' }'",
        "reqallow ^GET\\ /a ~ and 'http-request allow if { var(req.line) -m reg '^GET /a' }'.",
        "reqtarpit ^X-Bad: ~ use 'http-request tarpit if { req.fhdr(X-Bad) -m reg '' }'.",
        "rspdeny ^X-Secret: ~ use 'http-response deny if { res.fhdr(X-Secret) -m reg '' }'.",
        "reqsetbe ^Host:\\ img b ~ use 'use_backend b if { req.fhdr(Host) -m reg ^img }'.",
        "timeout tunnel 365d              ~ it is taken as written.",
        "timeout client 3000000000        ~ it is taken as written.",
      })
  void inProxies(String line, String advice) {
    String text = TIMEOUTS + "listen a\n bind 127.0.0.1:8000\n " + line + "\nbackend b\n";
    assertOneWarning(text, advice.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "listen a :8000              ~ use 'bind :8000' inside the section.",
        "listen a *:8000             ~ use 'bind *:8000' inside the section.",
        "frontend a :8000            ~ use 'bind :8000' inside the section.",
        "listen a 127.0.0.1:80,:8080 ~ use 'bind 127.0.0.1:80,:8080' inside the section.",
      })
  void addressInTheHeader(String header, String advice) {
    assertOneWarning(TIMEOUTS + header.strip() + "\n", advice);
    assertThat(ConfigCheck.model(TIMEOUTS + header.strip() + "\n").proxies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"nbproc 1", "debug"})
  void inGlobal(String line) {
    String text = "global\n " + line + "\n" + TIMEOUTS + "listen a\n bind :8000\n";
    assertOneWarning(text, "old form");
  }

  @Test
  void missingLastLineFeed() {
    assertOneWarning(
        TIMEOUTS + "listen a\n bind :8000", "file might have been truncated at position 12.");
  }

  private static void assertOneWarning(String text, String advice) {
    List<String> messages = ConfigCheck.messages(text);
    assertThat(messages).as(text).hasSize(1);
    assertThat(messages.get(0)).startsWith("WARNING ").contains(advice);
  }
}
