package io.jhaproxy.core.log;

import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of a {@code log-forward} section, as datagrams and over TCP, on a thread of
 * its own.
 */
public final class ForwardReceiver implements AutoCloseable {
  private static final int DATAGRAM = 65_536;

  private final String name;
  private final LogForwarder forwarder;
  private final Clock clock;
  private final int maxConnections;
  private final long clientTimeout;
  private final int longest;
  private final Selector selector;
  private final List<SelectableChannel> listening = new ArrayList<>();
  private final ByteBuffer datagram = ByteBuffer.allocate(DATAGRAM);
  private volatile boolean closed;
  private int connections;

  /**
   * Makes a receiver without sockets.
   *
   * @param maxConnections clients over TCP at once
   * @param clientTimeout milliseconds after which silent clients are let go, 0 for never
   * @param longest bytes of the longest message
   */
  public ForwardReceiver(
      String name,
      LogForwarder forwarder,
      Clock clock,
      int maxConnections,
      long clientTimeout,
      int longest)
      throws IOException {
    this.name = name;
    this.forwarder = forwarder;
    this.clock = clock;
    this.maxConnections = maxConnections;
    this.clientTimeout = clientTimeout;
    this.longest = longest;
    this.selector = Selector.open();
  }

  /** Binds an address for datagrams. */
  public void bindDatagrams(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    listening.add(channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    channel.bind(address);
    channel.configureBlocking(false);
  }

  /** Binds an address for TCP. */
  public void bindStream(InetSocketAddress address, int backlog) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    listening.add(channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    channel.bind(address, backlog);
    channel.configureBlocking(false);
  }

  /** Begins to receive. */
  public void start() {
    Thread thread = new Thread(this::run, "log-forward " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      for (SelectableChannel channel : listening) {
        boolean datagrams = channel instanceof DatagramChannel;
        channel.register(selector, datagrams ? SelectionKey.OP_READ : SelectionKey.OP_ACCEPT);
      }
      while (!closed) {
        selector.select(clientTimeout > 0 ? Math.min(clientTimeout, 1000) : 0);
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        letGoSilent();
      }
    } catch (IOException broken) {
      closed = true;
    } finally {
      release();
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (!key.isValid()) {
      return;
    }
    if (key.channel() instanceof DatagramChannel channel) {
      datagram.clear();
      while (channel.receive(datagram) != null) {
        forwarder.forward(datagram.array(), datagram.position(), clock.wallMillis());
        datagram.clear();
      }
    } else if (key.channel() instanceof ServerSocketChannel channel) {
      accept(channel, key);
    } else if (key.attachment() instanceof ForwardStream stream && !stream.read()) {
      end(key, stream);
    }
  }

  private void accept(ServerSocketChannel channel, SelectionKey key) throws IOException {
    while (connections < maxConnections) {
      SocketChannel client = channel.accept();
      if (client == null) {
        return;
      }
      client.configureBlocking(false);
      connections++;
      client.register(
          selector, SelectionKey.OP_READ, new ForwardStream(client, forwarder, clock, longest));
    }
    key.interestOps(0);
  }

  private void end(SelectionKey key, ForwardStream stream) throws IOException {
    key.cancel();
    stream.close();
    connections--;
    for (SelectionKey each : selector.keys()) {
      if (each.isValid() && each.channel() instanceof ServerSocketChannel) {
        each.interestOps(SelectionKey.OP_ACCEPT);
      }
    }
  }

  private void letGoSilent() throws IOException {
    if (clientTimeout == 0) {
      return;
    }
    for (SelectionKey each : List.copyOf(selector.keys())) {
      if (each.isValid()
          && each.attachment() instanceof ForwardStream stream
          && stream.isSilentFor(clientTimeout)) {
        end(each, stream);
      }
    }
  }

  private void release() {
    for (SelectionKey each : selector.keys()) {
      closeQuietly(each.channel());
    }
    listening.forEach(ForwardReceiver::closeQuietly);
    closeQuietly(forwarder);
    closeQuietly(selector);
  }

  private static void closeQuietly(@Nullable AutoCloseable what) {
    try {
      if (what != null) {
        what.close();
      }
    } catch (Exception gone) {
      // It is of no use any more either way.
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    listening.forEach(ForwardReceiver::closeQuietly);
  }
}
