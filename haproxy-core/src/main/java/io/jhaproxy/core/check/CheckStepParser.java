package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads {@code tcp-check} and {@code http-check} lines except {@code expect}. */
final class CheckStepParser {
  private final Arguments a;
  private final String subject;
  private int index = 1;
  private String comment = "";

  private CheckStepParser(Arguments a) {
    this.a = a;
    this.subject = "'" + a.keyword() + " " + a.get(0) + "' : ";
  }

  static CheckStep tcp(Arguments a) throws ConfigException {
    CheckStepParser parser = new CheckStepParser(a);
    return switch (action(a)) {
      case "comment" -> parser.comment();
      case "connect" -> parser.connect();
      case "send" -> parser.send(false, false);
      case "send-lf" -> parser.send(false, true);
      case "send-binary" -> parser.send(true, false);
      case "send-binary-lf" -> parser.send(true, true);
      case "expect" -> new ExpectParser(a, false).parse();
      case "set-var", "set-var-fmt", "unset-var" -> parser.variable();
      default ->
          throw a.errorAt(
              0,
              "'tcp-check' only supports 'comment', 'connect', 'send', 'send-binary', 'expect',"
                  + " 'set-var-fmt(*)', 'set-var(*)', 'unset-var(*)'. but got '"
                  + a.get(0)
                  + "'");
    };
  }

  static CheckStep http(Arguments a) throws ConfigException {
    CheckStepParser parser = new CheckStepParser(a);
    return switch (action(a)) {
      case "comment" -> parser.comment();
      case "connect" -> parser.connect();
      case "send" -> parser.httpSend();
      case "expect" -> new ExpectParser(a, true).parse();
      case "set-var", "set-var-fmt", "unset-var" -> parser.variable();
      default ->
          throw a.errorAt(
              0,
              "'http-check' only supports 'disable-on-404', 'send-state', 'comment', 'connect',"
                  + " 'send', 'expect', 'set-var-fmt(*)', 'set-var(*)', 'unset-var(*)'. but got '"
                  + a.get(0)
                  + "'");
    };
  }

  private static String action(Arguments a) {
    int open = a.get(0).indexOf('(');
    return open < 0 ? a.get(0) : a.get(0).substring(0, open);
  }

  private ConfigException error(String text) {
    return a.errorAt(Math.min(index, a.size() - 1), subject + text);
  }

  private String value(String name) throws ConfigException {
    String value = a.get(++index);
    index++;
    if (value.isEmpty()) {
      index--;
      throw error("'" + name + "' expects a string as argument..");
    }
    return value;
  }

  private CheckStep comment() throws ConfigException {
    if (a.get(1).isEmpty()) {
      throw error("expects a string as argument.");
    }
    return new CheckStep.Comment(a.location(), a.get(1));
  }

  private CheckStep send(boolean binary, boolean logFormat) throws ConfigException {
    String data = a.get(1);
    if (data.isEmpty()) {
      throw error("'" + (binary ? "binary" : "string") + "' expects a send as argument.");
    }
    index = 2;
    if (index < a.size()) {
      if (!a.get(index).equals("comment")) {
        throw error("expects 'comment' but got '" + a.get(index) + "' as argument..");
      }
      comment = value("comment");
    }
    if (binary && !logFormat) {
      data = decode(data);
    }
    return new CheckStep.Send(a.location(), comment, data, binary, logFormat);
  }

  /** Hexadecimal digits to the bytes they stand for, as ISO 8859-1 characters. */
  private String decode(String hex) throws ConfigException {
    try {
      StringBuilder bytes = new StringBuilder();
      for (byte b : HexFormat.of().parseHex(hex)) {
        bytes.append((char) (b & 0xff));
      }
      return bytes.toString();
    } catch (IllegalArgumentException e) {
      index = 1;
      throw error("'" + hex + "' invalid binary string (an even number of hex digit is expected).");
    }
  }

