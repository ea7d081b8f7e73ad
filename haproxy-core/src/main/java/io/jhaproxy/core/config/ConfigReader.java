package io.jhaproxy.core.config;

/** Reads configuration files into a {@link ConfigModel}. */
public final class ConfigReader {
  private ConfigReader() {}
}
