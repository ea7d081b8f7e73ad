/** Lines and words; what the words mean is the keyword registry's business. */
parser grammar HaproxyParser;

options { tokenVocab = HaproxyLexer; }

file : line (NEWLINE line)* EOF ;
line : SPACE? (word (SPACE word)* SPACE?)? ;
word : piece+ ;
piece
    : TEXT
    | ESCAPE
    | HEX
    | BACKSLASH
    | STRONG
    | STRONG_UNTERMINATED
    | weak
    ;
weak : WEAK_OPEN weakPiece* WEAK_CLOSE? ;
weakPiece
    : WEAK_TEXT
    | WEAK_ESCAPE
    | HEX
    | BACKSLASH
    | VARIABLE
    | BRACED_VARIABLE
    | UNMATCHED_BRACE
    | BAD_VARIABLE
    ;
