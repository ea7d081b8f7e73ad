package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** JSON web tokens (RFC 7519; manual 7.3.1: jwt_header_query, jwt_payload_query, jwt_verify). */
public final class JwtConverters {
  private static final Base64Text TEXT = new Base64Text("-_", false);
  private static final List<String> ALGORITHMS =
      List.of(
          "none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512",
          "PS256", "PS384", "PS512");

  private static final int VALID = 1;
  private static final int INVALID = 0;
  private static final int UNKNOWN_ALGORITHM = -1;
  private static final int UNMANAGED_ALGORITHM = -2;
  private static final int INVALID_TOKEN = -3;
  private static final int UNKNOWN_CERTIFICATE = -5;

  private JwtConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    SampleType input = SampleType.BIN;
    library.converter(
        "jwt_header_query", input, null, "[string,string]", (call, s) -> query(call, 0));
    library.converter(
        "jwt_payload_query", input, null, "[string,string]", (call, s) -> query(call, 1));
    library.converter("jwt_verify", input, SampleType.SINT, "string,string", JwtConverters::verify);
  }

  /** Narrows a token to one of its three parts; false if there are not three. */
  private static boolean part(Slice token, int index) {
    int first = token.indexOf('.', 0);
    int second = first < 0 ? -1 : token.indexOf('.', first + 1);
    if (second < 0 || token.indexOf('.', second + 1) >= 0) {
      return false;
    }
    int from = index == 0 ? 0 : index == 1 ? first + 1 : second + 1;
    int to = index == 0 ? first : index == 1 ? second : token.length();
    token.narrow(from, to - from);
    return true;
  }

  private static Converter query(SampleExpression.Call call, int index) throws ExpressionException {
    String type = call.argument(1);
    if (!type.isEmpty() && !type.equals("int")) {
      throw Arguments.wrong(call, "output_type only supports \"int\" as argument");
    }
    JsonPath path = call.argument(0).isEmpty() ? null : new JsonPath(call.argument(0));
    return (x, v) -> {
      if (!part(v.bytes, index) || !TEXT.decode(x, v)) {
        return false;
      }
      v.type = SampleType.STR;
      return path == null || JsonConverters.look(x, v, path, !type.isEmpty());
    };
  }

  /** {@code jwt_verify(algorithm,key)}; the algorithm and an HMAC key may be in variables. */
  private static Converter verify(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    Text algorithm = new Text(name, surroundings);
    if (algorithm.scope == null && !ALGORITHMS.contains(name)) {
      throw Arguments.wrong(call, "unknown JWT algorithm: " + name);
    }
    if (algorithm.scope == null && name.startsWith("PS")) {
      throw Arguments.wrong(call, "RSASSA-PSS JWS signing not managed yet");
    }
    Text key = new Text(call.argument(1), surroundings);
    Map<String, PublicKey> keys = new HashMap<>();
    if (key.scope == null && name.matches("[RE]S...")) {
      PublicKey read = publicKey(key.constant, surroundings);
      if (read != null) {
        keys.put(key.constant, read);
      }
    }
    return (x, v) -> {
      String wanted = algorithm.value(x);
      String secret = key.value(x);
      if (wanted == null || secret == null) {
        return false;
      }
      return v.setInt(verify(v.bytes.toString(), wanted, secret, keys.get(secret)));
    };
  }

  /** A text as written, or in a variable. */
  private static final class Text {
    private final String constant;
    private final @Nullable VariableScope scope;
    private final int number;

    Text(String text, Surroundings surroundings) {
      constant = text;
      scope = VariableNames.problem(text) == null ? VariableScope.ofName(text) : null;
      number = scope == null ? -1 : surroundings.variableNames().number(text);
    }

    @Nullable String value(SampleContext context) {
      if (scope == null) {
        return constant;
      }
      Variables variables = context.variables(scope, false);
      Sample value = variables == null ? null : variables.get(number);
      return value == null || !value.type.isBytes() ? null : value.bytes.toString();
    }
  }

  /** Reads a public key or certificate in PEM form; null if the file is none. */
  private static @Nullable PublicKey publicKey(String path, Surroundings surroundings) {
    try {
      return PemKeys.publicKey(surroundings.readLines(path));
    } catch (java.io.IOException | GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static int verify(
      String token, String algorithm, String secret, @Nullable PublicKey key) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return INVALID_TOKEN;
    }
    if (!ALGORITHMS.contains(algorithm)) {
      return UNKNOWN_ALGORITHM;
    }
    if (algorithm.startsWith("PS")) {
      return UNMANAGED_ALGORITHM;
    }
    if (key == null && !algorithm.startsWith("HS") && !algorithm.equals("none")) {
      return UNKNOWN_CERTIFICATE;
    }
    if (algorithm.equals("none")) {
      return parts[2].isEmpty() ? VALID : INVALID;
    }
    try {
      byte[] signed = DigestConverters.latin(parts[0] + "." + parts[1]);
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      boolean good =
          algorithm.startsWith("HS")
              ? MessageDigest.isEqual(signature, code(algorithm, secret, signed))
              : key != null && isSigned(algorithm, key, signed, signature);
      return good ? VALID : INVALID;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return INVALID;
    }
  }

  private static byte[] code(String algorithm, String secret, byte[] signed)
      throws GeneralSecurityException {
    String name = "HmacSHA" + algorithm.substring(2);
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(DigestConverters.latin(secret), name));
    return mac.doFinal(signed);
  }

  private static boolean isSigned(String algorithm, PublicKey key, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    boolean rsa = algorithm.startsWith("RS");
    Signature check =
        Signature.getInstance("SHA" + bits + (rsa ? "withRSA" : "withECDSAinP1363Format"));
    check.initVerify(key);
    check.update(signed);
    return check.verify(signature);
  }
}
