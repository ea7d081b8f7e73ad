package io.jhaproxy.cli.jkeepalived;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads options by the rules of getopt_long(3): short options may be joined and may have their
 * argument glued on, long ones may be abbreviated as long as that is unambiguous, {@code --} ends
 * the options.
 */
final class GetOpt {
  /** Whether an option has an argument. */
  enum Argument {
    NONE,
    REQUIRED,
    /** Only glued on, or after {@code =}. */
    OPTIONAL
  }

  /** One option; {@code letter} is 0 where there is only a long name. */
  record Option(char letter, String name, Argument argument) {}

  /** One option as it was given; {@code value} is empty without an argument. */
  record Given(Option option, String value) {}

  /** An option that cannot be read. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private final List<Option> options;
  private final List<Given> given = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private GetOpt(List<Option> options) {
    this.options = options;
  }

  /** Reads the words of a command line. */
  static GetOpt parse(List<Option> options, String[] words) throws UsageException {
    GetOpt reading = new GetOpt(options);
    int i = 0;
    while (i < words.length) {
      String word = words[i];
      String next = i + 1 < words.length ? words[i + 1] : null;
      if (word.equals("--")) {
        reading.others.addAll(List.of(words).subList(i + 1, words.length));
        break;
      }
      boolean tookNext = false;
      if (word.startsWith("--")) {
        tookNext = reading.longOption(word, next);
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        tookNext = reading.letters(word, next);
      } else {
        reading.others.add(word);
      }
      i += tookNext ? 2 : 1;
    }
    return reading;
  }

  /** The options in the order given. */
  List<Given> given() {
    return given;
  }

  /** The words that are no options. */
  List<String> others() {
    return others;
  }

  private boolean longOption(String word, @Nullable String next) throws UsageException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    Option option = find(name);
    if (option == null || equals >= 0 && option.argument == Argument.NONE) {
      throw new UsageException("Unknown option " + word);
    }
    if (equals >= 0) {
      given.add(new Given(option, word.substring(equals + 1)));
      return false;
    }
    return argument(option, word, next);
  }

  private @Nullable Option find(String name) {
    Option found = null;
    for (Option option : options) {
      if (option.name.equals(name)) {
        return option;
      }
      if (option.name.startsWith(name)) {
        if (found != null) {
          return null;
        }
        found = option;
      }
    }
    return found;
  }

  private boolean letters(String word, @Nullable String next) throws UsageException {
    for (int at = 1; at < word.length(); at++) {
      Option option = letter(word.charAt(at));
      if (option == null) {
        throw new UsageException("Unknown option -" + word.charAt(at));
      }
      String rest = word.substring(at + 1);
      if (option.argument != Argument.NONE && !rest.isEmpty()) {
        given.add(new Given(option, rest));
        return false;
      }
      if (option.argument == Argument.REQUIRED) {
        return argument(option, "-" + option.letter, next);
      }
      given.add(new Given(option, ""));
    }
    return false;
  }

  private @Nullable Option letter(char letter) {
    for (Option option : options) {
      if (option.letter == letter) {
        return option;
      }
    }
    return null;
  }

  private boolean argument(Option option, String word, @Nullable String next)
      throws UsageException {
    if (option.argument != Argument.REQUIRED) {
      given.add(new Given(option, ""));
      return false;
    }
    if (next == null) {
      throw new UsageException("Missing parameter for option " + word);
    }
    given.add(new Given(option, next));
    return true;
  }
}
