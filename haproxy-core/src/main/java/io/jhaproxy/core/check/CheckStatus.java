package io.jhaproxy.core.check;

/** What a health check found (management guide 9.1, check_status). */
public enum CheckStatus {
  INI("INI", "Initializing", false),
  SOCKERR("SOCKERR", "Socket error", false),
  L4OK("L4OK", "Layer4 check passed", true),
  L4TOUT("L4TOUT", "Layer4 timeout", false),
  L4CON("L4CON", "Layer4 connection problem", false),
  L6OK("L6OK", "Layer6 check passed", true),
  L6TOUT("L6TOUT", "Layer6 timeout", false),
  L6RSP("L6RSP", "Layer6 invalid response", false),
  L7TOUT("L7TOUT", "Layer7 timeout", false),
  L7RSP("L7RSP", "Layer7 invalid response", false),
  L7OK("L7OK", "Layer7 check passed", true),
  L7OKC("L7OKC", "Layer7 check conditionally passed", true),
  L7STS("L7STS", "Layer7 wrong status", false),
  HANA("HANA", "Health analyze", false),
  CHECKED("CHECKED", "No status change", true),
  PROCERR("PROCERR", "External check error", false),
  PROCTOUT("PROCTOUT", "External check timeout", false),
  PROCOK("PROCOK", "External check passed", true);

  private final String code;
  private final String description;
  private final boolean success;

  CheckStatus(String code, String description, boolean success) {
    this.code = code;
    this.description = description;
    this.success = success;
  }

  /** Short form, as in the CSV. */
  public String code() {
    return code;
  }

  /** Long form, as in log lines. */
  public String description() {
    return description;
  }

  /** Whether the server is well. */
  public boolean isSuccess() {
    return success;
  }

  /** Whether log lines and statistics show a code with it. */
  public boolean hasCode() {
    return switch (this) {
      case L7OK, L7OKC, L7STS, PROCERR, PROCTOUT, PROCOK -> true;
      default -> false;
    };
  }

  /** The status of that short form, or null. */
  public static @org.jspecify.annotations.Nullable CheckStatus ofCode(String code) {
    for (CheckStatus status : values()) {
      if (status.code.equals(code)) {
        return status;
      }
    }
    return null;
  }
}
