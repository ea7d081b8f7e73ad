/** Tokens of log-format strings (manual 8.2.6). */
lexer grammar LogFormatLexer;

PERCENT_SIGN : '%%' ;
PERCENT : '%' -> pushMode(ITEM) ;
SPACES : ' '+ ;
TEXT : ~[% ]+ ;

mode ITEM;
OPEN_FLAGS : '{' -> pushMode(FLAGS) ;
NAME : [a-zA-Z]+ -> popMode ;
OPEN_EXPRESSION : '[' -> mode(EXPRESSION) ;

mode FLAGS;
FLAG : [+-]? [a-zA-Z] ;
FLAG_SEPARATOR : ',' ;
CLOSE_FLAGS : '}' -> popMode ;

mode EXPRESSION;
ARGUMENTS : '(' ( '"' ( '\\' . | ~["\\] )* '"' | '\'' ~[']* '\'' | '\\' . | ~[)"'\\] )* ')' ;
EXPRESSION_TEXT : ~[\](]+ ;
CLOSE_EXPRESSION : ']' -> popMode ;
