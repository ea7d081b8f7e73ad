package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;

/** What is known of the persistence cookie of one exchange. Reused; on the stream's worker. */
final class PersistenceState {
  /** The cookie that is looked at. */
  final Cookie cookie = new Cookie();

  /** Third character of the termination state (manual 8.5). */
  char received = '-';

  /** Fourth character. */
  char sent = '-';

  /** Dates in the request's cookie, seconds since 1970; 0 if there is none. */
  long lastSeen;

  long firstSeen;

  private boolean shown;

  /** A backend with persistence was chosen. */
  void begin() {
    shown = true;
    received = 'N';
    sent = 'N';
  }

  /** Third character of the termination state. */
  byte received() {
    return (byte) (shown ? received : '-');
  }

  /** Fourth character of the termination state. */
  byte sent() {
    return (byte) (shown ? sent : '-');
  }

  /** Starts over for the next request. */
  void forget() {
    shown = false;
    received = '-';
    sent = '-';
    lastSeen = 0;
    firstSeen = 0;
  }

  /** Notes why the cookie is not used. */
  boolean ignore(char why) {
    received = why;
    return false;
  }

  /** Reads the dates behind a cookie's value: when it was last and when it was first sent. */
  void date(Slice value, int bar) {
    lastSeen = CookieFields.readDate(value, bar + 1);
    int second = value.indexOf('|', bar + 1);
    firstSeen = second < 0 ? 0 : CookieFields.readDate(value, second + 1);
  }
}
