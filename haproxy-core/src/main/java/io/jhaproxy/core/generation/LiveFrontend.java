package io.jhaproxy.core.generation;

import io.jhaproxy.core.runtime.RuntimeFrontend;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.StreamKeys;

/** A frontend as the runtime API sees it. */
record LiveFrontend(Proxy proxy, Frontend frontend) implements RuntimeFrontend {
  /** Connections that wait for accept where nothing is configured. */
  private static final int DEFAULT_BACKLOG = 4096;

  @Override
  public String name() {
    return proxy.model().name();
  }

  @Override
  public State state() {
    return switch (frontend.accepting()) {
      case OPEN -> State.OPEN;
      case PAUSED -> State.PAUSED;
      case STOPPED -> State.STOPPED;
    };
  }

  @Override
  public void pause() {
    frontend.pause();
  }

  @Override
  public void resume() {
    int own = proxy.model().settings().get(StreamKeys.BACKLOG);
    frontend.unpause(own != 0 ? own : DEFAULT_BACKLOG);
  }

  @Override
  public void stop() {
    frontend.stop();
  }

  @Override
  public void maxconn(int value) {
    frontend.maxconn(value);
  }
}
