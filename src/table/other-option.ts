// Reads "Other, please specify": an option followed by free text in the same cell.
import { normaliseSpelling } from '../model/index.ts';
import { createValueLookup } from './marked-text.ts';

/** Matches the names of options that ask for free text, in normalised spelling. */
const OTHER_OPTION_PATTERN = /^(?:others?|其他|其它|andere[rsn]?|sonstige[rsn]?)(?:(?:\s*[(,:]| - ).*)?$/;
/** Matches free text as Wenjuanxing writes it: `其他（请注明）〖飞书〗`. */
const BRACKETED_TEXT_PATTERN = /^([^〖〗]+)〖([^〖〗]*)〗$/;
/** Matches free text after a colon: `Other: Feishu`. */
const TEXT_AFTER_COLON = /^([^:：]+)[:：]\s*(\S.*)$/;

/** Matches signs that may separate options. */
const OPTION_SEPARATOR_SIGNS = /[;；|｜┋、,，/]/;

/** An option with the free text in the same cell, or in the same part of a cell. */
interface OtherAnswer {
  readonly value: number;
  /** The free text; empty if none was written. */
  readonly note: string;
}

/** Whether an option asks for free text. `text` may also be the part of a heading that names the option. */
export function isOther(text: string): boolean {
  return OTHER_OPTION_PATTERN.test(normaliseSpelling(text));
}

/**
 * Creates a reader for options with free text: within 〖〗 after any option, or after a colon if only one option is
 * called "other".
 */
export function createOtherReader(values: ReadonlyMap<string, number>): (text: string) => OtherAnswer | undefined {
  const findValue = createValueLookup(values);
  let otherOptions: ReadonlySet<number> | undefined;
  return (text) => {
    const [, option = '', note = ''] = BRACKETED_TEXT_PATTERN.exec(text) ?? [];
    if (option !== '') {
      const value = findValue(option);
      return value === undefined ? undefined : { value, note: note.trim() };
    }
    const [, before = '', words = ''] = TEXT_AFTER_COLON.exec(text) ?? [];
    if (before === '' || !isOther(before)) return undefined;
    // What looks like free text contains another option, which may also have been chosen.
    if (words.split(OPTION_SEPARATOR_SIGNS).some((part) => findValue(part.trim()) !== undefined)) return undefined;
    otherOptions ??= new Set([...values].filter(([spelling]) => isOther(spelling)).map(([, value]) => value));
    const [only] = otherOptions;
    return only === undefined || otherOptions.size > 1 ? undefined : { value: only, note: words.trim() };
  };
}
