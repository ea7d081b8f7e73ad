package io.jhaproxy.core.backend;

/**
 * {@code hash-type METHOD FUNCTION MODIFIER} and {@code hash-balance-factor}.
 *
 * @param consistent {@code consistent} instead of {@code map-based}
 * @param function the hash function
 * @param avalanche whether the result is hashed again
 * @param balanceFactor percent above 100 a server may be loaded; 0 = unlimited
 */
public record HashModel(
    boolean consistent, Function function, boolean avalanche, int balanceFactor) {
  /** {@code hash-type map-based sdbm}. */
  public static final HashModel DEFAULT = new HashModel(false, Function.SDBM, false, 0);

  /** Hash functions. */
  public enum Function {
    SDBM,
    DJB2,
    WT6,
    CRC32,
    NONE
  }
}
