package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.Frontend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One proxy section of a generation: its model and the run-time objects of its sides. */
public final class Proxy {
  private final ProxyModel model;
  private final int id;
  private final @Nullable Frontend frontend;
  private final @Nullable Backend backend;
  private final List<BindPoint> bindPoints = new ArrayList<>();

  Proxy(ProxyModel model, int id, @Nullable Frontend frontend, @Nullable Backend backend) {
    this.model = model;
    this.id = id;
    this.frontend = frontend;
    this.backend = backend;
  }

  /** What the configuration says. */
  public ProxyModel model() {
    return model;
  }

  /** Number shown as iid. */
  public int id() {
    return id;
  }

  /** The accepting side, or null. */
  public @Nullable Frontend frontend() {
    return frontend;
  }

  /** The servers' side, or null. */
  public @Nullable Backend backend() {
    return backend;
  }

  /** Its addresses in order; filled while they are bound. */
  public List<BindPoint> bindPoints() {
    return bindPoints;
  }
}
