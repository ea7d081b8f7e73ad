package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration with the findings of keepalived 2.2.7, each once, and its exit status with {@code
 * -t}: NAME.conf and NAME.messages. Host name is corpus; interfaces are lo, eth0, eth1 and eth2.
 */
record MessageCase(String name, Path file, int exitStatus, List<String> messages) {
  static final InterfaceNames INTERFACES = InterfaceNames.of("lo", "eth0", "eth1", "eth2");

  /** All cases. */
  static Stream<MessageCase> all() throws IOException, URISyntaxException {
    URL first = MessageCase.class.getResource("instance.conf");
    if (first == null) {
      throw new IOException("no cases");
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(Path.of(first.toURI()).resolveSibling(""))) {
      files = entries.filter(p -> p.toString().endsWith(".conf")).sorted().toList();
    }
    return files.stream().map(MessageCase::read);
  }

  private static MessageCase read(Path file) {
    String name = file.getFileName().toString().replace(".conf", "");
    try {
      List<String> lines = Files.readAllLines(file.resolveSibling(name + ".messages"));
      int status = Integer.parseInt(lines.get(0).substring("exit ".length()));
      return new MessageCase(name, file, status, lines.subList(1, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line without the file's name. */
  static String withoutFile(String line) {
    return line.replaceFirst("^\\(\\S+: Line", "(Line").strip();
  }

  @Override
  public String toString() {
    return name;
  }
}
