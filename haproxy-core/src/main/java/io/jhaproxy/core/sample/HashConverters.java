package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Converters that make numbers of bytes (manual 7.3.1: crc32, djb2, sdbm, xxh*). */
public final class HashConverters {
  private HashConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    hash(library, "djb2", Hashes::djb2);
    hash(library, "sdbm", Hashes::sdbm);
    hash(library, "crc32", Hashes::crc32);
    hash(library, "crc32c", Hashes::crc32c);
    seeded(library, "xxh32", (bytes, seed) -> XxHash.hash32(bytes, (int) seed) & 0xffffffffL);
    seeded(library, "xxh64", XxHash::hash64);
    seeded(library, "xxh3", Xxh3::hash);
  }

  /** A 32-bit hash whose argument 1 asks for the avalanche. */
  private static void hash(Library library, String name, Hashes.Hash hash) {
    library.converter(
        name,
        SampleType.BIN,
        SampleType.SINT,
        "[integer]",
        (call, s) -> {
          boolean avalanche = Arguments.integer(call, 0, 0) != 0;
          return (x, v) -> {
            int plain = hash.of(v.bytes);
            return v.setInt((avalanche ? Hashes.avalanche(plain) : plain) & 0xffffffffL);
          };
        });
  }

  /** A hash whose argument is the seed. */
  private interface Seeded {
    long of(Slice bytes, long seed);
  }

  private static void seeded(Library library, String name, Seeded hash) {
    library.converter(
        name,
        SampleType.BIN,
        SampleType.SINT,
        "[integer]",
        (call, s) -> {
          long seed = seed(call);
          return (x, v) -> v.setInt(hash.of(v.bytes, seed));
        });
  }

  private static long seed(SampleExpression.Call call) throws ExpressionException {
    return call.argument(0).isEmpty() ? 0 : Arguments.number(call, 0);
  }
}
