package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.VariableLimits;
import io.jhaproxy.core.sample.Variables;
import java.util.LinkedHashSet;
import java.util.Set;

/** What all streams of one worker share. Used on the worker's thread only. */
public final class WorkerTools {
  private final Worker worker;
  private final ProcessLoad load;
  private final Scratch scratch = new Scratch();
  private final HttpAnswer answer = new HttpAnswer();
  private final Variables processVariables;
  private VariableLimits limits;
  private final Set<Session> sessions = new LinkedHashSet<>();

  /** Tools of one worker without limits for variables. */
  public WorkerTools(Worker worker, ProcessLoad load, Variables processVariables) {
    this(worker, load, processVariables, VariableLimits.NONE);
  }

  /** Tools of one worker. */
  public WorkerTools(
      Worker worker, ProcessLoad load, Variables processVariables, VariableLimits limits) {
    this.limits = limits;
    this.worker = worker;
    this.load = load;
    this.processVariables = processVariables;
  }

  /** The worker. */
  public Worker worker() {
    return worker;
  }

  /** Connections and requests of the process. */
  public ProcessLoad load() {
    return load;
  }

  /** Memory for intermediate values of samples. */
  public Scratch scratch() {
    return scratch;
  }

  /** The reusable answer of rules. */
  public HttpAnswer answer() {
    return answer;
  }

  /** Changes what variables of new streams may take. */
  public void variableLimits(VariableLimits next) {
    limits = next;
  }

  /** What variables may take. */
  public VariableLimits variableLimits() {
    return limits;
  }

  /** Variables of scope proc. */
  public Variables processVariables() {
    return processVariables;
  }

  /** Client connections of this worker, oldest first. */
  public Set<Session> sessions() {
    return sessions;
  }
}
