// Conditions and limits of an XLSForm as those of a pack, as far as they can be told.

import type { DraftItem } from './pack-draft.ts';

/** What an expression says: a condition, that something is open (which a pack asks anyway), or nothing that can be told. */
type Read = { readonly when: object } | 'open' | undefined;

const TOKEN = /\s*(\$\{[^}]+\}|'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|!=|<=|>=|[=<>(),]|[A-Za-z][\w-]*)/y;

/** The condition of `relevant`; undefined where any part of it is not understood. */
export function conditionIn(expression: string, find: (name: string) => DraftItem | undefined): object | undefined {
  const tokens = tokensOf(expression);
  if (!tokens) return undefined;
  let at = 0;
  const take = (token: string): boolean => {
    if (tokens[at]?.toLowerCase() !== token) return false;
    at++;
    return true;
  };

  function readOr(): Read {
    const parts = [readAnd()];
    while (take('or')) parts.push(readAnd());
    if (parts.includes(undefined)) return undefined;
    const known = parts.flatMap((part) => (typeof part === 'object' ? [part.when] : []));
    if (known.length === 0) return 'open';
    return { when: known.length === 1 ? (known[0] as object) : { anyOf: known } };
  }

  function readAnd(): Read {
    const parts = [readPart()];
    while (take('and')) parts.push(readPart());
    if (parts.length === 1) return parts[0];
    if (parts.every((part) => part === 'open')) return 'open';
    if (parts.some((part) => typeof part !== 'object')) return undefined;
    return { when: { allOf: parts.map((part) => (part as { when: object }).when) } };
  }

  function readPart(): Read {
    if (take('not')) {
      if (!take('(')) return undefined;
      const inner = readOr();
      return take(')') && typeof inner === 'object' ? { when: { not: inner.when } } : undefined;
    }
    if (take('(')) {
      const inner = readOr();
      return take(')') ? inner : undefined;
    }
    if (take('selected')) return readSelected();
    const name = referenceIn(tokens?.[at]);
    if (name === undefined) return undefined;
    at++;
    return readComparison(name);
  }

  function readSelected(): Read {
    if (!take('(')) return undefined;
    const name = referenceIn(tokens?.[at++]);
    const value = take(',') ? textIn(tokens?.[at++]) : undefined;
    const item = name === undefined ? undefined : find(name);
    if (!take(')') || !item || value === undefined) return undefined;
    return equals(item, value);
  }

  function readComparison(name: string): Read {
    const item = find(name);
    const sign = tokens?.[at++] ?? '';
    const token = tokens?.[at++];
    const value = textIn(token) ?? (token !== undefined && /^-?\d/.test(token) ? token : undefined);
    if (value === undefined) return undefined;
    if (sign === '=' && (value === '' || (OPEN.has(value) && !item?.options.some(({ id }) => id === value))))
      return 'open';
    if (!item) return undefined;
    if (sign === '=') return equals(item, value);
    if (sign === '!=') return invert(equals(item, value));
    const keyword = BOUNDS[sign];
    const isNumber = ['integer', 'decimal', 'percent', 'scale'].includes(item.type);
    return keyword && isNumber && Number.isFinite(Number(value))
      ? { when: { [item.id]: { [keyword]: Number(value) } } }
      : undefined;
  }

  const read = readOr();
  return at === tokens.length && typeof read === 'object' ? read.when : undefined;
}

const OPEN: ReadonlySet<string> = new Set(['unknown', '(unknown)']);
const BOUNDS: Readonly<Record<string, string>> = {
  '>=': 'minimum',
  '<=': 'maximum',
  '>': 'exclusiveMinimum',
  '<': 'exclusiveMaximum',
};

function tokensOf(expression: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function referenceIn(token: string | undefined): string | undefined {
  return /^\$\{(.+)\}$/.exec(token ?? '')?.[1];
}

function textIn(token: string | undefined): string | undefined {
  return /^(?:'([^']*)'|"([^"]*)")$/
    .exec(token ?? '')
    ?.slice(1)
    .find((text) => text !== undefined);
}

function invert(read: Read): Read {
  return typeof read === 'object' ? { when: { not: read.when } } : undefined;
}

/** That an answer is this value, or has it among others. */
function equals(item: DraftItem, value: string): Read {
  switch (item.type) {
    case 'multiple':
      return hasOption(item, value) ? { when: { [item.id]: { contains: { const: value } } } } : undefined;
    case 'single':
      return hasOption(item, value) ? { when: { [item.id]: { const: value } } } : undefined;
    case 'boolean':
      return value === 'true' || value === 'false' ? { when: { [item.id]: { const: value === 'true' } } } : undefined;
    case 'text':
    case 'date':
      return { when: { [item.id]: { const: value } } };
    default:
      return value !== '' && Number.isFinite(Number(value))
        ? { when: { [item.id]: { const: Number(value) } } }
        : undefined;
  }
}

function hasOption({ options }: DraftItem, value: string): boolean {
  return options.some(({ id }) => id === value);
}

/** The ends of a number that a constraint states: `. >= 0 and . <= 100`; undefined where it says anything else. */
export function limitsIn(constraint: string): { minimum?: number; maximum?: number } | undefined {
  const limits: { minimum?: number; maximum?: number } = {};
  for (const part of constraint === '' ? [] : constraint.split(/\s+and\s+/i)) {
    const [, sign, number] = /^\(?\s*\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*\)?$/.exec(part.trim()) ?? [];
    if (sign === undefined) return undefined;
    limits[sign === '>=' ? 'minimum' : 'maximum'] = Number(number);
  }
  return limits;
}

/** How many options a constraint allows, and which of them only alone; undefined where it says anything else. */
export function choiceLimitsIn(constraint: string): { alone: string[]; least?: number; most?: number } | undefined {
  const alone = [...constraint.matchAll(/selected\(\s*\.\s*,\s*'([^']*)'\s*\)/g)].map(([, option = '']) => option);
  const [, least] = /count-selected\(\.\)\s*>=\s*(\d+)/.exec(constraint) ?? [];
  const [, most] = /count-selected\(\.\)\s*<=\s*(\d+)/.exec(constraint) ?? [];
  const rest = constraint
    .replace(
      /count-selected\(\.\)\s*(>=|<=)\s*\d+|count-selected\(\.\)\s*=\s*1|selected\(\s*\.\s*,\s*'[^']*'\s*\)/g,
      '',
    )
    .replace(/\b(and|or|not)\b|[()\s]/g, '');
  // Of options alone it speaks only together with their number.
  if (rest !== '' || (alone.length > 0 && !constraint.includes('count-selected(.)'))) return undefined;
  return {
    alone: [...new Set(alone)],
    ...(least === undefined ? {} : { least: Number(least) }),
    ...(most === undefined ? {} : { most: Number(most) }),
  };
}
