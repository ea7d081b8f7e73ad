package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Address words of bind, server and log lines. */
class AddressParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        // port rule ~ word ~ meaning
        "RANGE     ~ *:80              ~ ANY '' FIXED 80-80",
        "RANGE     ~ :80               ~ ANY '' FIXED 80-80",
        "RANGE     ~ 10.0.0.1:80-90    ~ ANY '10.0.0.1' RANGE 80-90",
        "RANGE     ~ [::1]:80          ~ ANY '::1' FIXED 80-80",
        "RANGE     ~ :::80             ~ ANY '::' FIXED 80-80",
        "RANGE     ~ ipv4@x.y:80       ~ IPV4 'x.y' FIXED 80-80",
        "RANGE     ~ ipv6@:80          ~ IPV6 '' FIXED 80-80",
        "RELATIVE  ~ 10.0.0.1          ~ ANY '10.0.0.1' NONE 0-0",
        "RELATIVE  ~ 10.0.0.1:+8000    ~ ANY '10.0.0.1' RELATIVE 8000-8000",
        "RELATIVE  ~ 10.0.0.1:-8000    ~ ANY '10.0.0.1' RELATIVE -8000--8000",
        "OPTIONAL  ~ udp@127.0.0.1:514 ~ ANY '127.0.0.1' FIXED 514-514 datagram",
      })
  void internet(AddressParser.Port port, String word, String expected) throws Exception {
    Address.Inet inet = (Address.Inet) new AddressParser(port).parse(word);
    assertThat(
            inet.family()
                + " '"
                + inet.host()
                + "' "
                + inet.portKind()
                + " "
                + inet.port()
                + "-"
                + inet.lastPort()
                + (inet.datagram() ? " datagram" : ""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "/run/x.sock      ~ Unix[path=/run/x.sock]",
        "unix@x.sock      ~ Unix[path=x.sock]",
        "abns@name        ~ Abstract[name=name]",
        "fd@3             ~ Descriptor[fd=3]",
        "sockpair@4       ~ SocketPair[fd=4]",
      })
  void others(String word, String expected) throws Exception {
    assertThat(new AddressParser(AddressParser.Port.RANGE).parse(word)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "RANGE     ~ 1.2.3.4     ~ missing port specification in '1.2.3.4'",
        "RANGE     ~ :0          ~ invalid port '0'",
        "RANGE     ~ :99999      ~ invalid port '99999'",
        "RANGE     ~ :80-70      ~ invalid port range '80-70'",
        "RELATIVE  ~ 1.1.1.1:1-2 ~ port range not permitted here in '1.1.1.1:1-2'",
        "RELATIVE  ~ 1.1.1.1:x   ~ invalid character 'x' in port number 'x' in '1.1.1.1:x'",
        "RANGE     ~ fd@x        ~ file descriptor 'x' is not a valid integer in 'fd@x'",
        "MANDATORY ~ 1.1.1.1:+1  ~ port offset not permitted here in '1.1.1.1:+1'",
      })
  void refused(AddressParser.Port port, String word, String message) {
    assertThatThrownBy(() -> new AddressParser(port).parse(word))
        .isInstanceOf(AddressParser.BadAddressException.class)
        .hasMessage(message);
  }
}
