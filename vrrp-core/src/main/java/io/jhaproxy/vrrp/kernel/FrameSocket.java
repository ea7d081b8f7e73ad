package io.jhaproxy.vrrp.kernel;

/** Sends complete Ethernet frames: gratuitous ARP and unsolicited neighbour advertisements. */
public final class FrameSocket extends Socket {
  /** Opens a packet socket that receives nothing. */
  public FrameSocket() throws KernelException {
    super(Libc.AF_PACKET, Libc.SOCK_RAW, 0);
  }

  /** Sends a frame (beginning with the destination's hardware address) out of an interface. */
  public void send(int interfaceIndex, byte[] frame) throws KernelException {
    int protocol = (frame[12] & 0xff) << 8 | frame[13] & 0xff;
    byte[] destination = new byte[8];
    System.arraycopy(frame, 0, destination, 0, 6);
    byte[] address = SocketAddresses.link(interfaceIndex, protocol, destination);
    address[11] = 6;
    sendTo(frame, address);
  }
}
