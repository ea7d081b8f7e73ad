package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.CookieModel;
import io.jhaproxy.core.backend.CookieModel.Mode;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Persistence by cookie of one backend (manual 4.2, {@code cookie}): finds the server that a
 * request's cookie names and sees to the cookie of its response. Immutable, shared by all workers.
 */
public final class CookiePersistence {
  /** A date so far ahead is not believed, in seconds. */
  private static final long FUTURE_LIMIT = 86_400;

  private static final byte[] REMOVAL =
      KnownFields.ascii("=; Expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/");
  private static final byte[] PATH = KnownFields.ascii("; path=/");
  private static final byte[] CACHE_CONTROL = KnownFields.ascii("cache-control");
  private static final Slice PRIVATE = Slice.of("private");

  private final CookieModel model;
  private final byte[] name;
  private final byte[] attributes;
  private final boolean persist;

  /**
   * Compiles the options.
   *
   * @param persist option persist: a server that is down is tried nevertheless
   */
  public CookiePersistence(CookieModel model, boolean persist) {
    this.model = model;
    this.persist = persist;
    this.name = model.name().getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder text = new StringBuilder();
    model.domains().forEach(domain -> text.append("; domain=").append(domain));
    text.append(model.httponly() ? "; HttpOnly" : "").append(model.secure() ? "; Secure" : "");
    model.attributes().forEach(attribute -> text.append("; ").append(attribute));
    this.attributes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  // -- requests

  /** Looks for the cookie in a request, chooses its server and takes out what is not for it. */
  void request(HttpExchange stream) {
    PersistenceState state = stream.persistence;
    if (model.mode() != Mode.PASSIVE || model.indirect()) {
      state.begin();
    }
    HttpHead head = stream.request;
    Cookie cookie = state.cookie;
    for (int at = head.find(CookieFields.COOKIE, 0); at >= 0; ) {
      boolean kept = true;
      cookie.begin();
      while (kept && cookie.next(head, at)) {
        if (cookie.nameIs(name)) {
          found(stream, head, at, cookie);
          kept = !takeOut(head, at, cookie);
        }
      }
      at = head.find(CookieFields.COOKIE, kept ? at + 1 : at);
    }
  }

  private void found(HttpExchange stream, HttpHead head, int at, Cookie cookie) {
    PersistenceState state = stream.persistence;
    Slice value = cookie.value(head, at);
    int end = value.length();
    if (model.mode() == Mode.PREFIX) {
      int tilde = value.indexOf('~', 0);
      if (tilde < 0) {
        choose(stream, value, end);
        return;
      }
      end = tilde;
    } else {
      int bar = value.indexOf('|', 0);
      if (bar >= 0) {
        state.date(value, bar);
        end = bar;
      }
    }
    if (isAlive(state, stream.nowMillis() / 1000)) {
      choose(stream, value, end);
    }
    if (model.mode() == Mode.PREFIX) {
      head.cutValue(at, cookie.valueStart(), end + 1);
      cookie.shorten(end + 1);
    }
  }

  /** Whether the dates in the cookie allow its use. */
  private boolean isAlive(PersistenceState state, long now) {
    if (model.maxLife() > 0 && isOut(state.firstSeen, now, model.maxLife())) {
      return state.ignore('O');
    }
    if (model.maxIdle() > 0 && isOut(state.lastSeen, now, model.maxIdle())) {
      return state.ignore('E');
    }
    return true;
  }

  private static boolean isOut(long date, long now, long limit) {
    return date > 0 && (now - date > limit || date - now > FUTURE_LIMIT);
  }

  private void choose(HttpExchange stream, Slice value, int length) {
    PersistenceState state = stream.persistence;
    if (stream.isBound()) {
      state.received = stream.isBoundByCookie() ? state.received : 'U';
      return;
    }
    if (stream.ignoresPersistence()) {
      state.received = 'U';
      return;
    }
    List<Server> servers = stream.entered().servers();
    state.received = 'I';
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (matches(server.cookie(), value, length)) {
        boolean up = server.acceptsPersistent();
        state.received = up ? 'V' : 'D';
        if (up || persist || stream.forcesPersistence()) {
          stream.bindByCookie(server);
          return;
        }
      }
    }
  }

