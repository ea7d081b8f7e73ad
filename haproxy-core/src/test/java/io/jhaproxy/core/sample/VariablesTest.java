package io.jhaproxy.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Limits of variables: 80 bytes for each and the bytes of its text, as 2.6.12 counts. */
class VariablesTest {
  private final VariableLimits limits = new VariableLimits(0, 500, 300, 200);

  private static Sample text(int length) {
    Sample sample = new Sample();
    sample.bytes.set(Slice.of("x".repeat(length)));
    sample.setString();
    return sample;
  }

  private static Sample number(long value) {
    Sample sample = new Sample();
    sample.setInt(value);
    return sample;
  }

  @Test
  void threeNumbersFitInto300Bytes() {
    Variables txn = limits.ofTransaction(null);
    assertThat(txn.set(0, number(1)) && txn.set(1, number(2)) && txn.set(2, number(3))).isTrue();
    assertThat(txn.set(3, number(4))).isFalse();
    assertThat(txn.get(3)).isNull();
    txn.unset(1);
    assertThat(txn.set(3, number(4))).isTrue();
  }

  @Test
  void aTextOf220BytesFitsInto300AndItsSuccessorTakesItsPlace() {
    Variables txn = limits.ofTransaction(null);
    assertThat(txn.set(0, text(221))).isFalse();
    assertThat(txn.set(0, text(220))).isTrue();
    assertThat(txn.set(0, text(219))).isTrue();
    assertThat(txn.set(0, number(7))).isTrue();
    assertThat(txn.set(1, text(100))).isTrue();
  }

  @Test
  void smallerScopesCountInLargerOnes() {
    Variables session = limits.ofSession();
    Variables txn = limits.ofTransaction(session);
    Variables request = limits.ofMessage(txn);
    assertThat(session.set(0, text(20))).isTrue();
    assertThat(request.set(0, text(120))).isTrue();
    assertThat(txn.set(0, text(20))).isTrue();
    assertThat(txn.set(1, number(1))).isFalse();
    request.clear();
    assertThat(txn.set(1, number(1))).isTrue();
  }

  @Test
  void valuesOfTheProcessAreReplacedNotChanged() {
    Variables process = Variables.ofProcess(0);
    process.set(2, number(1));
    Sample seen = process.get(2);
    process.set(2, number(2));
    assertThat(seen.number).isEqualTo(1);
    assertThat(process.get(2).number).isEqualTo(2);
    process.unset(2);
    assertThat(process.get(2)).isNull();
  }
}
