package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Server;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.NetUtil;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The program of {@code option external-check} for one server (manual 4.2, {@code external-check
 * command}).
 *
 * @param program what is run
 * @param path the variable PATH that it gets
 * @param proxyAddress address of the proxy's first listener, or {@code NOT_USED}
 * @param proxyPort its port, or {@code NOT_USED}
 */
record ExternalCommand(
    String program, String path, String proxyAddress, String proxyPort, Server server) {
  static final String NOT_USED = "NOT_USED";

  /** Starts the program; what it writes goes where this process' output goes. */
  Process start() throws IOException {
    SocketAddress target = server.address();
    String address = "";
    String port = NOT_USED;
    if (target instanceof InetSocketAddress inet && inet.getAddress() != null) {
      address = NetUtil.toAddressString(inet.getAddress());
      port = Integer.toString(inet.getPort());
    } else if (target instanceof DomainSocketAddress unix) {
      address = unix.path();
    }
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program, proxyAddress, proxyPort, address, port))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.put("PATH", path);
    variables.put("HAPROXY_PROXY_ADDR", proxyAddress.equals(NOT_USED) ? "" : proxyAddress);
    variables.put("HAPROXY_PROXY_PORT", proxyPort.equals(NOT_USED) ? "" : proxyPort);
    variables.put("HAPROXY_PROXY_NAME", server.backend().name());
    variables.put("HAPROXY_PROXY_ID", Integer.toString(server.backend().settings().id()));
    variables.put("HAPROXY_SERVER_ADDR", address);
    variables.put("HAPROXY_SERVER_PORT", port.equals(NOT_USED) ? "" : port);
    variables.put("HAPROXY_SERVER_NAME", server.name());
    variables.put("HAPROXY_SERVER_ID", Integer.toString(server.id()));
    variables.put("HAPROXY_SERVER_CURCONN", Long.toString(server.sessions()));
    variables.put("HAPROXY_SERVER_MAXCONN", Integer.toString(server.settings().maxconn()));
    variables.put("HAPROXY_SERVER_SSL", "0");
    variables.put("HAPROXY_SERVER_PROTO", server.backend().settings().http() ? "h1" : "tcp");
    return builder.start();
  }
}
