package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Digests, message authentication codes and decryption (manual 7.3.1). */
public final class DigestConverters {
  private static final SampleType BIN = SampleType.BIN;
  private static final int TAG_BITS = 128;

  private DigestConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("sha1", BIN, BIN, digest("SHA-1"));
    library.converter("sha2", BIN, BIN, "[integer]", (call, s) -> sha2(call));
    library.converter("digest", BIN, BIN, "string", (call, s) -> digest(call));
    library.converter("hmac", BIN, BIN, "string,string", DigestConverters::hmac);
    library.converter(
        "aes_gcm_dec", BIN, BIN, "integer,string,string,string", DigestConverters::decrypt);
  }

  private static Converter sha2(SampleExpression.Call call) throws ExpressionException {
    int bits = Arguments.integer(call, 0, 256);
    if (bits != 224 && bits != 256 && bits != 384 && bits != 512) {
      throw Arguments.wrong(call, "Unsupported number of bits: '" + bits + "'");
    }
    return digest("SHA-" + bits);
  }

  /** One digest per worker's thread, made when it is first needed. */
  private static Converter digest(String algorithm) {
    ThreadLocal<MessageDigest> digests =
        ThreadLocal.withInitial(
            () -> {
              try {
                return MessageDigest.getInstance(algorithm);
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
              }
            });
    return (x, v) -> {
      MessageDigest digest = digests.get();
      return x.scratch().store(digest.digest(v.bytes.toByteArray()), v, BIN);
    };
  }

  private static Converter digest(SampleExpression.Call call) throws ExpressionException {
    String algorithm = javaName(call.argument(0));
    try {
      MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw unknown(call);
    }
    return digest(algorithm);
  }

  private static ExpressionException unknown(SampleExpression.Call call) {
    return Arguments.wrong(call, "algorithm must be a valid OpenSSL message digest name.");
  }

  /** OpenSSL's name of a digest in Java's spelling. */
  private static String javaName(String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace("RSA-", "");
    if (upper.matches("SHA-?(1|224|256|384|512)")) {
      return "SHA-" + upper.replaceAll("^SHA-?", "");
    }
    return upper.replace("SHA512-2", "SHA-512/2");
  }

  /** Bytes that an argument gives: in Base64, or in a variable. */
  private static final class Secret {
    private final byte[] constant;
    private final @Nullable VariableScope scope;
    private final int variable;

    Secret(SampleExpression.Call call, int index, String what, Surroundings surroundings)
        throws ExpressionException {
      String text = call.argument(index);
      VariableScope found = VariableNames.problem(text) == null ? VariableScope.ofName(text) : null;
      scope = found;
      variable = found == null ? -1 : surroundings.variableNames().number(text);
      try {
        constant = found == null ? Base64.getDecoder().decode(text) : new byte[0];
        if (found == null && text.length() % 4 != 0) {
          throw new IllegalArgumentException("not filled up");
        }
      } catch (IllegalArgumentException e) {
        throw Arguments.wrong(
            call,
            "failed to parse "
                + what
                + " : argument needs to be base64 encoded, and can either be a string or a"
                + " variable");
      }
    }

    /** The bytes; of a variable they are in Base64 too. */
    byte @Nullable [] bytes(SampleContext context, boolean encoded) {
      VariableScope where = scope;
      if (where == null) {
        return constant;
      }
      Variables variables = context.variables(where, false);
      Sample value = variables == null ? null : variables.get(variable);
      if (value == null || !value.type.isBytes()) {
        return null;
      }
      byte[] bytes = value.bytes.toByteArray();
      try {
        return encoded ? Base64.getDecoder().decode(bytes) : bytes;
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  private static Converter hmac(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String algorithm = "Hmac" + javaName(call.argument(0)).replace("SHA-", "SHA");
    try {
      Mac.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw unknown(call);
    }
    Secret key = new Secret(call, 1, "key", surroundings);
    return (x, v) -> {
      byte[] bytes = key.bytes(x, true);
      if (bytes == null || bytes.length == 0) {
        return false;
      }
      try {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(bytes, algorithm));
        return x.scratch().store(mac.doFinal(v.bytes.toByteArray()), v, BIN);
      } catch (GeneralSecurityException e) {
        return false;
      }
    };
  }

  /** {@code aes_gcm_dec(bits,nonce,key,tag)}. */
  private static Converter decrypt(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    int bits = Arguments.integer(call, 0, 0);
    if (bits != 128 && bits != 192 && bits != 256) {
      throw Arguments.wrong(call, "key size must be 128, 192 or 256 (bits).");
    }
    Secret nonce = new Secret(call, 1, "nonce", surroundings);
    Secret key = new Secret(call, 2, "key", surroundings);
    Secret tag = new Secret(call, 3, "aead_tag", surroundings);
    return (x, v) -> {
      byte[] start = nonce.bytes(x, true);
      byte[] secret = key.bytes(x, true);
      byte[] proof = tag.bytes(x, true);
      if (start == null || secret == null || proof == null || secret.length * 8 != bits) {
        return false;
      }
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(secret, "AES"),
            new GCMParameterSpec(TAG_BITS, start));
        cipher.update(v.bytes.toByteArray());
        return x.scratch().store(cipher.doFinal(proof), v, BIN);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        return false;
      }
    };
  }

  /** The bytes of a text in Latin-1. */
  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
