package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Spelling;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.LogFormatText;
import java.util.ArrayList;
import java.util.List;

/** Compiles log formats (manual 8.2); immutable, one per configuration. */
public final class LogFormatCompiler {
  /** Format of {@code option tcplog} (manual 8.2.2). */
  public static final String TCPLOG =
      "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq";

  /** Format of {@code option httplog} (manual 8.2.3). */
  public static final String HTTPLOG =
      "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq"
          + " %hr %hs %{+Q}r";

  /** Format of {@code option httpslog} (manual 8.2.4). */
  public static final String HTTPSLOG =
      HTTPLOG
          + " %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed]"
          + " %[ssl_fc_sni]/%sslv/%sslc";

  /** Format of {@code option httplog clf}. */
  public static final String CLFLOG =
      "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac"
          + " %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl";

  private final LogVariables variables;
  private final Library library;

  /** Creates a compiler for a process of this host name and pid. */
  public LogFormatCompiler(Library library, String hostName, long pid) {
    this.variables = new LogVariables(hostName, pid);
    this.library = library;
  }

  /** The line of proxies without a log option: {@code Connect from ...} (manual 8.2.1). */
  public LogFormat connect(boolean http, Surroundings surroundings) throws ExpressionException {
    String mode = http ? "HTTP" : "TCP";
    String text = "Connect from %ci:%cp to %fi:%fp (%f/" + mode + ")";
    // As HAProxy: this line announces a request, so one that could not be read has none.
    return new LogFormat(parts(text, Phase.LOG, surroundings, true), http);
  }

  /** Compiles a format in which runs of spaces become one, as in log lines. */
  public LogFormat compile(String text, Phase phase, Surroundings surroundings)
      throws ExpressionException {
    return new LogFormat(parts(text, phase, surroundings, true), false);
  }

  /**
   * Compiles a format of a rule (header value, redirect location, answer): spaces are kept, samples
   * are not quoted, and their control characters become %XX so that they cannot end a line.
   */
  public LogFormat compileText(String text, Phase phase, Surroundings surroundings)
      throws ExpressionException {
    return new LogFormat(parts(text, phase, surroundings, false), false);
  }

  private LogPart[] parts(String text, Phase phase, Surroundings surroundings, boolean merge)
      throws ExpressionException {
    List<LogPart> parts = new ArrayList<>();
    LogPart.Flags flags = LogPart.Flags.NONE;
    for (LogFormatText.Part part : LogFormatText.parse(text).parts()) {
      if (part instanceof LogFormatText.Space space) {
        parts.add(merge ? (source, line) -> line.separator() : literal(" ".repeat(space.count())));
      } else if (part instanceof LogFormatText.Literal literal) {
        parts.add(literal(literal.text()));
      } else if (part instanceof LogFormatText.Sample sample) {
        LogPart.Flags own = apply(flags, sample.flags());
        Expression expression = expression(sample, phase, surroundings);
        parts.add(merge ? logged(expression, own) : plain(expression));
      } else if (part instanceof LogFormatText.Variable variable) {
        if (variable.name().equals("o")) {
          flags = apply(flags, variable.flags());
        } else {
          parts.add(variable(variable, apply(flags, variable.flags())));
        }
      }
    }
    return parts.toArray(new LogPart[0]);
  }

  private static LogPart.Flags apply(LogPart.Flags flags, List<String> changes) {
    for (String change : changes) {
      flags = flags.with(change);
    }
    return flags;
  }

  private static LogPart literal(String text) {
    byte[] bytes = Ascii.bytes(text);
    return (source, line) -> {
      line.put(bytes);
      line.written();
    };
  }

  private LogPart variable(LogFormatText.Variable variable, LogPart.Flags flags)
      throws ExpressionException {
    LogVariables.Factory factory = variables.find(variable.name());
    if (factory == null) {
      String best = Spelling.closest(variable.name(), variables.names());
      String hint = best.isEmpty() ? "" : " Did you mean '%" + best + "'?";
      throw new ExpressionException(
          0,
          variable.offset(),
          "no such format variable '"
              + variable.name()
              + "'. If you wanted to emit the '%' character verbatim, you need to use '%%'."
              + hint);
    }
    LogPart part = factory.make(flags);
    if (part instanceof CaptureParts.Silent) {
      return part;
    }
    return (source, line) -> {
      part.append(source, line);
      line.written();
    };
  }

  private Expression expression(LogFormatText.Sample sample, Phase phase, Surroundings surroundings)
      throws ExpressionException {
    Expression expression;
    try {
      expression = library.compile(sample.expression(), surroundings);
    } catch (ExpressionException e) {
      throw e.isUnfinished()
          ? e
          : new ExpressionException(
              e.word(),
              sample.offset(),
              "failed to parse sample expression <"
                  + sample.expression().text()
                  + "]> : "
                  + String.valueOf(e.getMessage())
                      .replaceFirst("(?<=expected '\\)' before '.{0,999})'$", "]'"));
    }
    if (!phase.offers(expression.need(), surroundings)) {
      throw new ExpressionException(
          0,
          sample.offset(),
          "sample fetch <"
              + expression.text()
              + "]> may not be reliably used here because it needs '"
              + expression.need().words()
              + "' which is not available here.");
    }
    return expression;
  }

  /** A sample in a rule's text: nothing if there is none. */
  private static LogPart plain(Expression expression) {
    return (source, line) -> {
      Scratch scratch = source.scratch();
      long mark = scratch.mark();
      if (expression.evaluateText(source, line.sample)) {
        line.urlText(line.sample.bytes);
      }
      scratch.reset(mark);
    };
  }

  private static LogPart logged(Expression expression, LogPart.Flags flags) {
    return (source, line) -> {
      Scratch scratch = source.scratch();
      long mark = scratch.mark();
      Sample value = line.sample;
      if (!expression.evaluateText(source, value)) {
        LogVariables.missing(line, flags);
      } else if (value.bytes.isEmpty() && !flags.quoted()) {
        line.put('-');
      } else {
        if (flags.quoted()) {
          line.put('"');
        }
        line.text(value.bytes, LogLine.RAW, flags.escaped());
        if (flags.quoted()) {
          line.put('"');
        }
      }
      scratch.reset(mark);
      line.written();
    };
  }
}
