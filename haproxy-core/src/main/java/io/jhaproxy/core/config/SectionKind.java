package io.jhaproxy.core.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sections of haproxy.cfg; a name here is the keyword that opens the section. */
public enum SectionKind {
  GLOBAL,
  DEFAULTS,
  FRONTEND,
  BACKEND,
  LISTEN,
  USERLIST,
  PEERS,
  MAILERS,
  RESOLVERS,
  CACHE,
  RING,
  HTTP_ERRORS,
  PROGRAM,
  LOG_FORWARD,
  FCGI_APP,
  NAMESPACE_LIST("namespace_list");

  private final String keyword;

  private static final Map<String, SectionKind> BY_KEYWORD =
      Arrays.stream(values()).collect(Collectors.toMap(SectionKind::keyword, kind -> kind));

  SectionKind() {
    keyword = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  SectionKind(String keyword) {
    this.keyword = keyword;
  }

  /** The word that opens the section. */
  public String keyword() {
    return keyword;
  }

  /** Whether clients connect to it: frontend or listen. */
  public boolean isFrontend() {
    return this == FRONTEND || this == LISTEN;
  }

  /** Whether it has servers: backend or listen. */
  public boolean isBackend() {
    return this == BACKEND || this == LISTEN;
  }

  /** Whether it is defaults, frontend, backend or listen. */
  public boolean isProxy() {
    return this == DEFAULTS || isFrontend() || isBackend();
  }

  /** Whether what it says is heeded, be it in parts. */
  public boolean works() {
    return switch (this) {
      case RESOLVERS, FCGI_APP -> false;
      case GLOBAL,
          DEFAULTS,
          FRONTEND,
          BACKEND,
          LISTEN,
          USERLIST,
          MAILERS,
          CACHE,
          HTTP_ERRORS,
          RING,
          PROGRAM,
          LOG_FORWARD,
          NAMESPACE_LIST,
          PEERS ->
          true;
    };
  }

  /** The section a keyword opens, or null. */
  public static @Nullable SectionKind of(String keyword) {
    return BY_KEYWORD.get(keyword);
  }
}
