package io.jhaproxy.core.check;

/** How a backend's servers are checked: the {@code option} that was given last. */
public enum CheckMethod {
  /** No option: a connection is enough. */
  CONNECT,
  /** {@code option tcp-check}. */
  TCP_CHECK,
  /** {@code option httpchk}. */
  HTTPCHK,
  /** {@code option ssl-hello-chk}. */
  SSL_HELLO,
  /** {@code option smtpchk}. */
  SMTP,
  /** {@code option ldap-check}. */
  LDAP,
  /** {@code option mysql-check}. */
  MYSQL,
  /** {@code option pgsql-check}. */
  PGSQL,
  /** {@code option redis-check}. */
  REDIS,
  /** {@code option spop-check}. */
  SPOP,
  /** {@code option external-check}. */
  EXTERNAL;

  /** Whether the connection is closed in good order instead of being reset. */
  boolean lingers() {
    return this == MYSQL || this == PGSQL || this == SMTP;
  }

  /** Whether statistics do not show the words of a success, which are logged. */
  boolean forgetsWords() {
    return this == MYSQL || this == LDAP || this == SPOP;
  }
}
