import type { ErrorCode, YAMLParseError } from 'yaml';

const FITS_NOT = 'this does not fit here; look at the indentation and the quotes around it';

/** Words for someone who has never read the YAML specification; what is not listed keeps the parser's own words. */
const WORDS: Partial<Record<ErrorCode, string | ((found: string) => string)>> = {
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'text with ": " in it needs quotes; keys inside of a key start on a new line',
  BAD_SCALAR_START: (found) => `text that starts with ${found.charAt(0)} needs quotes`,
  BAD_DQ_ESCAPE: 'in double quotes a backslash starts an escape such as \\n; write \\\\ for the backslash itself',
  MULTILINE_IMPLICIT_KEY: 'a key stands on one line and is followed by ":"',
  BAD_INDENT: 'the indentation does not match the lines around it, or a bracket is not closed',
  BLOCK_IN_FLOW: 'inside of brackets, lists and maps need brackets as well',
  UNEXPECTED_TOKEN: FITS_NOT,
  IMPOSSIBLE: FITS_NOT,
  KEY_OVER_1024_CHARS: 'a key has at most 1024 characters',
  MULTIPLE_ANCHORS: 'a value has one anchor at most',
  ALIAS_PROPS: 'an alias cannot have an anchor',
  BAD_ALIAS: 'an anchor or alias needs a name',
};

/** Says what is wrong at a syntax error, in one line without full stop. */
export function describeSyntaxError(error: YAMLParseError, text: string): string {
  const words = WORDS[error.code];
  if (words !== undefined) return typeof words === 'string' ? words : words(text.slice(...error.pos));
  return error.message.charAt(0).toLowerCase() + error.message.slice(1);
}
