// Corrects a line with a common slip in YAML, if only one meaning is possible.

/**
 * For the phrase of each mistake, a function that corrects a line. It returns undefined if the line could mean
 * something else.
 */
const CORRECTIONS: Partial<Record<string, (line: string) => string | undefined>> = {
  keyAndColon: addColon,
  keyAndOtherColon: addColon,
  colonNeedsQuotes: quoteValue,
  signNeedsQuotes: quoteValue,
  tabIndent: (line) => line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  ')),
  openQuote: (line) => line + (/["']/.exec(line)?.[0] ?? ''),
};

/** Corrects a line with a slip in YAML; `slip` is the phrase that names it. */
export function correctLine(slip: string, line: string): string | undefined {
  return CORRECTIONS[slip]?.(line);
}

/**
 * Writes a key and its value with a colon between them; undefined if the line is not a key and a value. Without a sign
 * such as `=` between them, the value must be one word or a quoted text.
 */
export function addColon(line: string): string | undefined {
  const [, key, sign, value = ''] = /^((?:- )?[A-Za-z][\w.-]*)\s*([:：=]?)\s*(.*)$/.exec(line) ?? [];
  const isOneValue = /^(?:\S*|".*"|'.*')$/.test(value);
  if (key === undefined || (sign === '' && !isOneValue)) return undefined;
  return value === '' ? `${key}:` : `${key}: ${value}`;
}

/** Puts the value after a key in quotes. */
function quoteValue(line: string): string | undefined {
  const [, key, value] = /^((?:- )?[A-Za-z][\w.-]*:) ([^"{[].*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined || /["\\]| #/.test(value)) return undefined;
  return `${key} "${value}"`;
}