  private static boolean matches(byte @Nullable [] cookie, Slice value, int length) {
    if (cookie == null || cookie.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (value.at(i) != (cookie[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Takes the cookie out of the request; true if the whole field is gone. */
  private boolean takeOut(HttpHead head, int at, Cookie cookie) {
    if (!model.indirect() || model.mode() != Mode.INSERT) {
      return false;
    }
    return cookie.remove(head, at);
  }

  // -- responses

  /** Changes, removes and inserts cookies of a response. */
  void response(HttpExchange stream) {
    Server server = stream.chosenServer();
    PersistenceState state = stream.persistence;
    HttpHead head = stream.response;
    Cookie cookie = state.cookie;
    boolean found = false;
    for (int at = head.find(CookieFields.SET_COOKIE, 0); at >= 0; ) {
      int next = at + 1;
      cookie.begin();
      if (cookie.next(head, at) && cookie.nameIs(name)) {
        found = true;
        state.sent = 'P';
        next = fromServer(stream, head, at, cookie, server) ? at : next;
      }
      at = head.find(CookieFields.SET_COOKIE, next);
    }
    if (server != null && mustInsert(stream, found)) {
      insert(stream, server);
    }
  }

  /** What becomes of the server's own cookie; true if its field is gone. */
  private boolean fromServer(
      HttpExchange stream, HttpHead head, int at, Cookie cookie, @Nullable Server server) {
    PersistenceState state = stream.persistence;
    byte[] mine = server == null ? null : server.cookie();
    boolean replaced = model.mode() == Mode.INSERT;
    boolean needless = model.indirect() && stream.isBoundByCookie();
    if (!model.preserve() && (replaced || needless)) {
      head.remove(at);
      state.sent = 'D';
      return true;
    }
    if (mine != null && model.mode() == Mode.REWRITE) {
      rewrite(stream, head, at, cookie, mine, cookie.valueEnd());
      state.sent = 'R';
    } else if (mine != null && model.mode() == Mode.PREFIX) {
      rewrite(stream, head, at, cookie, mine, cookie.valueStart());
      state.sent = 'R';
    }
    return false;
  }

  /** Puts the server's value in place of the cookie's up to {@code from}, or in front of it. */
  private void rewrite(
      HttpExchange stream, HttpHead head, int at, Cookie cookie, byte[] mine, int from) {
    ByteBuf out = stream.worker().scratch();
    Slice field = cookie.field(head, at);
    out.writeBytes(field.buffer(), field.offset(), cookie.valueStart()).writeBytes(mine);
    if (model.mode() == Mode.PREFIX) {
      out.writeByte('~');
    }
    out.writeBytes(field.buffer(), field.offset() + from, field.length() - from);
    head.replaceValue(at, field.set(out, 0, out.writerIndex()));
  }

  private boolean mustInsert(HttpExchange stream, boolean found) {
    if (model.mode() != Mode.INSERT || (found && model.preserve())) {
      return false;
    }
    if (model.postonly() && !stream.request.methodIs("POST")) {
      return false;
    }
    PersistenceState state = stream.persistence;
    boolean dates =
        model.maxIdle() > 0
            || (model.maxLife() > 0) != (state.firstSeen > 0)
            || (model.maxIdle() == 0 && state.lastSeen > 0 && model.maxLife() == 0);
    return (!stream.isBound() || dates) && !stream.ignoresPersistence();
  }

  private void insert(HttpExchange stream, Server server) {
    PersistenceState state = stream.persistence;
    ByteBuf out = stream.worker().scratch();
    out.writeBytes(name);
    byte[] mine = server.cookie();
    if (mine == null) {
      out.writeBytes(REMOVAL);
    } else {
      out.writeByte('=').writeBytes(mine);
      dates(out, state, stream.nowMillis() / 1000);
      out.writeBytes(PATH);
    }
    out.writeBytes(attributes);
    HttpHead head = stream.response;
    if (!head.add(CookieFields.SET_COOKIE, state.cookie.field().set(out, 0, out.writerIndex()))) {
      stream.countFailedRewrite();
      return;
    }
    state.sent = stream.isBound() ? 'U' : 'I';
    if (model.nocache() && Cacheability.isCacheable(stream)) {
      head.add(CACHE_CONTROL, PRIVATE);
    }
  }

  private void dates(ByteBuf out, PersistenceState state, long now) {
    if (model.maxIdle() == 0 && model.maxLife() == 0) {
      return;
    }
    out.writeByte('|');
    CookieFields.writeDate(out, now);
    if (model.maxLife() > 0) {
      out.writeByte('|');
      CookieFields.writeDate(out, state.firstSeen > 0 ? state.firstSeen : now);
    }
  }
}
