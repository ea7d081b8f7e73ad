package io.jhaproxy.vrrp.config;

import org.jspecify.annotations.Nullable;

/**
 * One keyword of keepalived.conf.
 *
 * @param block the block it belongs to, for example {@code vrrp_instance}; {@code (root)} outside
 *     blocks
 * @param name the word
 * @param arguments what follows, in the manual's notation
 * @param status whether it does something here
 * @param note why it has no effect, or what to write instead; empty if there is nothing to say
 * @param owner the process of keepalived that reads it; outside blocks only
 * @param reader takes the line
 * @param body what follows between braces; null for nothing
 */
public record Keyword(
    String block,
    String name,
    String arguments,
    Status status,
    String note,
    Owner owner,
    Reader reader,
    @Nullable Body body) {

  /** Whether a keyword does something here. */
  public enum Status {
    /** It does what keepalived 2.2.7 does. */
    WORKS,
    /** It is read and checked but has no effect here; the note says why. */
    NO_EFFECT,
    /** keepalived 2.2.7 does not know it either; it is reported as unknown. */
    NEWER
  }

  /** The processes of keepalived, which read the file one after the other. */
  public enum Owner {
    /** The parent: what concerns the whole process. */
    PARENT,
    /** BFD. */
    BFD,
    /** VRRP. */
    VRRP,
    /** IPVS and health checks. */
    CHECKER
  }

  /** Takes a line into the draft. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the line; findings are told to it. */
    void read(Line line);
  }

  /**
   * What follows a keyword between braces.
   *
   * @param block name of the block whose keywords are allowed inside; null for a plain list
   * @param item reader of each line of a plain list; null for a block
   * @param end called at the closing brace, with its line
   */
  record Body(@Nullable String block, @Nullable Reader item, Reader end) {}
}
