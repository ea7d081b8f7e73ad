package io.jhaproxy.core.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A proxy {@code f1} with a backend {@code b} of two usable servers and a userlist {@code u}. */
public final class TestSurroundings implements Surroundings {
  private final VariableNames names = new VariableNames();
  public final List<String> warnings = new ArrayList<>();

  @Override
  public void unfinished(String message) {
    throw new IllegalStateException(message);
  }

  @Override
  public String proxyName() {
    return "f1";
  }

  @Override
  public BackendLoad backend(String name) {
    return name.equals("b") ? new Load() : null;
  }

  private static final class Load implements BackendLoad, ServerLoad {
    @Override
    public int usableServers() {
      return 2;
    }

    @Override
    public int connections() {
      return 7;
    }

    @Override
    public int queued() {
      return 0;
    }

    @Override
    public int sessionRate() {
      return 3;
    }

    @Override
    public ServerLoad server(String name) {
      return name.equals("s") ? this : null;
    }

    @Override
    public boolean isUp() {
      return true;
    }
  }

  @Override
  public FrontendLoad frontend(String name) {
    return null;
  }

  @Override
  public Userlist userlist(String name) {
    Userlist.User joe = new Userlist.User("x", Set.of("g"));
    return name.equals("u") ? new Userlist(Map.of("joe", joe)) : null;
  }

  @Override
  public VariableNames variableNames() {
    return names;
  }

  @Override
  public String environment(String name) {
    return name.equals("SITE") ? "paris" : null;
  }

  @Override
  public String hostName() {
    return "vm";
  }

  @Override
  public List<String> readLines(String path) throws IOException {
    return Files.readAllLines(Path.of(path));
  }

  @Override
  public int random(int bound) {
    return bound - 1;
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }
}
