package io.jhaproxy.core.sample;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Public keys in PEM files (RFC 7468). */
final class PemKeys {
  private PemKeys() {}

  /** The first public key, or that of the first certificate; null if there is none. */
  static @Nullable PublicKey publicKey(List<String> lines) throws GeneralSecurityException {
    String kind = "";
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("-----BEGIN ")) {
        kind = line.substring(11).replace("-----", "").strip();
        text.setLength(0);
      } else if (line.startsWith("-----END ")) {
        byte[] bytes = Base64.getMimeDecoder().decode(text.toString());
        if (kind.equals("PUBLIC KEY")) {
          return key(bytes);
        }
        if (kind.equals("CERTIFICATE")) {
          return CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes))
              .getPublicKey();
        }
      } else {
        text.append(line.strip());
      }
    }
    return null;
  }

  private static PublicKey key(byte[] bytes) throws GeneralSecurityException {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(bytes);
    GeneralSecurityException last = new GeneralSecurityException("no key");
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(encoded);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }
}
