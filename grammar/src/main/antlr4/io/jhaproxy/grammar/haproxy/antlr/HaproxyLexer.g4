/**
 * Tokens of haproxy.cfg (configuration manual 2.2 and 2.3). The input is decoded as ISO 8859-1, so
 * one character is one byte. Malformed pieces are tokens too: the tree builder words the message.
 */
lexer grammar HaproxyLexer;

NEWLINE : '\n' ;
SPACE : [ \t]+ ;
// An unprotected carriage return ends a line as a hash does; this is how CRLF files work.
COMMENT : [#\r] ~[\n]* -> skip ;
STRONG : '\'' ~['\n]* '\'' ;
STRONG_UNTERMINATED : '\'' ~['\n]* ;
WEAK_OPEN : '"' -> pushMode(WEAK) ;
HEX : '\\x' HEXDIGIT? HEXDIGIT? ;
ESCAPE : '\\' ~[\n] ;
BACKSLASH : '\\' ;
TEXT : ~[ \t\r\n#'"\\]+ ;

mode WEAK;
WEAK_CLOSE : '"' -> popMode ;
WEAK_END_OF_LINE : '\n' -> type(NEWLINE), popMode ;
WEAK_HEX : '\\x' HEXDIGIT? HEXDIGIT? -> type(HEX) ;
WEAK_ESCAPE : '\\' ~[\n] ;
WEAK_BACKSLASH : '\\' -> type(BACKSLASH) ;
VARIABLE : '$' NAME ;
BRACED_VARIABLE : '${' NAME '[*]'? ('-' ~[}"\n]*)? '}' ;
UNMATCHED_BRACE : '${' NAME ;
BAD_VARIABLE : '$' '{'? ;
WEAK_TEXT : ~["\\$\n]+ ;

fragment HEXDIGIT : [0-9a-fA-F] ;
fragment NAME : [.A-Za-z_] [A-Za-z0-9_]* ;
