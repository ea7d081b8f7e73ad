package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.AuthFetches;
import io.jhaproxy.core.sample.BufferFetches;
import io.jhaproxy.core.sample.ClientHelloFetches;
import io.jhaproxy.core.sample.ConnectionFetches;
import io.jhaproxy.core.sample.ConstantFetches;
import io.jhaproxy.core.sample.DateConverters;
import io.jhaproxy.core.sample.DigestConverters;
import io.jhaproxy.core.sample.EncodingConverters;
import io.jhaproxy.core.sample.FilterFetches;
import io.jhaproxy.core.sample.FixConverters;
import io.jhaproxy.core.sample.HashConverters;
import io.jhaproxy.core.sample.HeaderFetches;
import io.jhaproxy.core.sample.HttpFetches;
import io.jhaproxy.core.sample.InternalFetches;
import io.jhaproxy.core.sample.JsonConverters;
import io.jhaproxy.core.sample.JwtConverters;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.ListConverters;
import io.jhaproxy.core.sample.MessageFetches;
import io.jhaproxy.core.sample.MqttConverters;
import io.jhaproxy.core.sample.NumberConverters;
import io.jhaproxy.core.sample.ProtobufConverters;
import io.jhaproxy.core.sample.ProxyFetches;
import io.jhaproxy.core.sample.RdpFetches;
import io.jhaproxy.core.sample.RegexConverters;
import io.jhaproxy.core.sample.TextConverters;
import io.jhaproxy.core.sample.TransportFetches;
import io.jhaproxy.core.sample.UnfinishedConverters;
import io.jhaproxy.core.sample.UnfinishedFetches;
import io.jhaproxy.core.sample.UrlFetches;
import io.jhaproxy.core.sample.VariableConverters;
import io.jhaproxy.core.table.TableConverters;
import io.jhaproxy.core.table.TableFetches;

/** The list of everything that expressions may name. */
public final class StandardLibrary {
  private StandardLibrary() {}

  /** A library with all fetches and converters. */
  public static Library create() {
    Library library = new Library();
    AuthFetches.register(library);
    FilterFetches.register(library);
    BufferFetches.register(library);
    ClientHelloFetches.register(library);
    ConnectionFetches.register(library);
    ConstantFetches.register(library);
    HeaderFetches.register(library);
    HttpFetches.register(library);
    InternalFetches.register(library);
    MessageFetches.register(library);
    ProxyFetches.register(library);
    RdpFetches.register(library);
    TransportFetches.register(library);
    UrlFetches.register(library);
    DateConverters.register(library);
    DigestConverters.register(library);
    EncodingConverters.register(library);
    FixConverters.register(library);
    HashConverters.register(library);
    JsonConverters.register(library);
    JwtConverters.register(library);
    ListConverters.register(library);
    MqttConverters.register(library);
    NumberConverters.register(library);
    ProtobufConverters.register(library);
    RegexConverters.register(library);
    TextConverters.register(library);
    VariableConverters.register(library);
    MapConverters.register(library);
    TableFetches.register(library);
    TableConverters.register(library);
    UnfinishedFetches.register(library);
    UnfinishedConverters.register(library);
    return library;
  }
}
