package io.jhaproxy.gates;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer was garbage without having been released. Registered for
 * every test (META-INF/services), so that no test can forget it.
 */
public final class LeakGate implements AfterAllCallback {
  static {
    LeakReports.install();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getParent().isPresent() && context.getTestClass().isPresent()) {
      check(context.getDisplayName());
    }
  }

  static void check(String after) {
    List<String> leaks = LeakReports.drain();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          "LEAK: " + leaks.size() + " after " + after + ":\n" + String.join("\n", leaks));
    }
  }
}
