/**
 * Lines of statements and braces. Which statement may have a block is the keyword registry's
 * business: keepalived ignores an opening brace after any other word.
 */
parser grammar KeepalivedParser;

options { tokenVocab = KeepalivedLexer; }

file : line (NEWLINE line)* EOF ;
line : element* ;
element : statement | OPEN | CLOSE ;
statement : word+ ;
word : TEXT | QUOTED | UNTERMINATED ;
