package io.jhaproxy.core.generation;

import io.jhaproxy.core.http.HttpService;
import io.jhaproxy.core.rule.RuleContext;
import io.jhaproxy.core.stats.StatsPage;
import io.jhaproxy.core.stats.StatsView;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The statistics page as a service of a proxy. */
final class StatsService implements HttpService {
  private static final byte[] NAME = "<STATS>".getBytes(StandardCharsets.US_ASCII);

  private final StatsPage page;
  private final Supplier<StatsView> view;

  StatsService(StatsPage page, Supplier<StatsView> view) {
    this.page = page;
    this.view = view;
  }

  @Override
  public byte[] loggedName() {
    return NAME;
  }

  @Override
  public boolean accepts(RuleContext request) {
    return page.accepts(request);
  }

  @Override
  public boolean needsBody(RuleContext request) {
    return page.needsBody(request);
  }

  @Override
  public void answer(RuleContext request, ByteBuf out) {
    page.answer(request, view.get(), out);
  }
}
