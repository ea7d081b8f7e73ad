package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's memory for intermediate values: a stack of {@link Sample}s and a heap buffer in which
 * converters leave their results. Users mark, evaluate, use, and reset to their mark; nothing is
 * allocated once it has reached its working size.
 */
public final class Scratch {
  /** Space for results in one evaluation, bytes; larger results make the converter fail. */
  public static final int SIZE = 128 * 1024;

  /** A number handed back by a method that tells by its result whether there is one. */
  long number;

  private final ByteBuf memory = Unpooled.buffer(SIZE, SIZE);
  private final List<Sample> samples = new ArrayList<>();
  private int depth;

  /** Creates scratch memory; one per worker. */
  public Scratch() {}

  /** Current position, to be given to {@link #reset}. */
  public long mark() {
    return (long) depth << 32 | memory.writerIndex();
  }

  /** Frees everything taken since the mark. */
  public void reset(long mark) {
    depth = (int) (mark >>> 32);
    memory.writerIndex((int) mark);
  }

  /** A sample that stays valid until the reset. */
  public Sample sample() {
    if (depth == samples.size()) {
      samples.add(new Sample());
    }
    return samples.get(depth++);
  }

  /** The result buffer; append at its writer index. */
  public ByteBuf memory() {
    return memory;
  }

  /** Copies bytes to the end of {@link #memory()}; false if there is no room. */
  public boolean append(Slice bytes) {
    if (free() < bytes.length()) {
      return false;
    }
    memory.writeBytes(bytes.buffer(), bytes.offset(), bytes.length());
    return true;
  }

  /** Copies an array to the memory and points the sample at it; false if there is no room. */
  boolean store(byte[] result, Sample sample, SampleType type) {
    if (free() < result.length) {
      return false;
    }
    int start = memory.writerIndex();
    memory.writeBytes(result);
    return finish(start, sample, type);
  }

  /**
   * Copies a text, one byte for each character, to the memory and points the sample at it; false if
   * there is no room.
   */
  public boolean store(String text, Sample sample) {
    int start = memory.writerIndex();
    int length = text.length();
    if (free() < length) {
      return false;
    }
    // This deprecated method is what is wanted: it drops the upper halves and allocates nothing.
    getBytes(text, length, memory.array(), memory.arrayOffset() + start);
    memory.writerIndex(start + length);
    return finish(start, sample, SampleType.STR);
  }

  @SuppressWarnings("deprecation")
  private static void getBytes(String text, int length, byte[] target, int at) {
    text.getBytes(0, length, target, at);
  }

  /** Points the sample at what was written since {@code start}. */
  boolean finish(int start, Sample sample, SampleType type) {
    sample.bytes.set(memory, start, memory.writerIndex() - start);
    sample.type = type;
    return true;
  }

  /** Free bytes in {@link #memory()}. */
  public int free() {
    return memory.capacity() - memory.writerIndex();
  }
}
