package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.grammar.haproxy.Environment;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The text of the running configuration, and how another text is read.
 *
 * @param text the files
 * @param environment what a configuration sees of its surroundings, anew for each reading
 * @param registry all keywords, made when somebody needs them
 * @param executor the thread that reads files and binds addresses with the rights for that
 * @param maxconn client connections that a configuration allows the process, at least 1
 */
public record RunningText(
    ConfigText text,
    Supplier<Environment> environment,
    Supplier<Registry> registry,
    Executor executor,
    ToIntFunction<ConfigModel> maxconn) {
  /** The same with another text. */
  RunningText with(ConfigText other) {
    return new RunningText(other, environment, registry, executor, maxconn);
  }
}
