/**
 * Tokens of keepalived.conf, after includes, definitions and sequences have been resolved. The input
 * is decoded as ISO 8859-1, so one character is one byte.
 */
lexer grammar KeepalivedLexer;

NEWLINE : '\n' ;
SPACE : [ \t\r\f\u000B]+ -> skip ;
// Both start a comment anywhere outside quotes, even inside a word.
COMMENT : [#!] ~[\n]* -> skip ;
OPEN : '{' ;
CLOSE : '}' ;
QUOTED : '"' ~["\n]* '"' ;
UNTERMINATED : '"' ~["\n]* ;
TEXT : ~[ \t\r\n\f\u000B#!{}"]+ ;
