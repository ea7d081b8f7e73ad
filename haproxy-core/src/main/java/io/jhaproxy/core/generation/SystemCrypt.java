package io.jhaproxy.core.generation;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.jhaproxy.core.sample.Userlist;
import org.jspecify.annotations.Nullable;

/**
 * The system's crypt(3): the methods that its library knows ($1$, $2y$, $5$, $6$, $y$ and others),
 * as HAProxy uses it. Loaded when the first hashed password is configured.
 */
final class SystemCrypt implements Userlist.Crypt {
  /** Size of struct crypt_data in libxcrypt; glibc's is larger by its tables. */
  private static final int WORK_SIZE = 256 * 1024;

  private final Functions functions;

  /** The function of libcrypt. */
  interface Functions extends Library {
    /** crypt_r(3): safe for several threads, each with work memory of its own. */
    @Nullable String crypt_r(String phrase, String setting, Pointer data);
  }

  private SystemCrypt(Functions functions) {
    this.functions = functions;
  }

  /**
   * Loads the library.
   *
   * @throws UnsatisfiedLinkError if the system has none
   */
  static SystemCrypt load() {
    return new SystemCrypt(Native.load("libcrypt.so.1", Functions.class));
  }

  @Override
  public @Nullable String hash(String password, String setting) {
    try (Memory work = new Memory(WORK_SIZE)) {
      work.clear();
      String hash = functions.crypt_r(password, setting, work);
      return hash == null || hash.startsWith("*") ? null : hash;
    }
  }
}
