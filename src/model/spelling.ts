// Text as people type it: one form for all spellings, the nearest known word, yes and no, invisible characters.
import leven from 'leven';
import { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
import { foundText, type Problem, type ProblemDetails } from './problem.ts';

/**
 * Text in which normalising changes only capitals: ASCII, Chinese characters and umlauts, with single blanks between
 * words.
 */
const PLAIN_TEXT_PATTERN = /^(?! )(?:[!-~\u4e00-\u9fff、。ÄÖÜäöüß]| (?=[^ ]))*$/;

/** Blanks between Chinese characters or full-width signs. */
const BLANKS_IN_CHINESE = /(?<=[\u2e80-\u9fff\uff01-\uffef])\s+(?=[\u2e80-\u9fff\uff01-\uffef])/g;

/**
 * Normalises a spelling, so that spellings from different keyboards and spreadsheets are equal: full-width letters,
 * digits and brackets become half-width, capitals become small letters. Removes blanks at the ends, doubled, no-break
 * and zero-width blanks, newlines within Chinese, and the ★ with which platforms mark a key question.
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

/** Spells out the umlauts and the ß of a text in small letters, as on keyboards that lack them: `ö` becomes `oe`. */
export function spellOutUmlauts(text: string): string {
  return text.replace(/[äöü]/g, (letter) => `${letter.normalize('NFD').charAt(0)}e`).replace(/ß/g, 'ss');
}

/**
 * A table of spellings and their meanings. Spellings are added kind by kind, the most reliable kind first, because a
 * later kind never replaces an earlier meaning.
 */
interface Spellings<T> {
  /**
   * Adds the spellings of one kind. A spelling that has two meanings within the kind is ignored, in later kinds as
   * well.
   */
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

/** Creates a lookup of texts: first by exact spelling, then by normalised spelling unless that has two meanings. */
export function createSpellingLookup<T>(values: ReadonlyMap<string, T>): (text: string) => T | undefined {
  return (text) => {
    const value = values.get(text);
    if (value !== undefined || values.size === 0) return value;
    // Most texts match exactly, so normalised spellings are only computed when one does not.
    const plainForms = (PLAIN_FORMS.get(values) as ReadonlyMap<string, T> | undefined) ?? indexPlainForms(values);
    PLAIN_FORMS.set(values, plainForms);
    return plainForms.get(normaliseSpelling(text));
  };
}

/**
 * Normalised spellings by table. They are cached because a table is used in many places, and normalising its spellings
 * takes as long as creating it.
 */
const PLAIN_FORMS = new WeakMap<ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>>();

function indexPlainForms<T>(values: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
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

/** Returns the least number of single-character edits that turn one text into the other, ignoring case and width. */
function editDistance(a: string, b: string): number {
  return leven(normaliseSpelling(a), normaliseSpelling(b));
}

/** Ranks candidates by similarity to a text; equally similar ones keep their order. */
export function rankBySpelling(text: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate, index) => ({ candidate, index, distance: editDistance(text, candidate) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .map(({ candidate }) => candidate);
}

/** Words of other languages and tools, each with the keyword of the format that it means. */
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
  // A product is written as a weight, because a weight can also be the name of a score.
  product: 'weight',
  multiply: 'weight',
  if: 'when',
  condition: 'when',
  label: 'title',
  name: 'title',
  description: 'text',
};

/**
 * Returns the candidate that a misspelled text or a synonym most likely means; undefined if no candidate is near
 * enough.
 */
export function findNearestSpelling(text: string, candidates: readonly string[]): string | undefined {
  const synonym = WORD_SYNONYMS[normaliseSpelling(text)];
  if (synonym !== undefined && !candidates.includes(text) && candidates.includes(synonym)) return synonym;
  const { nearest, second, distance } = findNearestTwo(text, candidates);
  if (nearest === undefined) return undefined;
  // Q5 is as near to Q1 as to Q2, so it is unclear which is meant.
  const isRival = (other: string): boolean => replaceDigitsByZeros(other) === replaceDigitsByZeros(text);
  if (second !== undefined && isRival(nearest) && isRival(second)) return undefined;
  // If every character would have to change, the text is not a misspelling.
  if (distance >= Math.max(text.length, nearest.length)) return undefined;
  return distance <= Math.max(1, Math.floor(Math.max(text.length, nearest.length) * 0.4)) ? nearest : undefined;
}

/**
 * Returns the candidate at the smallest edit distance from a text, and the next candidate at the same distance, if any.
 */
function findNearestTwo(
  text: string,
  candidates: readonly string[],
): { readonly nearest?: string; readonly second?: string; readonly distance: number } {
  const form = normaliseSpelling(text);
  let nearestCandidate: string | undefined;
  let secondName: string | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const candidateForm = normaliseSpelling(candidate);
    // Most names of a large pack are ruled out by their length, or after a few characters.
    if (Math.abs(candidateForm.length - form.length) > distance) continue;
    const slips = leven(form, candidateForm, { maxDistance: distance + 1 });
    if (slips < distance) [nearestCandidate, secondName, distance] = [candidate, undefined, slips];
    else if (slips === distance) secondName ??= candidate;
  }
  return {
    ...(nearestCandidate === undefined ? {} : { nearest: nearestCandidate }),
    ...(secondName === undefined ? {} : { second: secondName }),
    distance,
  };
}

/** Returns the name that was probably meant, as a list for `allowed` of a problem; empty if no name is near enough. */
export function findNearestNames(text: string, candidates: readonly string[]): string[] {
  const nearestName = findNearestSpelling(text, candidates);
  return nearestName === undefined ? [] : [nearestName];
}

/**
 * Replaces all digits in a text by 0, so that names that differ only in their number, such as Q1 and Q5, become equal.
 */
function replaceDigitsByZeros(text: string): string {
  return normaliseSpelling(text).replace(/\d/g, '0');
}

/** Returns the similarity of two spellings from 0 to 1: the share of characters that need not change. */
export function computeSpellingSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - leven(a, b) / longer;
}

/** The similarity (0 to 1) from which a misspelled name is corrected without asking. */
const MIN_SURE_SIMILARITY = 0.65;

/** Returns the allowed name nearest to the text found, if one is near enough. */
export function findNearestAllowed(details: ProblemDetails): string | undefined {
  const misspeltName = foundText(details);
  return misspeltName === undefined ? undefined : findNearestSpelling(misspeltName, details.allowed ?? []);
}

/**
 * Returns the text that repairs a problem, if only one repair is possible: the stated replacement, or an allowed name
 * of very similar spelling.
 */
export function suggestRepair({ details }: Problem): string | undefined {
  const { instead } = details;
  const misspeltName = foundText(details) ?? '';
  const suggestion = instead ?? findNearestAllowed(details);
  const computeLikeness = (word: string): number =>
    computeSpellingSimilarity(normaliseSpelling(misspeltName), normaliseSpelling(word));
  return suggestion === undefined || instead !== undefined || computeLikeness(suggestion) >= MIN_SURE_SIMILARITY
    ? suggestion
    : undefined;
}

/** Signs and numbers for yes and no, whatever the language. */
const YES_SIGNS = ['1', '1.0', '√', '✓', '✔', '☑', '✅', '●', '■'];
const NO_SIGNS = ['0', '0.0', '×', '✗', '✘', '✕', '❌', '☐', '□'];

/** The spellings of yes and no. An x is not among them: it can mean yes or no, so it is only read as a tick mark. */
export const YES_NO_SPELLINGS: ReadonlyMap<string, boolean> = new Map([
  ...[...TABLE_SPELLINGS.yes, ...YES_SIGNS].map((word) => [word, true] as const),
  ...[...TABLE_SPELLINGS.no, ...NO_SIGNS].map((word) => [word, false] as const),
]);

// Control characters, line separators, characters that reverse the writing direction, and invisible characters.
const INVISIBLE_CHARACTER = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Replaces invisible characters by U+FFFD, so that text from a file cannot control a terminal or a log. */
export function replaceInvisible(text: string): string {
  return text.replaceAll('\t', ' ').replace(INVISIBLE_CHARACTER, '\ufffd');
}

/** Returns the invisible characters of a text, each once, as `U+202E`; line breaks and tabs do not count. */
export function listInvisibleCharacters(text: string): string[] {
  const invisible = text.replace(/[\t\n\r]/g, '').match(INVISIBLE_CHARACTER) ?? [];
  return [...new Set(invisible)].map(
    (char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
