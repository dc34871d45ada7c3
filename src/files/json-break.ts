const SPACE = /[ \t\r\n]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next: `first` is a value or key right after the opening bracket, where the closing one may stand too. */
type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** The offset of the first thing in a text that JSON does not allow there; undefined if the text is JSON. */
export function findJsonBreak(text: string): number | undefined {
  const open: string[] = [];
  let next: Next = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
    const token = matchAt(TOKEN, text, offset);
    if (token === undefined) return offset;
    const control = [...token].findIndex((character) => character < ' ');
    if (control >= 0) return offset + control;
    const after = step(next, token, open);
    if (after === undefined) return offset;
    next = after;
    offset += token.length;
  }
  return next === 'end' ? undefined : text.length;
}

/** What may come after a token, or undefined if the token may not stand here. `open` holds the brackets still open. */
function step(next: Next, token: string, open: string[]): Next | undefined {
  const afterValue = () => (open.length > 0 ? 'comma' : 'end');
  const closes = (token === '}' && open.at(-1) === '{') || (token === ']' && open.at(-1) === '[');
  if (closes && (next === 'comma' || next === 'first key' || next === 'first value')) {
    open.pop();
    return afterValue();
  }
  if (next === 'comma') return token === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined;
  if (next === 'colon') return token === ':' ? 'value' : undefined;
  if (next === 'key' || next === 'first key') return token.startsWith('"') ? 'colon' : undefined;
  if (next === 'end' || /^[}\],:]$/.test(token)) return undefined;
  if (token !== '{' && token !== '[') return afterValue();
  open.push(token);
  return token === '{' ? 'first key' : 'first value';
}

function skipSpace(text: string, offset: number): number {
  return offset + (matchAt(SPACE, text, offset)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
