package io.jhaproxy.core.sample;

/** Life time of a variable (manual 7.3.2, fetch "var"). */
public enum VariableScope {
  /** The whole process. */
  PROC,
  /** The client session (connection). */
  SESS,
  /** The transaction: request and response. */
  TXN,
  /** Only while the request is processed. */
  REQ,
  /** Only while the response is processed. */
  RES,
  /** While a health check runs. */
  CHECK;

  /** Finds the scope of a name like {@code txn.host}, or null if its prefix is none. */
  public static @org.jspecify.annotations.Nullable VariableScope ofName(String name) {
    int dot = name.indexOf('.');
    if (dot <= 0) {
      return null;
    }
    return switch (name.substring(0, dot)) {
      case "proc" -> PROC;
      case "sess" -> SESS;
      case "txn" -> TXN;
      case "req" -> REQ;
      case "res" -> RES;
      case "check" -> CHECK;
      default -> null;
    };
  }
}