  private CheckStep connect() throws ConfigException {
    ConnectDraft draft = new ConnectDraft();
    while (index < a.size()) {
      String word = a.get(index);
      switch (word) {
        case "comment" -> comment = value(word);
        case "port" -> port(draft, value(word));
        case "addr" -> draft.address = Optional.of(address(value(word)));
        case "sni" -> draft.sni = value(word);
        case "alpn" -> draft.alpn = value(word);
        case "proto" -> draft.proto = value(word);
        case "default", "linger", "send-proxy", "ssl", "via-socks4" -> {
          draft.flags.add(word);
          index++;
        }
        default ->
            throw error(
                "expects 'comment', 'port', 'addr', 'send-proxy', 'ssl', 'sni', 'alpn' or"
                    + " 'via-socks4', 'linger', 'default' but got '"
                    + word
                    + "' as argument..");
      }
    }
    for (String flag : List.of("ssl", "send-proxy", "via-socks4")) {
      if (draft.flags.contains(flag)) {
        a.warn(subject + "'" + flag + "' is not implemented yet and is ignored.");
      }
    }
    return new CheckStep.Connect(
        a.location(),
        comment,
        draft.address,
        draft.port,
        draft.portExpression,
        draft.flags.contains("send-proxy"),
        draft.flags.contains("via-socks4"),
        draft.flags.contains("ssl"),
        draft.sni,
        draft.alpn,
        draft.flags.contains("linger"),
        draft.proto,
        draft.flags.contains("default"));
  }

  private void port(ConnectDraft draft, String word) throws ConfigException {
    if (!word.matches("-?[0-9]+")) {
      draft.port = -1;
      draft.portExpression = word;
      return;
    }
    draft.port = word.length() > 5 ? 0 : Integer.parseInt(word);
    if (draft.port < 1 || draft.port > 65535) {
      throw error(
          "expects a valid TCP port (from range 1 to 65535) or a sample expression, got "
              + word
              + "..");
    }
  }

  private Address address(String word) throws ConfigException {
    try {
      Address address = new AddressParser(AddressParser.Port.OPTIONAL).parse(word);
      if (address instanceof Address.Inet host && !AddressParser.resolves(host)) {
        throw error("'addr' : invalid address: '" + host.host() + "' in '" + word + "'.");
      }
      return address;
    } catch (AddressParser.BadAddressException e) {
      throw error("'addr' : " + e.getMessage() + ".");
    }
  }

  private CheckStep httpSend() throws ConfigException {
    String method = "";
    String uri = "";
    boolean uriFormat = false;
    String version = "";
    List<CheckStep.Header> headers = new ArrayList<>();
    String body = "";
    boolean bodyFormat = false;
    while (index < a.size()) {
      String word = a.get(index);
      switch (word) {
        case "comment" -> comment = value(word);
        case "meth" -> method = value(word);
        case "uri", "uri-lf" -> {
          uriFormat = word.endsWith("-lf");
          uri = value(word);
        }
        case "ver" -> version = value(word);
        case "body", "body-lf" -> {
          bodyFormat = word.endsWith("-lf");
          body = value(word);
        }
        case "hdr" -> {
          String name = value(word);
          headers.add(new CheckStep.Header(name, a.get(index++)));
        }
        default ->
            throw error(
                "expects 'comment', 'meth', 'uri', 'uri-lf', 'ver', 'hdr', 'body' or 'body-lf' but"
                    + " got '"
                    + word
                    + "' as argument..");
      }
    }
    return new CheckStep.HttpSend(
        a.location(), comment, method, uri, uriFormat, version, headers, body, bodyFormat);
  }

  private CheckStep variable() throws ConfigException {
    String word = a.get(0);
    int open = word.indexOf('(');
    String action = open < 0 ? word : word.substring(0, open);
    index = 0;
    if (open < 0 || !word.endsWith(")")) {
      throw error(
          "'"
              + action
              + "' : invalid or incomplete action '"
              + word
              + "'. Expects 'set-var(<var-name>)', 'set-var-fmt(<var-name>)' or"
              + " 'unset-var(<var-name>)'.");
    }
    String variable = word.substring(open + 1, word.length() - 1);
    if (!variable.matches("(proc|sess|txn|req|res|check)\\..+")) {
      throw error(
          "'"
              + action
              + "' : invalid variable name '"
              + variable
              + "'. A variable name must be start by its scope. The scope can be 'proc', 'sess',"
              + " 'txn', 'req', 'res' or 'check'.");
    }
    String expression = String.join(" ", a.texts(1));
    return new CheckStep.SetVariable(
        a.location(), "", variable, expression, action.equals("set-var-fmt"));
  }

  /** The changeable part of a {@link CheckStep.Connect}. */
  private static final class ConnectDraft {
    Optional<Address> address = Optional.empty();
    int port;
    String portExpression = "";
    String sni = "";
    String alpn = "";
    String proto = "";
    final List<String> flags = new ArrayList<>();
  }
}
