// Numbers in the registers of German courts, such as `HRB 12345 Köln`: unique only together with the court.

/** A register number with its court, in the usual spelling and as a key; or the fault that the court is missing. */
export type CourtReading = { readonly number: string; readonly key: string } | { readonly fault: 'court' };

const REGISTERS: Readonly<Record<string, string>> = {
  hra: 'HRA',
  hrb: 'HRB',
  gnr: 'GnR',
  gsr: 'GsR',
  pr: 'PR',
  vr: 'VR',
};
/** Abbreviations that always mean a register; PR and VR can also be the beginning of other numbers. */
const CLEAR_REGISTERS: readonly string[] = ['HRA', 'HRB', 'GnR', 'GsR'];

/**
 * The register, the digits, and up to two letters with which some courts mark numbers of districts that they have taken
 * over, such as `HRB 12345 B`.
 */
const NUMBER_PATTERN =
  /(?:^|\s)(hra|hrb|gnr|gsr|pr|vr)\s?(?:nr\s)?0*(\d{1,7})(?:\s?(?!ag\b|am\b|in\b)([a-z]{1,2}))?(?=\s|$)/i;
/** The register, the court and the digits in this order, as in `HRB Köln 12345`. */
const COURT_BETWEEN = /^(hra|hrb|gnr|gsr) (\p{L}{3,}(?: \p{L}+)*) (\d{1,7})$/iu;
const COURT_WORDS =
  /(?<!\p{L})(amtsgerichte?s?|registergerichte?s?|handelsregisters?|genossenschaftsregisters?|registernummer|ag|beim|de|des|im|local court|nr|reg)(?!\p{L})/giu;

/** Courts that people name in several ways: the name of the court, and a pattern for all ways to write it. */
const COURT_NAMES: readonly (readonly [string, RegExp])[] = [
  ['Charlottenburg', /^(berlin|charlottenburg|berlin charlottenburg|charlottenburg berlin)$/i],
  ['Frankfurt am Main', /^frankfurt( a| am)? (m|main)$/i],
  ['Offenbach am Main', /^offenbach( a| am)? (m|main)$/i],
];
const MAX_COURT_CHARS = 40;

/** Reads a number in the register of a court, in any order; undefined if the text is not one. */
export function readCourtNumber(text: string): CourtReading | undefined {
  if (!/hra|hrb|gnr|gsr|pr|vr/i.test(text)) return undefined;
  const plainText = text
    .replace(/[\s,;:()/._\p{Pd}]+/gu, ' ')
    .trim()
    .replace(COURT_BETWEEN, '$1 $3 $2');
  const match = NUMBER_PATTERN.exec(plainText);
  if (!match) return undefined;
  const [all, register = '', digits, letters = ''] = match;
  const type = REGISTERS[register.toLowerCase()] as string;
  const court = `${plainText.slice(0, match.index)} ${plainText.slice(match.index + all.length)}`
    .replace(COURT_WORDS, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (court === '') return CLEAR_REGISTERS.includes(type) ? { fault: 'court' } : undefined;
  if (!/^\p{L}[\p{L} ]*$/u.test(court) || court.length > MAX_COURT_CHARS) return undefined;
  const name = COURT_NAMES.find(([, pattern]) => pattern.test(court))?.[0] ?? toTitleCase(court);
  const suffix = letters.toUpperCase();
  return {
    number: [type, digits, suffix, name].filter((part) => part !== '').join(' '),
    key: [type.toUpperCase(), `${digits}${suffix}`, ...toAscii(name).toUpperCase().split(' ')].join('-'),
  };
}

/** Converts a name in capitals or small letters to title case; a name with both stays unchanged. */
function toTitleCase(name: string): string {
  if (name !== name.toLowerCase() && name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/\p{L}+/gu, (word) =>
      /^(am|an|der|im|in)$/.test(word) ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`,
    );
}

/** Replaces umlauts and ß by ae, oe, ue and ss, and removes the accents of other letters. */
function toAscii(name: string): string {
  return name
    .replace(/[äöü]/gi, (letter) => `${letter}e`)
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
