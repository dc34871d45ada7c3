// Enterprise numbers in public registers of several countries, recognised by their shape and verified by their check
// digits.
import { computeMod97, weigh } from './check-digits.ts';
import { readCourtNumber } from './court-number.ts';
import { findUsccFault, isMangledKey, normaliseUscc, type UsccFault } from './credit-code.ts';
import { readVatNumber } from './vat-number.ts';

/**
 * The kinds of numbers that are recognised: the credit code of China, VAT numbers of the EU and of the United Kingdom,
 * Swiss UID, organisation number of Norway, LEI, GLN, Austrian Firmenbuch, and court and number of a German register.
 */
export type RegisterKind = 'uscc' | 'vat' | 'swiss' | 'norwegian' | 'lei' | 'gln' | 'austrian' | 'court';

/** Kinds of numbers of which only the form or the check digits can be wrong; `chinese` is a credit code abroad. */
export type NumberKind = Exclude<RegisterKind, 'uscc' | 'court'> | 'chinese';

/** What is wrong with a number that looks like a register number of a known kind. */
export type RegisterFault =
  | ({ readonly kind: 'uscc'; readonly length: number; readonly position?: number } & Exclude<
      UsccFault,
      { fault: 'mangled' }
    >)
  /** A program has turned the number into one with fewer digits. */
  | { readonly kind: null; readonly fault: 'mangled' }
  /** The check digits do not match the other digits. */
  | { readonly kind: NumberKind; readonly fault: 'check' }
  /** The number of characters or their order is wrong. */
  | { readonly kind: NumberKind; readonly fault: 'form'; readonly example: string }
  /** The court is missing, without which the number is not unique. */
  | { readonly kind: 'court'; readonly fault: 'court' };

/**
 * A number as read. `number` is its usual spelling. `key` is the same for all spellings of the number, and consists of
 * capitals, digits and hyphens. A text of an unknown kind has no key.
 */
export type RegisterReading =
  | { readonly kind: RegisterKind; readonly number: string; readonly key: string }
  | { readonly kind: null; readonly number: string }
  | RegisterFault;

const PLAIN_KEY = /^[\dA-Z]+$/;
/** Words before a number that name its kind. */
const LABELS = /^(UST\.?-?ID\.?(-?NR)?|VAT(-?(NO|NR|ID))?|UID(-?NR)?|LEI|GLN|ILN)[\s.:]+(?=\S)/i;
/**
 * What people in Norway and Switzerland write after a number to say that it is registered for VAT or in the commercial
 * register.
 */
const ENDINGS = /[\s.\p{Pd}]+(MVA|MWST|TVA|IVA|HR)$/iu;

/**
 * Reads a number as people write it; case, width, blanks, dots and hyphens do not matter. The key of a text that
 * consists of capitals and digits alone is the text itself, so such texts can be compared without being read.
 */
export function readRegisterNumber(text: string): RegisterReading {
  const plainText = toPlainText(text);
  if (/^\d/.test(plainText) && isMangledKey(plainText)) return { kind: null, fault: 'mangled' };
  const [label = ''] = LABELS.exec(plainText) ?? [];
  const [ending = '', tax] = ENDINGS.exec(plainText) ?? [];
  const compact = toCompact(plainText.slice(label.length, plainText.length - ending.length));
  const country = tax?.toUpperCase() === 'MVA' && /^\d/.test(compact) ? 'NO' : '';
  return (
    readCourt(plainText) ??
    readUscc(compact) ??
    readSwiss(compact) ??
    readNorwegian(`${country}${compact}`) ??
    readAustrian(plainText, compact) ??
    readVat(compact) ??
    readLei(compact, /^LEI/i.test(label) || !plainText.includes(' ')) ??
    readGln(compact, /^[GI]LN/i.test(label)) ?? {
      kind: null,
      number: /^[\d\s./\p{Pd}]+$/u.test(plainText) ? compact : plainText,
    }
  );
}

/**
 * Kinds with check digits that other texts hardly ever match by chance. A GLN is not among them: it has only one check
 * digit, and looks like the number of a product.
 */
const SURE_KINDS: ReadonlySet<RegisterKind | null> = new Set(['uscc', 'vat', 'swiss', 'norwegian', 'lei', 'austrian']);

/** Whether a text, by its shape and its check digits, can only be the number of an enterprise. */
export function isSureRegisterNumber(text: string): boolean {
  const registerReading = readRegisterNumber(text);
  return 'number' in registerReading && SURE_KINDS.has(registerReading.kind);
}

/** Finds what is wrong with a credit code; undefined if it is valid. */
export function findCreditCodeFault(text: string): RegisterFault | undefined {
  const code = normaliseUscc(text);
  const fault = findUsccFault(code);
  if (!fault) return undefined;
  if (fault.fault === 'mangled') return { kind: null, fault: 'mangled' };
  const position = positionOf(fault, code);
  return { kind: 'uscc', ...fault, length: [...code].length, ...(position === undefined ? {} : { position }) };
}

function positionOf(fault: UsccFault, code: string): number | undefined {
  if (fault.fault === 'character') return [...code].indexOf(fault.character) + 1;
  if (fault.fault === 'organisation-check') return 17;
  return fault.fault === 'check' ? 18 : undefined;
}

/** Text in which nothing is left to normalise. */
const PLAIN_TEXT = /^[\dA-Za-z]+(?: [\dA-Za-z]+)*$/;

