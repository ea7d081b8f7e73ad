package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.log.LogFormat;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.log.LogOutput;
import io.jhaproxy.core.log.LogSenders;
import io.jhaproxy.core.log.LogSource;
import io.jhaproxy.core.log.LogTarget;
import io.jhaproxy.core.log.RingFeed;
import io.jhaproxy.core.log.Rings;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.core.stream.AccessLog;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles where log lines go. Each worker has senders of its own for access lines; texts about
 * servers, which are rare and come from several threads, share one set under a lock.
 */
final class LogParts {
  private final ConfigModel model;
  private final List<String> errors;
  private final RuntimeNames names;
  private final LogFormatCompiler formats;
  private final List<Worker> workers;
  private final List<LogSenders> perWorker = new ArrayList<>();
  private final LogSenders shared;
  private final Clock clock;
  private final Rings rings;
  private final List<RingFeed> feeds;
  private final ForwardParts forwards;

  LogParts(
      ConfigModel model,
      List<Worker> workers,
      EngineOptions options,
      RuntimeNames names,
      LogFormatCompiler formats,
      List<String> errors) {
    this.model = model;
    this.errors = errors;
    this.names = names;
    this.formats = formats;
    this.workers = workers;
    this.clock = options.clock();
    this.rings = RingParts.compile(model);
    this.feeds = RingParts.feeds(model, rings, workers.get(0), errors);
    Consumer<String> failures = text -> options.console().accept(text, LogOutput.ERROR);
    this.forwards = new ForwardParts(model, options.pid(), clock, rings, failures);
    ZoneId zone = ZoneId.systemDefault();
    for (int i = 0; i < workers.size(); i++) {
      perWorker.add(new LogSenders(options.pid(), zone, rings, failures));
    }
    this.shared = new LogSenders(options.pid(), zone, rings, failures);
  }

  /** The rings of the configuration. */
  Rings rings() {
    return rings;
  }

  /**
   * Binds what log-forward sections listen at.
   *
   * @param errors gets what cannot be bound
   */
  void bind(List<String> errors) {
    forwards.bind(errors);
    LogSenders.openFiles(errors);
  }

  /** Begins to receive and to send what rings hold. */
  void start() {
    // From a worker, so that their threads have no more rights than it has.
    workers.get(0).execute(LogSenders::startFiles);
    feeds.forEach(RingFeed::start);
    forwards.start();
  }

  /** Ends receiving, and sending what rings hold. */
  void stop() {
    feeds.forEach(RingFeed::stop);
    forwards.close();
  }

  /** Takes over what rings of a configuration before hold. */
  void succeed(LogParts old) {
    rings.succeed(old.rings);
    for (RingFeed feed : feeds) {
      for (RingFeed before : old.feeds) {
        feed.succeed(before);
      }
    }
  }

