package io.jhaproxy.core.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.sample.Slice;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every hash function must do with keys as they come. */
class HashFunctionsTest {
  private static int hash(HashModel.Function function, String key) {
    return HashFunctions.hash(function, Slice.of(key.getBytes(US_ASCII)));
  }

  @ParameterizedTest
  @EnumSource(value = HashModel.Function.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void equalKeysHaveEqualHashesAndOthersHardlyEver(HashModel.Function function) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String key = "/path/" + i + "?id=" + i * 31;
      assertThat(hash(function, key)).isEqualTo(hash(function, key));
      seen.add(hash(function, key));
    }
    assertThat(seen.size()).isGreaterThan(9_900);
  }

  /** Keys that differ in a digit must not gather on one of ten servers. */
  @ParameterizedTest
  @EnumSource(value = HashModel.Function.class, names = "WT6")
  void keysAreSpread(HashModel.Function function) {
    int[] buckets = new int[10];
    for (int i = 0; i < 10_000; i++) {
      buckets[Integer.remainderUnsigned(hash(function, "10.0." + i / 256 + "." + i % 256), 10)]++;
    }
    for (int count : buckets) {
      assertThat(count).isBetween(900, 1100);
    }
  }
}
