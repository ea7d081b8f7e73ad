package io.jhaproxy.cli.process;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page for man(1), in the language of man(7). Text is plain; what roff would take is escaped. */
public final class ManualPage {
  /** An option and what it does, at least two blanks apart. */
  private static final Pattern OPTION = Pattern.compile(" +(-.*?)(?: {2,}(.*)| (accepted.*))?");

  private final StringBuilder text = new StringBuilder();

  /**
   * Begins a page.
   *
   * @param section the manual's section, such as 8
   * @param purpose the line that apropos(1) shows
   */
  public ManualPage(String name, int section, String date, String source, String purpose) {
    text.append(".\\\" Generated from the sources; change them, not this page.\n");
    text.append(".TH \"").append(name.toUpperCase(java.util.Locale.ROOT)).append("\" \"");
    text.append(section).append("\" \"").append(date).append("\" \"").append(source);
    text.append("\"\n.SH NAME\n").append(escape(name)).append(" \\- ").append(escape(purpose));
    text.append('\n');
  }

  /** Begins a section. */
  public ManualPage section(String title) {
    text.append(".SH \"").append(escape(title)).append("\"\n");
    return this;
  }

  /** Begins a part of a section. */
  public ManualPage part(String title) {
    text.append(".SS \"").append(escape(title)).append("\"\n");
    return this;
  }

  /** A paragraph. */
  public ManualPage paragraph(String words) {
    text.append(".PP\n").append(escape(words)).append('\n');
    return this;
  }

  /** A term and what is said of it. */
  public ManualPage entry(String term, String words) {
    text.append(".TP\n.B \"").append(escape(term).replace("\"", "\\(dq")).append("\"\n");
    text.append(words.isEmpty() ? "\\&" : escape(words)).append('\n');
    return this;
  }

  /** The lines of a usage text: options become entries, other lines the titles of parts. */
  public ManualPage options(List<String> usage) {
    for (String line : usage) {
      Matcher option = OPTION.matcher(line);
      if (option.matches()) {
        String first = option.group(2);
        entry(option.group(1), first == null ? "" : first);
      } else if (!line.isBlank()) {
        part(line.strip());
      }
    }
    return this;
  }

  /** The page. */
  @Override
  public String toString() {
    return text.toString();
  }

  private static String escape(String words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\e");
        case '-' -> out.append("\\-");
        case '`' -> out.append("\\(ga");
        case '\'' -> out.append("\\(aq");
        case '^' -> out.append("\\(ha");
        case '~' -> out.append("\\(ti");
        default -> out.append(c);
      }
    }
    return words.startsWith(".") ? "\\&" + out : out.toString();
  }
}
