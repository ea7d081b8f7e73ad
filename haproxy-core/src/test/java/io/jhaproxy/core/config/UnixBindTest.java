package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.StreamKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code unix-bind} speaks for every bind line with a path; the line itself has the last word. */
class UnixBindTest {
  @Test
  void prefixAndModeHoldForEverySocket() {
    ConfigModel model =
        ConfigCheck.model(
            "global\n unix-bind prefix /run/x. mode 600 user root\n"
                + "listen l\n bind unix@a\n bind /b mode 666\n bind 127.0.0.1:1\n");
    List<BindModel> binds = model.proxies().get(0).settings().list(StreamKeys.BINDS);
    assertThat(binds.get(0).addresses()).containsExactly(new Address.Unix("/run/x.a"));
    assertThat(binds.get(0).settings().get(BindKeys.UNIX_MODE)).isEqualTo(0600);
    assertThat(binds.get(0).settings().get(BindKeys.UNIX_USER)).isEqualTo("root");
    assertThat(binds.get(1).addresses()).containsExactly(new Address.Unix("/run/x./b"));
    assertThat(binds.get(1).settings().get(BindKeys.UNIX_MODE)).isEqualTo(0666);
    assertThat(model.unfinished()).isEmpty();
  }
}
