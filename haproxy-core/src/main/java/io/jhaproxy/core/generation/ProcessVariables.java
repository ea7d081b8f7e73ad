package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.log.LogFormat;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.log.LogLine;
import io.jhaproxy.core.log.LogSource;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.rule.ProcessVariableKeywords;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.core.sample.VariableScope;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of the process as the runtime API reads and sets them, where there is no stream. */
final class ProcessVariables {
  /** The place of the command line among those of {@link io.jhaproxy.core.sample.Need#places}. */
  private static final int COMMAND_LINE = 21;

  /** Longest text of a format, bytes. */
  private static final int CAPACITY = 64 * 1024;

  private final RuntimeNames names;
  private final Variables variables;
  private final Clock clock;
  private final long pid;

  ProcessVariables(RuntimeNames names, Variables variables, Clock clock, long pid) {
    this.names = names;
    this.variables = variables;
    this.clock = clock;
    this.pid = pid;
  }

  /** Looks whether the assignments of the global section can be done, without doing them. */
  void check(ConfigModel model, List<String> errors) {
    ProcessVariables trial = new ProcessVariables(names, Variables.ofProcess(0), clock, pid);
    for (ProcessVariableKeywords.Assignment line :
        model.global().list(ProcessVariableKeywords.ASSIGNMENTS)) {
      try {
        trial.set(line.name(), line.text(), line.format());
      } catch (RefusedException refused) {
        errors.add(String.valueOf(refused.getMessage()));
      }
    }
  }

  /**
   * Does the assignments of the global section.
   *
   * @param done those that the configuration before had too: what traffic made of them stays
   */
  void assign(ConfigModel model, List<ProcessVariableKeywords.Assignment> done) {
    for (ProcessVariableKeywords.Assignment line :
        model.global().list(ProcessVariableKeywords.ASSIGNMENTS)) {
      try {
        if (!done.contains(line)) {
          set(line.name(), line.text(), line.format());
        }
      } catch (RefusedException refused) {
        throw new IllegalStateException("it was checked before", refused);
      }
    }
  }

  /** All that are set, for another process. */
  List<StateMemory.Variable> memories() {
    List<StateMemory.Variable> all = new ArrayList<>();
    names
        .variableNames()
        .all()
        .forEach(
            (name, number) -> {
              boolean ofProcess = VariableScope.ofName(name) == VariableScope.PROC;
              Sample value = ofProcess ? variables.get(number) : null;
              if (value != null) {
                byte[] bytes =
                    value.type.isAddress() ? value.address.bytes() : value.bytes.toByteArray();
                int port = value.address.port();
                all.add(new StateMemory.Variable(name, value.type, value.number, bytes, port));
              }
            });
    return all;
  }

  /** What a configuration assigns, as text. */
  List<String> assignments(ConfigModel model) {
    return model.global().list(ProcessVariableKeywords.ASSIGNMENTS).stream()
        .map(Object::toString)
        .toList();
  }

  /** Goes on with what they were in another process, except where the configuration is news. */
  void recall(StateMemory memory, ConfigModel model) {
    Set<String> news = new HashSet<>();
    for (ProcessVariableKeywords.Assignment line :
        model.global().list(ProcessVariableKeywords.ASSIGNMENTS)) {
      if (!memory.assignments().contains(line.toString())) {
        news.add(line.name());
      }
    }
    for (StateMemory.Variable each : memory.variables()) {
      if (!news.contains(each.name())) {
        Sample value = new Sample();
        value.type = each.type();
        value.number = each.number();
        if (value.type.isAddress()) {
          value.address.setBytes(each.bytes(), each.port());
        } else {
          value.bytes.set(Slice.of(each.bytes()));
        }
        variables.set(names.variableNames().number(each.name()), value);
      }
    }
  }

  /** {@code type=sint value=<3>}, or null where it is not set. */
  @Nullable String get(String name) {
    if (VariableScope.ofName(name) != VariableScope.PROC) {
      return null;
    }
    Sample value = variables.get(names.variableNames().number(name));
    if (value == null) {
      return null;
    }
    Sample text = new Sample();
    text.set(value);
    boolean shown = text.type.isBytes() || Casts.cast(text, SampleType.STR, new Scratch());
    String type = value.type.name().toLowerCase(Locale.ROOT);
    return "type=" + type + " value=<" + (shown ? read(text.bytes) : "") + ">";
  }

  private static String read(Slice bytes) {
    return new String(bytes.toByteArray(), ISO_8859_1);
  }

  /**
   * Sets a variable.
   *
   * @param text an expression, or a format
   * @throws RefusedException with the reason in HAProxy's words
   */
  synchronized void set(String name, String text, boolean format) throws RefusedException {
    String problem = VariableNames.problem(name);
    if (problem != null) {
      boolean syntax = problem.startsWith("invalid syntax");
      throw RefusedException.bare(syntax ? problem.replaceFirst("'$", ")'") : problem);
    }
    if (VariableScope.ofName(name) != VariableScope.PROC) {
      throw RefusedException.bare(
          "'set var': cannot set variable '" + name + "', only scope 'proc' is permitted here.");
    }
    Library library = StandardLibrary.create();
    Sample value = new Sample();
    boolean found;
    try {
      found = format ? render(library, text, value) : evaluate(library, name, text, value);
    } catch (ExpressionException wrong) {
      throw RefusedException.bare(String.valueOf(wrong.getMessage()));
    }
    if (found) {
      variables.set(names.variableNames().number(name), value);
    }
  }

  private boolean evaluate(Library library, String name, String text, Sample value)
      throws ExpressionException {
    Expression expression = library.compile(SampleExpression.parse(text), surroundings());
    if (expression.need().places().charAt(COMMAND_LINE) != 'Y') {
      throw new ExpressionException(
          0,
          0,
          "fetch method 'set-var("
              + name
              + ")' extracts information from '"
              + expression.need().words()
              + "', none of which is available here");
    }
    return expression.evaluate(context(), value);
  }

  private boolean render(Library library, String text, Sample value) throws ExpressionException {
    LogFormatCompiler formats = new LogFormatCompiler(library, names.hostName(), pid);
    LogFormat format = formats.compileText(text, Phase.CONFIG, surroundings());
    LogLine line = new LogLine(CAPACITY, ZoneId.systemDefault());
    format.append(context(), line);
    value.bytes.set(Slice.of(Arrays.copyOf(line.bytes(), line.length())));
    value.setString();
    return true;
  }

  /** No proxy: what exists everywhere may be used. */
  private Surroundings surroundings() {
    return new ProxySurroundings("", names) {
      @Override
      public boolean isFrontend() {
        return true;
      }
    };
  }

  /** A source that knows time and variables of the process, and nothing of any stream. */
  private LogSource context() {
    Scratch scratch = new Scratch();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "scratch" -> {
              return scratch;
            }
            case "nowMillis" -> {
              return clock.wallMillis();
            }
            case "nowNanos" -> {
              return System.nanoTime();
            }
            case "variables" -> {
              return arguments != null && arguments[0] == VariableScope.PROC ? variables : null;
            }
            default -> {
              return nothing(proxy, method, arguments);
            }
          }
        };
    return (LogSource)
        Proxy.newProxyInstance(
            LogSource.class.getClassLoader(), new Class<?>[] {LogSource.class}, handler);
  }

  private static @Nullable Object nothing(
      Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.isDefault()) {
      try {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getTargetException();
      }
    }
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == byte[].class ? new byte[0] : null;
  }
}
