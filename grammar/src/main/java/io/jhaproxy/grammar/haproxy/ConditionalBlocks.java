package io.jhaproxy.grammar.haproxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/** The state of nested {@code .if} blocks while a file is read. */
final class ConditionalBlocks {
  private enum State {
    /** This branch is read. */
    TAKEN,
    /** No branch was true yet. */
    SKIPPED,
    /** An earlier branch was taken, or the block stands in an excluded one. */
    DONE
  }

  private static final class Block {
    State state;
    boolean elseSeen;

    Block(State state) {
      this.state = state;
    }
  }

  /** A directive that makes reading the file pointless. */
  static final class FatalException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean leavesBlockOpen;

    FatalException(String message, boolean leavesBlockOpen) {
      super(message);
      this.leavesBlockOpen = leavesBlockOpen;
    }

    /** Whether HAProxy also complains about the block that stays open. */
    boolean leavesBlockOpen() {
      return leavesBlockOpen;
    }
  }

  private final Deque<Block> blocks = new ArrayDeque<>();

  /** Whether lines are read at this point. */
  boolean active() {
    Block block = blocks.peek();
    return block == null || block.state == State.TAKEN;
  }

  /** Whether an {@code .endif} is missing. */
  boolean open() {
    return !blocks.isEmpty();
  }

  boolean isConditional(String directive) {
    return List.of(".if", ".elif", ".else", ".endif").contains(directive);
  }

  /**
   * Applies a conditional directive.
   *
   * @param pointer words where in the condition an error is, given the offset
   */
  void apply(Statement statement, Environment environment, IntFunction<String> pointer)
      throws FatalException {
    String name = statement.word(0);
    if (name.equals(".if")) {
      State state = State.DONE;
      if (active()) {
        state = evaluate(statement, environment, pointer) ? State.TAKEN : State.SKIPPED;
      }
      blocks.push(new Block(state));
      return;
    }
    Block block = blocks.peek();
    if (!name.equals(".elif") && statement.size() > 1) {
      throw new FatalException(
          "Unexpected argument '" + statement.word(1) + "' for '" + name + "'.", open());
    }
    if (block == null) {
      throw new FatalException("lone '" + name + "' with no matching '.if'.", false);
    }
    if (name.equals(".endif")) {
      blocks.pop();
      return;
    }
    if (block.elseSeen) {
      throw new FatalException("'" + name + "' after '.else' is not permitted.", false);
    }
    block.elseSeen = name.equals(".else");
    if (block.state == State.SKIPPED) {
      boolean taken = block.elseSeen || evaluate(statement, environment, pointer);
      block.state = taken ? State.TAKEN : State.SKIPPED;
    } else {
      block.state = State.DONE;
    }
  }

  private static boolean evaluate(
      Statement statement, Environment environment, IntFunction<String> pointer)
      throws FatalException {
    StringBuilder text = new StringBuilder();
    for (Word word : statement.words().subList(1, statement.size())) {
      text.append(text.length() == 0 ? "" : " ").append(word.text());
    }
    try {
      return BuildCondition.evaluate(text.toString(), environment);
    } catch (BuildCondition.SyntaxException e) {
      throw new FatalException(
          e.getMessage() + " in '" + statement.word(0) + "'" + pointer.apply(e.offset()), false);
    }
  }
}
