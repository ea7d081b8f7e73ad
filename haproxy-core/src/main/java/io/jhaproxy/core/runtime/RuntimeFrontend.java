package io.jhaproxy.core.runtime;

/** A frontend as commands see and change it; safe from any thread. */
public interface RuntimeFrontend {
  /** What its sockets do. */
  enum State {
    /** They accept. */
    OPEN,
    /** They are closed for the time being. */
    PAUSED,
    /** They are gone. */
    STOPPED
  }

  /** Name of the proxy. */
  String name();

  /** What its sockets do. */
  State state();

  /** Refuses clients until {@link #resume}. */
  void pause();

  /** Accepts again after {@link #pause}. */
  void resume();

  /** Closes its sockets for good. */
  void stop();

  /** Sets the limit of connections, 0 for that of the process. */
  void maxconn(int value);
}