  AccessLog accessLog(ProxyModel proxy) {
    List<LogTarget> targets = LogKeys.targets(proxy.settings(), model.global());
    if (targets.isEmpty()) {
      return AccessLog.NONE;
    }
    try {
      LogOutput[] outputs = new LogOutput[workers.size()];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = perWorker.get(i).output(targets, tag(proxy), hostName());
      }
      return new Lines(proxy, outputs);
    } catch (ExpressionException bad) {
      (bad.isUnfinished() ? names.unfinished() : errors)
          .add("proxy '" + proxy.name() + "': " + bad.getMessage());
      return AccessLog.NONE;
    } catch (IOException bad) {
      errors.add("proxy '" + proxy.name() + "': " + bad.getMessage());
      return AccessLog.NONE;
    }
  }

  /** Where texts about the proxy's servers go, with their syslog level. */
  ObjIntConsumer<String> messages(ProxyModel proxy) {
    List<LogTarget> targets = LogKeys.targets(proxy.settings(), model.global());
    if (targets.isEmpty()) {
      return (text, level) -> {};
    }
    try {
      LogOutput output = shared.output(targets, tag(proxy), hostName());
      return (text, level) -> {
        synchronized (shared) {
          output.message(level, text, clock.wallMillis() * 1000);
        }
      };
    } catch (IOException bad) {
      errors.add("proxy '" + proxy.name() + "': " + bad.getMessage());
      return (text, level) -> {};
    }
  }

  /** Says something about the process to the targets of the global section. */
  void say(String text, int level) {
    List<LogTarget> targets = model.global().list(LogKeys.TARGETS);
    String configured = model.global().get(LogKeys.TAG);
    try {
      synchronized (shared) {
        shared
            .output(targets, configured.isEmpty() ? "haproxy" : configured, hostName())
            .message(level, text, clock.wallMillis() * 1000);
      }
    } catch (IOException unreachable) {
      // As with every log line: who cannot be reached is not told.
      return;
    }
  }

  /** Closes the sockets: nobody writes any more. */
  void close(List<Worker> owners) {
    for (int i = 0; i < perWorker.size(); i++) {
      LogSenders senders = perWorker.get(i);
      Worker owner = owners.get(i);
      owner.execute(() -> close(senders, owner));
    }
    synchronized (shared) {
      close(shared, owners.get(0));
    }
  }

  private static void close(LogSenders senders, Worker told) {
    try {
      senders.close();
    } catch (IOException failure) {
      told.failed(failure);
    }
  }

  private String tag(ProxyModel proxy) {
    String own = proxy.settings().get(LogKeys.TAG);
    String global = model.global().get(LogKeys.TAG);
    String tag = own.isEmpty() ? global : own;
    return tag.isEmpty() ? "haproxy" : tag;
  }

  private @Nullable String hostName() {
    String configured = model.global().get(LogKeys.SEND_HOSTNAME);
    if (configured.equals("\0")) {
      return null;
    }
    return configured.isEmpty() ? names.hostName() : configured;
  }

  /** The access lines of one frontend. */
  private final class Lines implements AccessLog {
    private final LogOutput[] outputs;
    private final LogFormat format;
    private final @Nullable LogFormat errorFormat;
    private final @Nullable LogFormat structured;
    private final boolean separateErrors;
    private final boolean http;

    Lines(ProxyModel proxy, LogOutput[] outputs) throws ExpressionException {
      this.outputs = outputs;
      this.http = proxy.mode() == ProxyMode.HTTP;
      Settings from = proxy.settings();
      Surroundings surroundings = new ProxySurroundings(proxy.name(), names);
      this.format = format(from.get(LogKeys.FORMAT), proxy, surroundings);
      String error = from.get(LogKeys.ERROR_FORMAT);
      this.errorFormat = error.isEmpty() ? null : format(error, proxy, surroundings);
      String sd = from.get(LogKeys.FORMAT_SD);
      this.structured = sd.isEmpty() ? null : formats.compile(sd, Phase.LOG, surroundings);
      this.separateErrors = from.get(LogKeys.LOG_SEPARATE_ERRORS);
    }

    private LogFormat format(String text, ProxyModel proxy, Surroundings surroundings)
        throws ExpressionException {
      return switch (text) {
        case "" -> formats.connect(proxy.mode() == ProxyMode.HTTP, surroundings);
        case LogKeys.HTTPLOG -> formats.compile(LogFormatCompiler.HTTPLOG, Phase.LOG, surroundings);
        case LogKeys.HTTPSLOG ->
            formats.compile(LogFormatCompiler.HTTPSLOG, Phase.LOG, surroundings);
        case LogKeys.TCPLOG -> formats.compile(LogFormatCompiler.TCPLOG, Phase.LOG, surroundings);
        case LogKeys.CLFLOG -> formats.compile(LogFormatCompiler.CLFLOG, Phase.LOG, surroundings);
        default -> formats.compile(text, Phase.LOG, surroundings);
      };
    }

    @Override
    public void write(LogSource source, int worker, boolean error) {
      // As in the reference only what never became a request has a format of its own.
      LogFormat other = errorFormat;
      LogFormat chosen = http && other != null && !source.hasRequest() ? other : format;
      int level = error && separateErrors ? LogOutput.ERROR : LogOutput.INFO;
      if (source.logLevel() != -1) {
        level = source.logLevel();
        if (level < 0) {
          return;
        }
      }
      outputs[worker].access(source, chosen, structured, level);
    }
  }
}
