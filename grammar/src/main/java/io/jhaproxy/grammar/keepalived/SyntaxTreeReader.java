package io.jhaproxy.grammar.keepalived;

import io.jhaproxy.grammar.keepalived.SyntaxTree.Close;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Item;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Open;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Problem;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Statement;
import io.jhaproxy.grammar.keepalived.antlr.KeepalivedLexer;
import io.jhaproxy.grammar.keepalived.antlr.KeepalivedParser;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Lines to {@link SyntaxTree}. The only class that sees ANTLR's keepalived parser. */
final class SyntaxTreeReader {
  private SyntaxTreeReader() {}

  static SyntaxTree read(List<LogicalLine> lines, List<Problem> problems, boolean incomplete) {
    String text = lines.stream().map(LogicalLine::text).collect(Collectors.joining("\n"));
    KeepalivedLexer lexer = new KeepalivedLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    KeepalivedParser parser = new KeepalivedParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    List<Item> items = new ArrayList<>();
    int index = 0;
    for (KeepalivedParser.LineContext line : parser.file().line()) {
      LogicalLine source = lines.isEmpty() ? null : lines.get(index++);
      if (source == null) {
        break;
      }
      if (!source.problem().isEmpty()) {
        items.add(new Problem(source.location(), source.problem()));
      }
      for (KeepalivedParser.ElementContext element : line.element()) {
        items.add(item(element, source));
      }
    }
    return new SyntaxTree(items, problems, incomplete);
  }

  private static Item item(KeepalivedParser.ElementContext element, LogicalLine source) {
    KeepalivedParser.StatementContext statement = element.statement();
    Location start = at(element.getStart(), source);
    if (statement == null) {
      return element.OPEN() != null ? new Open(start) : new Close(start);
    }
    List<Word> words = new ArrayList<>();
    for (KeepalivedParser.WordContext context : statement.word()) {
      Token token = context.getStart();
      String text = token.getText();
      switch (token.getType()) {
        case KeepalivedLexer.QUOTED ->
            words.add(new Word(text.substring(1, text.length() - 1), at(token, source), true));
        case KeepalivedLexer.UNTERMINATED -> {
          // The words before it count; what it begins is lost.
        }
        default -> words.add(new Word(text, at(token, source), false));
      }
    }
    if (words.isEmpty()) {
      words.add(new Word("", start, true));
    }
    Token last = element.getStop();
    int from = element.getStart().getCharPositionInLine();
    int to = last.getCharPositionInLine() + last.getText().length();
    return new Statement(words, source.text().substring(from, to), start);
  }

  private static Location at(Token token, LogicalLine source) {
    Location line = source.location();
    return new Location(line.file(), line.line(), token.getCharPositionInLine() + 1);
  }
}
