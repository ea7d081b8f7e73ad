package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.AuthFetches;
import io.jhaproxy.core.sample.ConnectionFetches;
import io.jhaproxy.core.sample.ConstantFetches;
import io.jhaproxy.core.sample.HeaderFetches;
import io.jhaproxy.core.sample.HttpFetches;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.NumberConverters;
import io.jhaproxy.core.sample.ProxyFetches;
import io.jhaproxy.core.sample.TextConverters;
import io.jhaproxy.core.sample.UnfinishedConverters;
import io.jhaproxy.core.sample.UnfinishedFetches;

/** The list of everything that expressions may name. */
public final class StandardLibrary {
  private StandardLibrary() {}

  /** A library with all fetches and converters. */
  public static Library create() {
    Library library = new Library();
    ConstantFetches.register(library);
    ProxyFetches.register(library);
    ConnectionFetches.register(library);
    HttpFetches.register(library);
    HeaderFetches.register(library);
    AuthFetches.register(library);
    TextConverters.register(library);
    NumberConverters.register(library);
    MapConverters.register(library);
    UnfinishedFetches.register(library);
    UnfinishedConverters.register(library);
    return library;
  }
}
