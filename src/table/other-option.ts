// Reads "Other, please specify": an option followed by a free text in the same cell.
import { normaliseSpelling } from '../model/index.ts';
import { createValueLookup } from './marked-text.ts';

/** Names of options that ask for a free text, in plain form. */
const OTHER_OPTION_PATTERN = /^(?:others?|其他|其它|andere[rsn]?|sonstige[rsn]?)(?:(?:\s*[(,:]| - ).*)?$/;
/** `其他（请注明）〖飞书〗`, as Wenjuanxing writes it. */
const BRACKETED_TEXT_PATTERN = /^([^〖〗]+)〖([^〖〗]*)〗$/;
/** `Other: Feishu`. */
const TEXT_AFTER_COLON = /^([^:：]+)[:：]\s*(\S.*)$/;

/** Signs that may separate options. */
const OPTION_SEPARATOR_SIGNS = /[;；|｜┋、,，/]/;

/** The content of a cell, or a part of one, besides the option. */
interface OtherAnswer {
  readonly value: number;
  /** The free text; empty if none was written. */
  readonly note: string;
}

/** Whether an option, or the part of a heading that names one, asks for a free text. */
export function isOther(text: string): boolean {
  return OTHER_OPTION_PATTERN.test(normaliseSpelling(text));
}

/**
 * Creates a reader of options with a free text: after any option in 〖〗, or after a colon if only one option is called
 * "other".
 */
export function createOtherReader(values: ReadonlyMap<string, number>): (text: string) => OtherAnswer | undefined {
  const find = createValueLookup(values);
  let otherOptions: ReadonlySet<number> | undefined;
  return (text) => {
    const [, option = '', note = ''] = BRACKETED_TEXT_PATTERN.exec(text) ?? [];
    if (option !== '') {
      const value = find(option);
      return value === undefined ? undefined : { value, note: note.trim() };
    }
    const [, before = '', words = ''] = TEXT_AFTER_COLON.exec(text) ?? [];
    if (before === '' || !isOther(before)) return undefined;
    // The free text may contain another option that was chosen, too.
    if (words.split(OPTION_SEPARATOR_SIGNS).some((part) => find(part.trim()) !== undefined)) return undefined;
    otherOptions ??= new Set([...values].filter(([spelling]) => isOther(spelling)).map(([, value]) => value));
    const [only] = otherOptions;
    return only === undefined || otherOptions.size > 1 ? undefined : { value: only, note: words.trim() };
  };
}
