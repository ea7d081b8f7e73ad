/** Tokens of sample expressions such as hdr(host),lower,regsub("a(b)",c,g) (manual 7.3). */
lexer grammar SampleExpressionLexer;

NAME : [a-zA-Z0-9_.:+-]+ ;
COMMA : ',' ;
OPEN : '(' -> pushMode(ARGUMENTS) ;

mode ARGUMENTS;
CLOSE : ')' -> popMode ;
SEPARATOR : ',' ;
DOUBLE_QUOTED : '"' ( '\\' . | ~["\\] )* '"' ;
SINGLE_QUOTED : '\'' ~[']* '\'' ;
ESCAPED : '\\' . ;
TEXT : ~[,)"'\\]+ ;
