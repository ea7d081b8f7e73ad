package io.jhaproxy.grammar.haproxy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration sees of its surroundings: environment variables, which {@code setenv} and
 * its kin change while the files are read, the version and the feature list.
 */
public final class Environment {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");

  private final Map<String, String> variables;
  private final String version;
  private final Set<String> features;

  /**
   * Copies the arguments.
   *
   * @param variables the process's environment
   * @param version what {@code version_atleast} compares with, such as {@code 2.6.12}
   * @param features names without {@code +}, as in the feature list of {@code -vv}
   */
  public Environment(Map<String, String> variables, String version, Set<String> features) {
    this.variables = new TreeMap<>(variables);
    this.version = version;
    this.features = Set.copyOf(features);
  }

  /** A variable's value, or null if it does not exist. */
  public @Nullable String get(String name) {
    return variables.get(name);
  }

  /** Sets a variable. */
  public void set(String name, String value) {
    variables.put(name, value);
  }

  /** Removes a variable. */
  public void unset(String name) {
    variables.remove(name);
  }

  /** Removes every variable but those named ({@code resetenv}). */
  public void retain(Set<String> names) {
    variables.keySet().retainAll(names);
  }

  /** The variables as they are now. */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /**
   * Replaces {@code $NAME} and {@code ${NAME}}: addresses know variables outside of quotes too
   * (manual, "bind"). Variables that do not exist become empty.
   */
  public String expand(String address) {
    if (address.indexOf('$') < 0) {
      return address;
    }
    return REFERENCE
        .matcher(address)
        .replaceAll(
            match -> {
              String name = match.group(1) != null ? match.group(1) : match.group(2);
              return Matcher.quoteReplacement(variables.getOrDefault(name, ""));
            });
  }

  /** The version conditions compare with. */
  public String version() {
    return version;
  }

  /** Whether there is a TLS library; without one no condition about it holds. */
  public boolean hasTls() {
    return hasFeature("OPENSSL");
  }

  /** Name and version of the TLS library; empty where there is none. */
  public String tlsLibrary() {
    return hasTls() ? "BoringSSL" : "";
  }

  /** The version that conditions about the TLS library compare with. */
  public String tlsVersion() {
    return hasTls() ? "3.0" : "0";
  }

  /** Whether a feature is in the feature list. */
  public boolean hasFeature(String name) {
    return features.contains(name);
  }
}
