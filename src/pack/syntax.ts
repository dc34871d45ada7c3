import type { ErrorCode, YAMLParseError } from 'yaml';

/** A syntax error by offsets, and what is wrong there: one line, no full stop. */
interface Explained {
  readonly start: number;
  readonly end: number;
  readonly wanted: string;
}

/** What surrounds the place of an error, by lines. */
interface Surroundings {
  /** What the parser means. */
  readonly found: string;
  /** What stands in its line before the place, and from there to the line's end. */
  readonly before: string;
  readonly rest: string;
}

const FITS_NOT = 'this does not fit here; look at the indentation and the quotes around it';
const BAD_INDENT = 'the indentation does not match the lines around it, or a bracket is not closed';

/** Words for someone who has never read the YAML specification; what is not listed keeps the parser's own words. */
const WORDS: Partial<Record<ErrorCode, string | ((around: Surroundings) => string | undefined)>> = {
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  BLOCK_AS_IMPLICIT_KEY: ({ before }) =>
    before.trim() === '' ? BAD_INDENT : 'text with ": " in it needs quotes; keys inside of a key start on a new line',
  BAD_SCALAR_START: ({ found }) => `text that starts with ${found.charAt(0)} needs quotes`,
  BAD_DQ_ESCAPE: 'in double quotes a backslash starts an escape such as \\n; write \\\\ for the backslash itself',
  MULTILINE_IMPLICIT_KEY: ({ rest }) => describeKey(rest),
  MISSING_CHAR: ({ before, rest }) => (before.trim() === '' && !/:(?:\s|$)/.test(rest) ? describeKey(rest) : undefined),
  BAD_INDENT: ({ rest }) => (/^ *-[^\s-]/.test(rest) ? 'the dash of an entry is followed by a space' : BAD_INDENT),
  BLOCK_IN_FLOW: 'inside of brackets, lists and maps need brackets as well',
  UNEXPECTED_TOKEN: ({ before }) => describeWhatGoesOn(before),
  IMPOSSIBLE: FITS_NOT,
  KEY_OVER_1024_CHARS: 'a key has at most 1024 characters',
  MULTIPLE_ANCHORS: 'a value has one anchor at most',
  ALIAS_PROPS: 'an alias cannot have an anchor',
  BAD_ALIAS: 'an anchor or alias needs a name',
};

/** Blanks that look like the common one and indent nothing. */
const OTHER_BLANK = /^ *([\u00a0\u2000-\u200a\u202f\u205f\u3000])/;

/** Finds where a syntax error is, which is not always where the parser notices it, and words for it. */
export function explainSyntaxError(error: YAMLParseError, text: string): Explained {
  const [start, end] = error.pos;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [rest = ''] = text.slice(start).split(/\r?\n/, 1);
  const before = text.slice(lineStart, start);
  const blank = OTHER_BLANK.exec(before + rest)?.[1];
  if (blank !== undefined) return { start: lineStart, end: lineStart, wanted: describeBlank(blank) };
  // A value that seems to hold a key on its own line goes on in a line that was meant to stand beside it.
  const inner = /^.*\r?\n(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(start))?.[0];
  if (
    error.code === 'BLOCK_AS_IMPLICIT_KEY' &&
    before.trim() !== '' &&
    !/:(?:\s|$)/.test(rest) &&
    inner !== undefined
  ) {
    const next = start + inner.length;
    return {
      start: next,
      end: next,
      wanted:
        'this line is further in than the one above, whose key has a value already; text with ": " in it needs quotes',
    };
  }
  const words = WORDS[error.code];
  const around = { found: text.slice(start, end), before, rest };
  const wanted =
    (typeof words === 'function' ? words(around) : words) ??
    error.message.charAt(0).toLowerCase() + error.message.slice(1);
  // What the parser took together can go on for lines; the first one shows it.
  return { start, end: Math.min(end, start + Math.max(1, rest.length)), wanted };
}

function describeKey(rest: string): string {
  const other = rest.includes('：') ? ': ":" and not "："' : '';
  return `a key stands on one line and is followed by a colon and a space${other}`;
}

function describeBlank(blank: string): string {
  const number = blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `the line begins with blanks of another kind (U+${number}); indent with common spaces`;
}

/** What is wrong with a text that goes on after what seemed to be its end. */
function describeWhatGoesOn(before: string): string {
  const mark = /[:,[{-] +([*&])\S* +$/.exec(before)?.[1];
  if (mark !== undefined) return `text that starts with ${mark} needs quotes`;
  return /["'] *$/.test(before) ? 'what goes on after a quoted text needs to be inside of the quotes, too' : FITS_NOT;
}
