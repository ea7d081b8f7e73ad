package io.jhaproxy.core.check;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is done to ask an agent: send a text, wait for a line. */
final class AgentSteps {
  private AgentSteps() {}

  static List<CheckPlan.Step> of(String sent) {
    CheckPlan.Step answer = new CheckPlan.Step.Expect(2, new ServerAgent.Line(), "");
    return sent.isEmpty()
        ? List.of(answer)
        : List.of(
            new CheckPlan.Step.Send(1, sent.getBytes(StandardCharsets.ISO_8859_1), ""), answer);
  }
}
