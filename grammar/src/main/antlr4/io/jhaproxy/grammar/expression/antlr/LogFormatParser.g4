/** A log-format string: text, variables and sample expressions. */
parser grammar LogFormatParser;

options { tokenVocab = LogFormatLexer; }

format : item* EOF ;
item
  : (TEXT | PERCENT_SIGN)               # literal
  | SPACES                              # space
  | PERCENT flags? NAME                 # variable
  | PERCENT flags? OPEN_EXPRESSION (EXPRESSION_TEXT | ARGUMENTS)+ CLOSE_EXPRESSION  # sample
  ;
flags : OPEN_FLAGS (FLAG (FLAG_SEPARATOR FLAG)*)? CLOSE_FLAGS ;
