package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;

/** Finds what a hash algorithm hashes of a request: part of the URI, a header, a sample. */
@FunctionalInterface
public interface HashKey {
  /** Fills the bytes of {@code into}; false if the request has no such thing. */
  boolean find(SampleContext request, Sample into);
}
