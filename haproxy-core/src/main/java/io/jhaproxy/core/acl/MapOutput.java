package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.PcrePattern;
import io.jhaproxy.core.sample.RegexReplacement;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a map's values are turned into, once for all lookups. */
enum MapOutput {
  /** A text. */
  TEXT,
  /** A number. */
  INTEGER,
  /** An address. */
  ADDRESS,
  /** A text in which back references stand for groups of the key, a regular expression. */
  REPLACEMENT;

  /** The key of a {@link #REPLACEMENT} with its value. */
  record Replacement(Pattern pattern, RegexReplacement text) {}

  /** The value of a key: a {@link Sample}, or a {@link Replacement}. */
  Object read(String key, String text) throws ExpressionException {
    return this == REPLACEMENT
        ? new Replacement(PcrePattern.compile(key, false), new RegexReplacement(text))
        : sample(text);
  }

  /** A value that stands alone. */
  Sample sample(String text) throws ExpressionException {
    Sample sample = new Sample();
    switch (this) {
      case INTEGER -> {
        try {
          sample.setInt(Long.parseLong(text));
        } catch (NumberFormatException e) {
          throw new ExpressionException(0, 0, "unable to parse '" + text + "'");
        }
      }
      case ADDRESS -> {
        Address address = sample.address;
        if (!AddressText.parse(Slice.of(text), address)) {
          throw new ExpressionException(0, 0, "unable to parse '" + text + "'");
        }
        sample.setAddress();
      }
      default -> {
        sample.bytes.set(Slice.of(text.getBytes(StandardCharsets.ISO_8859_1)));
        sample.setString();
      }
    }
    return sample;
  }
}
