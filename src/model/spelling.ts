// Text as people type it: one form for all spellings, the nearest known word, yes and no, invisible characters.
import leven from 'leven';
import { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
import { foundText, type Problem, type ProblemDetails } from './problem.ts';

/** Text already in plain form, apart from capitals: ASCII, Chinese characters, umlauts, single blanks inside. */
const PLAIN_TEXT_PATTERN = /^(?! )(?:[!-~\u4e00-\u9fff、。ÄÖÜäöüß]| (?=[^ ]))*$/;

/** Blanks between Chinese characters or full-width signs. */
const BLANKS_IN_CHINESE = /(?<=[\u2e80-\u9fff\uff01-\uffef])\s+(?=[\u2e80-\u9fff\uff01-\uffef])/g;

/**
 * Normalises a spelling by undoing what keyboards and spreadsheets add: full-width letters, digits and brackets, blanks
 * at the ends, doubled, no-break and zero-width blanks, newlines within Chinese, and capitals. Also drops the ★ that
 * marks a key question, as platforms do.
 */
export function normaliseSpelling(text: string): string {
  if (PLAIN_TEXT_PATTERN.test(text)) return text.toLowerCase();
  return text
    .replace(BLANKS_IN_CHINESE, (blanks) => (/[\r\n]/.test(blanks) ? '' : blanks))
    .normalize('NFKC')
    .replace(/ ?\u2605/g, '')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff|\ufe0f/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Spellings and their meanings, the surest kind first: a later kind never takes a spelling from an earlier one. */
interface Spellings<T> {
  /** Adds spellings of one kind. One with two meanings within the kind has no meaning, not even in later kinds. */
  add(spelled: Iterable<readonly [string, T]>): void;
  readonly values: ReadonlyMap<string, T>;
}

/** Creates an empty table of spellings. */
export function createSpellings<T>(): Spellings<T> {
  const values = new Map<string, T>();
  const valueByForm = new Map<string, T>();
  const unclearForms = new Set<string>();
  PLAIN_FORMS.set(values, valueByForm);
  return {
    values,
    add(spelled) {
      const kind = new Map<string, T>();
      const addedForms: (readonly [string, string, T])[] = [];
      for (const [spelling, value] of spelled) {
        const form = normaliseSpelling(spelling);
        if (form === '' || unclearForms.has(form) || (valueByForm.has(form) && valueByForm.get(form) !== value))
          continue;
        if (kind.has(form) && kind.get(form) !== value) unclearForms.add(form);
        kind.set(form, value);
        addedForms.push([spelling, form, value]);
      }
      for (const [spelling, form, value] of addedForms) {
        if (unclearForms.has(form)) continue;
        valueByForm.set(form, value);
        values.set(spelling, value);
      }
    },
  };
}

/** Creates a lookup of spellings: exact first, then in plain form unless that has two meanings. */
export function createSpellingLookup<T>(values: ReadonlyMap<string, T>): (text: string) => T | undefined {
  return (text) => {
    const value = values.get(text);
    if (value !== undefined || values.size === 0) return value;
    // Most texts match exactly, so plain forms are only created on first use.
    const plainForms = (PLAIN_FORMS.get(values) as ReadonlyMap<string, T> | undefined) ?? plainFormsOf(values);
    PLAIN_FORMS.set(values, plainForms);
    return plainForms.get(normaliseSpelling(text));
  };
}

/**
 * A table of spellings is looked up in many places, and creating its plain forms takes as long as creating the table.
 */
const PLAIN_FORMS = new WeakMap<ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>>();

function plainFormsOf<T>(values: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const valueByForm = new Map<string, T>();
  const unclearForms = new Set<string>();
  for (const [spelling, value] of values) {
    const form = normaliseSpelling(spelling);
    const cachedForms = valueByForm.get(form);
    if (cachedForms !== undefined && cachedForms !== value) unclearForms.add(form);
    valueByForm.set(form, value);
  }
  for (const form of unclearForms) valueByForm.delete(form);
  return valueByForm;
}

/** Returns how many characters must change to turn one text into the other, ignoring case and width. */
function slipsBetween(a: string, b: string): number {
  return leven(normaliseSpelling(a), normaliseSpelling(b));
}

/** Ranks candidates by similarity to a text; equally similar ones keep their order. */
export function rankBySpelling(text: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate, index) => ({ candidate, index, distance: slipsBetween(text, candidate) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .map(({ candidate }) => candidate);
}

/** Names that other languages and tools use for the words of the format. */
const WORD_SYNONYMS: Readonly<Record<string, string>> = {
  average: 'mean',
  avg: 'mean',
  total: 'sum',
  add: 'sum',
  lowest: 'min',
  highest: 'max',
  min: 'minimum',
  max: 'maximum',
  bool: 'boolean',
  int: 'integer',
  string: 'text',
  // A weight can name a score, which makes a product.
  product: 'weight',
  multiply: 'weight',
  if: 'when',
  condition: 'when',
  label: 'title',
  name: 'title',
  description: 'text',
};

/** Returns the candidate that a text most likely means, being misspelled or a synonym; undefined if none is near. */
export function didYouMean(text: string, candidates: readonly string[]): string | undefined {
  const synonym = WORD_SYNONYMS[normaliseSpelling(text)];
  if (synonym !== undefined && !candidates.includes(text) && candidates.includes(synonym)) return synonym;
  const { nearest, second, distance } = nearestTwo(text, candidates);
  if (nearest === undefined) return undefined;
  // Q5 is as near to Q1 as to Q2, so it is unclear which is meant.
  const isRival = (other: string): boolean => withoutDigits(other) === withoutDigits(text);
  if (second !== undefined && isRival(nearest) && isRival(second)) return undefined;
  // A text of which nothing would remain is not a misspelling.
  if (distance >= Math.max(text.length, nearest.length)) return undefined;
  return distance <= Math.max(1, Math.floor(Math.max(text.length, nearest.length) * 0.4)) ? nearest : undefined;
}

/** Returns the first candidate at the least distance from a text, and the next one as near, if any. */
function nearestTwo(
  text: string,
  candidates: readonly string[],
): { readonly nearest?: string; readonly second?: string; readonly distance: number } {
  const form = normaliseSpelling(text);
  let nearestCandidate: string | undefined;
  let second: string | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const candidateForm = normaliseSpelling(candidate);
    // Most names of a large pack are ruled out by their length, or soon after.
    if (Math.abs(candidateForm.length - form.length) > distance) continue;
    const slips = leven(form, candidateForm, { maxDistance: distance + 1 });
    if (slips < distance) [nearestCandidate, second, distance] = [candidate, undefined, slips];
    else if (slips === distance) second ??= candidate;
  }
  return {
    ...(nearestCandidate === undefined ? {} : { nearest: nearestCandidate }),
    ...(second === undefined ? {} : { second }),
    distance,
  };
}

/** Returns the same as a list for `allowed` of a problem: one name, or none. */
export function nearestNames(text: string, candidates: readonly string[]): string[] {
  const nearestName = didYouMean(text, candidates);
  return nearestName === undefined ? [] : [nearestName];
}

/** Replaces all digits in a text by 0: digits tell things of one kind apart. */
function withoutDigits(text: string): string {
  return normaliseSpelling(text).replace(/\d/g, '0');
}

/** Returns how similar two spellings are, from 0 to 1: the share of characters that need not change. */
export function spellingSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - leven(a, b) / longer;
}

/** The similarity from which a name is corrected without asking. */
const SURELY_ALIKE = 0.65;

/** Returns the allowed name nearest to what was found, if there is one. */
export function nearestAllowed(details: ProblemDetails): string | undefined {
  const misspelt = foundText(details);
  return misspelt === undefined ? undefined : didYouMean(misspelt, details.allowed ?? []);
}

/**
 * Returns the text that repairs a problem if nothing else can be meant: the only name that near, or a number without
 * separators.
 */
export function repairOf({ details }: Problem): string | undefined {
  const { instead } = details;
  const misspelt = foundText(details) ?? '';
  const suggestion = instead ?? nearestAllowed(details);
  const likeness = (word: string): number => spellingSimilarity(normaliseSpelling(misspelt), normaliseSpelling(word));
  return suggestion === undefined || instead !== undefined || likeness(suggestion) >= SURELY_ALIKE
    ? suggestion
    : undefined;
}

/** Signs and numbers for yes and no, whatever the language. */
const YES_SIGNS = ['1', '1.0', '√', '✓', '✔', '☑', '✅', '●', '■'];
const NO_SIGNS = ['0', '0.0', '×', '✗', '✘', '✕', '❌', '☐', '□'];

/** The spellings of yes and no. An x can mean either, so it only counts as a tick. */
export const YES_NO_SPELLINGS: ReadonlyMap<string, boolean> = new Map([
  ...[...TABLE_SPELLINGS.yes, ...YES_SIGNS].map((word) => [word, true] as const),
  ...[...TABLE_SPELLINGS.no, ...NO_SIGNS].map((word) => [word, false] as const),
]);

// Control characters, line separators, marks that reverse the writing direction, and invisible characters.
const INVISIBLE_CHARACTER = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Replaces invisible characters, because a file must not be able to control a terminal or a log. */
export function replaceInvisible(text: string): string {
  return text.replaceAll('\t', ' ').replace(INVISIBLE_CHARACTER, '\ufffd');
}

/** Returns the invisible characters of a text, each once, as `U+202E`; line breaks and tabs do not count. */
export function invisibleCharacters(text: string): string[] {
  const invisible = text.replace(/[\t\n\r]/g, '').match(INVISIBLE_CHARACTER) ?? [];
  return [...new Set(invisible)].map(
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
