package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Remote Desktop clients and their servers, through both programs. */
@Timeout(60)
class RdpPersistenceDifferenceIT {
  private static final String WAIT =
      "mode tcp;tcp-request inspect-delay 300ms;tcp-request content accept if RDP_COOKIE";
  private static final String SERVERS =
      ";persist rdp-cookie;server d 127.0.0.1:${dead};server s 127.0.0.1:${origin}";
  private static final String COOKIE = "rdp Cookie:\\smsts=TOKEN\\r\\n";
  private static final String SEEN = ";show s stot lbtot;show d stot lbtot";

  /** Lines of the backend | steps, see {@link HealthScene}. */
  private static final String[] CASES = {
    WAIT + SERVERS + " | " + COOKIE + ";" + COOKIE + ";" + COOKIE + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\sMSTS=TOKEN\\r\\n" + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\s\\smsts=TOKEN\\r\\n" + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\smsts=TOKENx\\r\\n" + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\smsts=16777343.1.0000\\r\\n;" + COOKIE + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\smsts=16777343\\r\\n;" + COOKIE + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\smsts=a.b.c\\r\\n;" + COOKIE + SEEN,
    WAIT + SERVERS + " | rdp Cookie:\\smstshash=user\\r\\n;" + COOKIE + SEEN,
    WAIT + SERVERS + " | rdp nothing;" + COOKIE + SEEN,
    WAIT + SERVERS + " disabled | " + COOKIE + SEEN,
    WAIT + SERVERS + " disabled;option persist | " + COOKIE + SEEN,
    WAIT + SERVERS + " backup | " + COOKIE + SEEN,
    WAIT + SERVERS + " weight 0 | " + COOKIE + SEEN,
    WAIT + SERVERS + ";use-server d if TRUE | " + COOKIE + SEEN,
    WAIT + SERVERS + ";ignore-persist if TRUE | " + COOKIE + SEEN,
    WAIT + SERVERS.replace("rdp-cookie", "rdp-cookie(other)") + " | " + COOKIE + SEEN,
    WAIT
        + SERVERS.replace("rdp-cookie", "rdp-cookie(other)")
        + " | rdp Cookie:\\sother=TOKEN\\r\\n"
        + SEEN,
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), "rdp | " + line);
    assertThat(HealthScene.run(Program.engine(), "rdp | " + line)).isEqualTo(reference);
  }
}
