package io.jhaproxy.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** The gate sees what it is there for. */
class LeakGateTest {
  @Test
  void everyBufferIsWatched() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void aDroppedBufferFailsTheClass() {
    drop("the dropped one");
    assertThatThrownBy(() -> LeakGate.check("this test"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("LEAK: 1 after this test")
        .hasMessageContaining("the dropped one")
        .hasMessageContaining("LeakGateTest.drop");
    assertThatCode(() -> LeakGate.check("this test")).doesNotThrowAnyException();
  }

  @Test
  void aReleasedBufferDoesNot() {
    ByteBufAllocator.DEFAULT.directBuffer(16).release();
    assertThatCode(() -> LeakGate.check("this test")).doesNotThrowAnyException();
  }

  @Test
  void aBufferInUseDoesNot() {
    ByteBuf inUse = ByteBufAllocator.DEFAULT.directBuffer(16);
    assertThatCode(() -> LeakGate.check("this test")).doesNotThrowAnyException();
    inUse.release();
  }

  private static void drop(String name) {
    ByteBuf dropped = ByteBufAllocator.DEFAULT.directBuffer(16);
    dropped.touch(name);
  }
}
