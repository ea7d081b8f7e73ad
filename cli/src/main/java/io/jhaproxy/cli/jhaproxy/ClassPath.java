package io.jhaproxy.cli.jhaproxy;

/** The program's jars. */
final class ClassPath {
  private ClassPath() {}

  /**
   * Opens every jar now: after chroot or without root's rights a jar that was never looked into
   * might not be readable, and a class that is needed for the first time would be missing.
   */
  static void openAll() {
    var unused = ClassPath.class.getResource("/no/such/entry");
  }
}
