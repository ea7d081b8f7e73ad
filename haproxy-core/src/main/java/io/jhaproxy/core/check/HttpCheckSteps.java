package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The steps of {@code option httpchk} and its {@code http-check} lines. */
final class HttpCheckSteps {
  private final Settings from;
  private final Function<CheckStep.Expect, Expectation> expectations;

  HttpCheckSteps(Settings from, Function<CheckStep.Expect, Expectation> expectations) {
    this.from = from;
    this.expectations = expectations;
  }

  List<CheckPlan.Step> compile() {
    List<CheckPlan.Step> steps = new ArrayList<>();
    boolean sends = false;
    boolean expects = false;
    int number = 0;
    for (CheckStep step : from.list(CheckKeys.HTTP_CHECK)) {
      number++;
      if (step instanceof CheckStep.HttpSend send) {
        sends = true;
        steps.add(new CheckPlan.Step.Send(number, request(send), send.comment()));
      } else if (step instanceof CheckStep.Expect expect) {
        expects = true;
        if (!sends) {
          sends = true;
          steps.add(new CheckPlan.Step.Send(number, plainRequest(), ""));
        }
        steps.add(new CheckPlan.Step.Expect(number, http(expect), expect.comment()));
      } else if (!(step instanceof CheckStep.Comment)) {
        throw new UnsupportedOperationException("http-check connect and set-var are not there yet");
      }
    }
    if (!sends) {
      steps.add(new CheckPlan.Step.Send(number + 1, plainRequest(), ""));
    }
    if (!expects) {
      Expectation good = new Expectation.Status(List.of(200, 399), null, false);
      steps.add(new CheckPlan.Step.Expect(number + 2, good, ""));
    }
    return steps;
  }

  private Expectation http(CheckStep.Expect expect) {
    Expectation plain = expectations.apply(expect);
    return plain.isHttp() ? plain : new Expectation.Body(plain);
  }

  private byte[] plainRequest() {
    HttpCheckRequest request = from.get(CheckKeys.HTTPCHK);
    String extra = request.headers();
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.uri()).append(' ');
    text.append(request.version()).append("\r\n");
    if (!extra.isEmpty()) {
      text.append(extra.stripTrailing()).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] request(CheckStep.HttpSend send) {
    HttpCheckRequest defaults = from.get(CheckKeys.HTTPCHK);
    boolean dynamic =
        send.uriFormat()
            || send.bodyFormat()
            || send.headers().stream().anyMatch(header -> header.value().contains("%"));
    if (dynamic) {
      throw new UnsupportedOperationException("log-formats in http-check send are not there yet");
    }
    String version = send.version().isEmpty() ? defaults.version() : send.version();
    StringBuilder text = new StringBuilder();
    text.append(send.method().isEmpty() ? defaults.method() : send.method()).append(' ');
    text.append(send.uri().isEmpty() ? defaults.uri() : send.uri()).append(' ');
    text.append(version).append("\r\n");
    for (CheckStep.Header header : send.headers()) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (!send.body().isEmpty()) {
      int length = send.body().getBytes(StandardCharsets.UTF_8).length;
      text.append("content-length: ").append(length).append("\r\n");
    }
    text.append("\r\n").append(send.body());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
