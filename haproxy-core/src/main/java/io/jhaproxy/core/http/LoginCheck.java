package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.AuthFetches;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Userlist;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords that are kept as hashes before the rules ask for them, on a thread of its own:
 * the loop does not wait for a hash that is made to be slow.
 */
final class LoginCheck {
  private static final Executor THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "passwords");
            thread.setDaemon(true);
            return thread;
          });

  private LoginCheck() {}

  /**
   * Whether all lists can answer about the request's user at once; if not, the stream goes on when
   * they can.
   *
   * @param lists userlists with hashed passwords
   */
  static boolean isDone(HttpStream stream, List<Userlist> lists, Runnable then) {
    HeaderTable headers = stream.requestHeaders();
    String @Nullable [] pair = headers == null ? null : AuthFetches.credentials(headers);
    if (pair == null || lists.stream().allMatch(list -> list.isKnown(pair[0], pair[1]))) {
      return true;
    }
    stream.stage = RequestReading.Stage.VERIFY;
    THREAD.execute(
        () -> {
          lists.forEach(list -> list.authenticate(pair[0], pair[1]));
          stream.worker().execute(() -> resume(stream, then));
        });
    return false;
  }

  private static void resume(HttpStream stream, Runnable then) {
    if (stream.stage == RequestReading.Stage.VERIFY) {
      stream.stage = RequestReading.Stage.EXCHANGE;
      then.run();
    }
  }
}
