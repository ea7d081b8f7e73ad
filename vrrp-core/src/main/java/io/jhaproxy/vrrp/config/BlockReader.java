package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.keepalived.SyntaxTree;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Close;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Item;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Open;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Problem;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Statement;
import io.jhaproxy.grammar.keepalived.Word;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.vrrp.config.Keyword.Body;
import io.jhaproxy.vrrp.config.Keyword.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the items of a file as one of keepalived's processes does: its own keywords are read, the
 * blocks of others are passed over by counting braces, an opening brace after anything that has no
 * block is ignored (so that its closing brace ends the block around it).
 */
final class BlockReader {
  private final List<Item> items;
  private final Registry registry;
  private final Owner owner;
  private final ConfigDraft draft;
  private int next;
  private int depth;

  BlockReader(SyntaxTree tree, Registry registry, Owner owner, ConfigDraft draft) {
    this.items = tree.items();
    this.registry = registry;
    this.owner = owner;
    this.draft = draft;
  }

  /** Reads the whole file. */
  void read() {
    block(Registry.ROOT, null);
    if (depth > 0) {
      draft.messages().error("There are " + depth + " missing '}'s or extra '{'s");
    }
  }

  /** The next item, with the count of braces kept; null at the end. */
  private @Nullable Item take() {
    if (next >= items.size()) {
      return null;
    }
    Item item = items.get(next++);
    if (item instanceof Open) {
      depth++;
    } else if (item instanceof Close && --depth < 0) {
      draft.messages().at(item.location(), "Extra '}' found");
      depth = 0;
    } else if (item instanceof Problem problem) {
      draft.messages().at(problem.location(), problem.text());
    }
    return item;
  }

  private boolean opens() {
    return next < items.size() && items.get(next) instanceof Open;
  }

  /** Reads up to the closing brace of a block, or to the end of the file. */
  private void block(String name, @Nullable Body body) {
    for (Item item = take(); item != null; item = take()) {
      if (item instanceof Close) {
        if (body != null) {
          body.end().read(brace(item.location()));
          return;
        }
        unknown(item.location(), "}");
      } else if (item instanceof Open) {
        draft.messages().at(item.location(), "Unexpected '{' - ignoring");
      } else if (item instanceof Statement statement) {
        statement(name, statement);
      }
    }
  }

  private void statement(String block, Statement statement) {
    Keyword keyword = registry.find(block, statement.keyword());
    if (keyword == null) {
      unknown(statement.location(), statement.keyword());
      return;
    }
    if (block.equals(Registry.ROOT) && keyword.owner() != owner) {
      if (keyword.body() != null) {
        skip();
      }
      return;
    }
    Line line = new Line(statement, draft);
    keyword.reader().read(line);
    if (keyword.status() == Keyword.Status.NO_EFFECT
        && owner != Owner.CHECKER
        && owner != Owner.BFD) {
      // Blocks of the other two are told together, when the daemon starts without -P.
      draft.messages().atStart(keyword.name() + " has no effect here: " + keyword.note());
    }
    Body body = keyword.body();
    if (body == null) {
      return;
    }
    if (line.blockSkipped()) {
      skip();
      return;
    }
    if (opens()) {
      take();
    } else if (body.item() == null) {
      withoutBrace();
    }
    if (body.item() != null) {
      list(body);
    } else if (body.block() != null) {
      block(body.block(), body);
    }
  }

  /** keepalived reads a block without its brace all the same, less its first line. */
  private void withoutBrace() {
    Item first = take();
    if (first != null) {
      draft.messages().at(first.location(), "Missing '{' at beginning of configuration block");
    }
  }

  /** One item per line; a brace inside is a word like any other. */
  private void list(Body body) {
    for (Item item = take(); item != null; item = take()) {
      if (item instanceof Close) {
        body.end().read(brace(item.location()));
        return;
      }
      if (item instanceof Statement statement && body.item() != null) {
        body.item().read(new Line(statement, draft));
      } else if (item instanceof Open && body.item() != null) {
        body.item().read(word(item.location(), "{"));
      }
    }
  }

  /** Passes over a block that belongs to somebody else. */
  private void skip() {
    if (!opens()) {
      return;
    }
    int inside = 0;
    for (Item item = take(); item != null; item = take()) {
      if (item instanceof Open) {
        inside++;
      } else if (item instanceof Close && --inside == 0) {
        return;
      }
    }
  }

  private void unknown(Location where, String word) {
    draft.messages().at(where, "Unknown keyword '" + word + "'");
  }

  private Line brace(Location where) {
    return word(where, "}");
  }

  private Line word(Location where, String text) {
    return new Line(new Statement(List.of(new Word(text, where, false)), text, where), draft);
  }
}
