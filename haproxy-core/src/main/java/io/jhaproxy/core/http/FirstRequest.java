package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.RequestPeek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** An HTTP request at the beginning of a TCP connection; it is parsed in a copy. */
public final class FirstRequest implements RequestPeek {
  private final HttpHead head = new HttpHead();
  private @Nullable ByteBuf copy;
  private int looked = -1;
  private boolean complete;

  /** Has seen nothing yet. */
  public FirstRequest() {}

  @Override
  public boolean look(Slice bytes) {
    if (bytes.length() == looked) {
      return complete;
    }
    looked = bytes.length();
    ByteBuf memory = copy;
    if (memory == null) {
      memory = ByteBufAllocator.DEFAULT.directBuffer(bytes.length());
      copy = memory;
    }
    memory.clear().writeBytes(bytes.buffer(), bytes.offset(), bytes.length());
    complete = H1Parser.request(memory, head, false) == H1Parser.COMPLETE;
    return complete;
  }

  @Override
  public boolean method(Slice into) {
    return complete && head.method(into);
  }

  @Override
  public boolean target(Slice into) {
    return complete && head.target(into);
  }

  @Override
  public boolean version(Slice into) {
    return complete && head.requestVersion(into);
  }

  @Override
  public @Nullable HeaderTable headers() {
    return complete ? head : null;
  }

  @Override
  public void release() {
    head.forget();
    ByteBuf memory = copy;
    if (memory != null) {
      copy = null;
      memory.release();
    }
  }
}
