/**
 * Conditions (manual 7.2) over the words of a statement. The words are tokens already: what stands
 * between braces is an anonymous ACL whose words are not operators. A conjunction may be empty: it
 * is none.
 */
parser grammar ConditionParser;

tokens { NOT, OR, OPEN_BRACE, CLOSE_BRACE, WORD }

condition : conjunction (OR conjunction)* EOF ;
conjunction : term* ;
term : NOT* (name = WORD | OPEN_BRACE WORD* CLOSE_BRACE) ;