/** Converts a text to half width with single blanks, and removes the `="…"` or `'` by which spreadsheets mark text. */
function toPlainText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:="(.*)"|'(.*))$/, '$1$2');
}

function toCompact(text: string): string {
  return PLAIN_KEY.test(text) ? text : text.toUpperCase().replace(/[\s./\p{Pd}'’\u200b-\u200d\u2060\ufeff]/gu, '');
}

/** Creates the reading of a recognised number whose usual spelling is its key. */
function toPlainReading(kind: RegisterKind, key: string): RegisterReading {
  return { kind, number: key, key };
}

/** Matches texts built like a credit code, and a company's credit code with one character missing or one too many. */
const LIKE_USCC = /^([0-9A-Z]{2}\d{6}[0-9A-Z]{10}|9[123]\d{6}[0-9A-Z]{9}([0-9A-Z]{2})?)$/;

function readUscc(text: string): RegisterReading | undefined {
  if (text.length < 17 || text.length > 19) return undefined;
  const fault = findCreditCodeFault(text);
  if (!fault) return toPlainReading('uscc', text);
  return LIKE_USCC.test(text) ? fault : undefined;
}

function readVat(text: string): RegisterReading | undefined {
  const vatReading = readVatNumber(text);
  if (vatReading === undefined) return undefined;
  return 'number' in vatReading ? toPlainReading('vat', vatReading.number) : { kind: 'vat', ...vatReading };
}

/** Reads a Swiss UID: eight digits and a check digit. */
function readSwiss(text: string): RegisterReading | undefined {
  if (!/^CHE\d/.test(text)) return undefined;
  if (!/^CHE\d{9}$/.test(text)) return { kind: 'swiss', fault: 'form', example: 'CHE-116.281.710' };
  const check = (11 - (weigh(text.slice(3), [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11;
  return check === Number(text[11]) ? toPlainReading('swiss', text) : { kind: 'swiss', fault: 'check' };
}

/**
 * Reads a Norwegian organisation number. The country code NO is required, because numbers in other countries have nine
 * digits as well.
 */
function readNorwegian(given: string): RegisterReading | undefined {
  const text = given.replace(/MVA$/, '');
  if (!/^NO\d{6}/.test(text)) return undefined;
  if (!/^NO\d{9}$/.test(text)) return { kind: 'norwegian', fault: 'form', example: 'NO 923 609 016' };
  const isValid = weigh(text.slice(2), [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  return isValid ? toPlainReading('norwegian', text) : { kind: 'norwegian', fault: 'check' };
}

const AUSTRIAN_LETTERS = 'ABDFGHIKMPSTVWXYZ';

/**
 * A number in the Austrian Firmenbuch. A court may be named before or after it, although the number is unique without
 * one.
 */
const AUSTRIAN_PATTERN =
  /^(?<before>[^\d]*?)(?:(?<![\p{L}])FN|Firmenbuch(?:nummer|[\s-]?Nr)?)[\s.:\p{Pd}]*(?:Nr[\s.:]*)?(?<digits>[1-9]\d{0,5})\s?(?<letter>[a-z])(?:[\s,;(]+(?<after>[^\d]*))?$/iu;

/** Reads a number of the Austrian Firmenbuch: up to six digits and a check letter, given by the number modulo 17. */
function readAustrian(plainText: string, compact: string): RegisterReading | undefined {
  if (!/FN|Firmenbuch/i.test(plainText)) return undefined;
  const digits = /^(?:AT)?FN([1-9]\d{0,5})([A-Z])$/.exec(compact) ?? undefined;
  const { groups } = AUSTRIAN_PATTERN.exec(plainText) ?? {};
  const [number, letter] = [digits?.[1] ?? groups?.digits, digits?.[2] ?? groups?.letter?.toUpperCase()];
  if (number === undefined || letter === undefined)
    return /^(AT)?FN\d/.test(compact) ? { kind: 'austrian', fault: 'form', example: 'FN 122119m' } : undefined;
  const isValid = AUSTRIAN_LETTERS[Number(number) % 17] === letter;
  return isValid ? toPlainReading('austrian', `FN${number}${letter}`) : { kind: 'austrian', fault: 'check' };
}

/**
 * Reads a legal entity identifier (ISO 17442): 18 letters and digits, and two check digits. Wrong check digits are only
 * reported if the text is likely to be an LEI; otherwise the text is something else.
 */
function readLei(text: string, isLikely: boolean): RegisterReading | undefined {
  if (!/^[\dA-Z]{18}\d\d$/.test(text)) return undefined;
  if (computeMod97(text) === 1) return toPlainReading('lei', text);
  return isLikely && /[A-Z]/.test(text) ? { kind: 'lei', fault: 'check' } : undefined;
}

/**
 * Reads a global location number (GS1). Other registers have numbers of 13 digits as well, so an invalid number is only
 * reported if the text calls it a GLN.
 */
function readGln(text: string, isNamed: boolean): RegisterReading | undefined {
  const isComplete = /^\d{13}$/.test(text);
  if (isComplete && weigh(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0) return toPlainReading('gln', text);
  if (!isNamed) return undefined;
  return isComplete ? { kind: 'gln', fault: 'check' } : { kind: 'gln', fault: 'form', example: '9110000000008' };
}

function readCourt(text: string): RegisterReading | undefined {
  const courtReading = readCourtNumber(text);
  return (
    courtReading && ('number' in courtReading ? { kind: 'court', ...courtReading } : { kind: 'court', fault: 'court' })
  );
}
