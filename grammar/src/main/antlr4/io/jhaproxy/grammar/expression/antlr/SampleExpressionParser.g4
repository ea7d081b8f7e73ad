/** A fetch followed by converters, each with optional arguments. */
parser grammar SampleExpressionParser;

options { tokenVocab = SampleExpressionLexer; }

expression : call (COMMA call)* COMMA? EOF ;
call : NAME (OPEN argument (SEPARATOR argument)* CLOSE)? ;
argument : part* ;
part : TEXT | ESCAPED | DOUBLE_QUOTED | SINGLE_QUOTED ;
