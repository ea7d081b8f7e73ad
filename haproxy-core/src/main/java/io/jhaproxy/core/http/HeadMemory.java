package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/**
 * What a {@link HttpHead} needs while it holds a message: the table of its fields and the memory of
 * its edits. A connection that waits for its next request has none; a thread keeps some for the
 * next ones.
 */
final class HeadMemory {
  /** Numbers in the table for each field. */
  static final int STRIDE = 4;

  private static final int KEPT = 64;
  private static final int FIELDS = 16;
  private static final int EDITS = 256;

  /** What has grown beyond this is not kept: one odd message should not cost memory for ever. */
  private static final int LARGEST_EDITS = 4096;

  private static final FastThreadLocal<ArrayDeque<HeadMemory>> SPARE =
      new FastThreadLocal<>() {
        @Override
        protected ArrayDeque<HeadMemory> initialValue() {
          return new ArrayDeque<>(KEPT);
        }
      };

  int[] table = new int[FIELDS * STRIDE];
  final ByteBuf edits = Unpooled.buffer(EDITS);

  private HeadMemory() {}

  /** Some memory; the caller owns it and may give it back on the same thread. */
  static HeadMemory take() {
    HeadMemory spare = SPARE.get().pollLast();
    return spare == null ? new HeadMemory() : spare;
  }

  /** Gives it back; nobody may use it any more. */
  void give() {
    ArrayDeque<HeadMemory> spare = SPARE.get();
    if (spare.size() < KEPT
        && table.length <= 4 * FIELDS * STRIDE
        && edits.capacity() <= LARGEST_EDITS) {
      edits.clear();
      spare.addLast(this);
    }
  }
}
