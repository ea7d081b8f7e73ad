package io.jhaproxy.core.log;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one {@code log} line (manual 4.2, "log"). */
final class LogLineParser {
  private static final List<String> FACILITIES =
      List.of(
          "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron",
          "auth2", "ftp", "ntp", "audit", "alert", "cron2", "local0", "local1", "local2", "local3",
          "local4", "local5", "local6", "local7");
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
  private static final int DEFAULT_LENGTH = 1024;
  private static final int DEBUG = 7;

  /** Rotated files that remain. */
  private static final int DEFAULT_KEEP = 7;

  /** A JSON line has the names of fields besides what other lines have. */
  private static final int JSON_LENGTH = 16_384;

  private final Arguments a;
  private int index;
  private LogTarget.Kind kind = LogTarget.Kind.ADDRESS;
  private @Nullable Address address;
  private String addressWord = "";
  private String ring = "";
  private int length = DEFAULT_LENGTH;
  private LogTarget.Format format = LogTarget.Format.RFC3164;
  private boolean formatGiven;
  private boolean lengthGiven;
  private LogTarget.@Nullable File file;
  private final List<List<Integer>> ranges = new ArrayList<>();
  private int sampleSize;

  private LogLineParser(Arguments a) {
    this.a = a;
  }

  static LogTarget parse(Arguments a, boolean global) throws ConfigException {
    if (!global && a.size() == 1 && a.get(0).equals("global")) {
      return new LogTarget(
          a.location(),
          LogTarget.Kind.GLOBAL,
          null,
          "",
          DEFAULT_LENGTH,
          LogTarget.Format.RFC3164,
          List.of(),
          0,
          0,
          DEBUG,
          0,
          false);
    }
    if (global && a.get(0).equals("global")) {
      throw a.error("log : 'global' is not supported for a global syslog server.");
    }
    if (a.size() < 2) {
      throw a.error(
          "log : expects <address> and <facility> "
              + (global ? "" : "or global")
              + " as arguments");
    }
    return new LogLineParser(a).parse();
  }

  private LogTarget parse() throws ConfigException {
    target();
    parameters();
    int facility = FACILITIES.indexOf(a.get(index));
    if (facility < 0) {
      throw a.errorAt(index, "log : unknown log facility '" + a.get(index) + "'");
    }
    index++;
    if (!addressWord.isEmpty()) {
      inet(addressWord);
    }
    int level = level("unknown optional log level", DEBUG);
    int minimum = level("unknown optional minimum log level", 0);
    if (index < a.size()) {
      throw a.errorAt(index, "log : cannot handle unexpected argument '" + a.get(index) + "'");
    }
    return new LogTarget(
        a.location(),
        kind,
        address,
        ring,
        length,
        format,
        ranges,
        sampleSize,
        facility,
        level,
        minimum,
        formatGiven,
        file);
  }

  private void target() throws ConfigException {
    String word = a.address(index++);
    switch (word) {
      case "stdout" -> address = new Address.Descriptor(1);
      case "stderr" -> address = new Address.Descriptor(2);
      default -> {
        if (word.startsWith("file@")) {
          kind = LogTarget.Kind.FILE;
          file = file(word.substring("file@".length()).split(",", -1));
          return;
        }
        if (word.startsWith("ring@")) {
          kind = LogTarget.Kind.RING;
          ring = word.substring("ring@".length());
          return;
        }
        addressWord = word;
      }
    }
  }

  /** {@code <path>[,rotate=<size>][,keep=<n>]}. */
  private LogTarget.File file(String[] parts) throws ConfigException {
    if (parts[0].isEmpty() || parts[0].endsWith("/")) {
      throw a.errorAt(0, "log : 'file@' expects the name of a file");
    }
    long rotate = 0;
    int keep = DEFAULT_KEEP;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      if (part.matches("rotate=[0-9]{1,9}[kmg]?")) {
        rotate = bytes(part.substring("rotate=".length()));
      } else if (part.matches("keep=[1-9][0-9]{0,2}")) {
        keep = Integer.parseInt(part.substring("keep=".length()));
      } else {
        throw a.errorAt(
            0,
            "log : unknown or invalid option '"
                + part
                + "' of 'file@', expects 'rotate=<size>[k|m|g]' or 'keep=<1..999>'");
      }
    }
    return new LogTarget.File(parts[0], rotate, keep);
  }

  private static long bytes(String size) {
    int shift = 10 * (1 + "kmg".indexOf(size.charAt(size.length() - 1)));
    return Long.parseLong(shift == 0 ? size : size.substring(0, size.length() - 1)) << shift;
  }

  private void inet(String word) throws ConfigException {
    try {
      Address parsed = new AddressParser(AddressParser.Port.OPTIONAL).parse(word);
      if (parsed instanceof Address.Inet host && !AddressParser.resolves(host)) {
        throw a.errorAt(0, "log : invalid address: '" + host.host() + "' in '" + word + "'");
      }
      address = parsed;
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(0, "log : " + e.getMessage());
    }
  }

  private void parameters() throws ConfigException {
    while (true) {
      switch (a.get(index)) {
        case "len" -> {
          lengthGiven = true;
          length =
              a.integer(
                  index + 1,
                  80,
                  65535,
                  "log : invalid log length '"
                      + a.get(index + 1)
                      + "', must be between 80 and 65535");
        }
        case "format" -> {
          format = format(a.get(index + 1));
          formatGiven = true;
        }
        case "sample" -> sample(a.get(index + 1));
        default -> {
          if (!formatGiven && address instanceof Address.Descriptor) {
            format = LogTarget.Format.RFC3164;
          }
          if (!lengthGiven && format == LogTarget.Format.JSON) {
            length = JSON_LENGTH;
          }
          return;
        }
      }
      index += 2;
    }
  }

  private LogTarget.Format format(String word) throws ConfigException {
    for (LogTarget.Format candidate : LogTarget.Format.values()) {
      if (candidate.name().toLowerCase(Locale.ROOT).equals(word)) {
        return candidate;
      }
    }
    throw a.errorAt(index + 1, "log : unknown log format '" + word + "'");
  }

  private void sample(String word) throws ConfigException {
    int colon = word.indexOf(':');
    if (colon < 0) {
      throw a.errorAt(index + 1, "log : Missing sample size");
    }
    try {
      sampleSize = Integer.parseInt(word.substring(colon + 1));
      for (String range : word.substring(0, colon).split(",")) {
        String[] ends = range.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = ends.length > 1 ? Integer.parseInt(ends[1]) : first;
        if (first < 1 || last < first || last > sampleSize) {
          throw new NumberFormatException(range);
        }
        ranges.add(List.of(first, last));
      }
    } catch (NumberFormatException e) {
      throw a.errorAt(index + 1, "log : invalid sample range '" + word + "'");
    }
  }

  private int level(String complaint, int otherwise) throws ConfigException {
    if (index >= a.size()) {
      return otherwise;
    }
    int level = LEVELS.indexOf(a.get(index));
    if (level < 0) {
      throw a.errorAt(index, "log : " + complaint + " '" + a.get(index) + "'");
    }
    index++;
    return level;
  }
}
