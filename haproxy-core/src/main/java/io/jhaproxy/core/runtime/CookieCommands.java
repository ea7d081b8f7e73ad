package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.admin;

import java.util.List;

/** Commands about cookies that follow from servers' addresses. */
final class CookieCommands {
  private CookieCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        admin(
            "enable dynamic-cookie backend",
            "enable dynamic-cookie backend <bk>",
            "derive cookies from servers' addresses",
            c -> target(c, 3).dynamicCookie(true)),
        admin(
            "disable dynamic-cookie backend",
            "disable dynamic-cookie backend <bk>",
            "no cookies from servers' addresses any more",
            c -> target(c, 3).dynamicCookie(false)),
        admin(
            "set dynamic-cookie-key backend",
            "set dynamic-cookie-key backend <bk> <k>",
            "change the secret of such cookies",
            CookieCommands::key));
  }

  private static RuntimeBackend target(Call call, int index) throws RefusedException {
    String name = call.word(index);
    if (name.isEmpty()) {
      throw new RefusedException("A backend name is expected.");
    }
    RuntimeBackend backend = call.view().backend(name);
    if (backend == null) {
      throw new RefusedException("No such backend.");
    }
    return backend;
  }

  private static void key(Call call) throws RefusedException {
    RuntimeBackend backend = target(call, 3);
    if (call.word(4).isEmpty()) {
      throw new RefusedException("String value expected.");
    }
    backend.dynamicCookieKey(call.word(4));
  }
}
