package io.jhaproxy.core.sample;

/** A compiled converter: turns one value into another. Immutable, shared by all workers. */
@FunctionalInterface
public interface Converter {
  /** Changes {@code sample} in place; false if there is no result. Bytes go to scratch memory. */
  boolean convert(SampleContext context, Sample sample);
}
