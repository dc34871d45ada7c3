// "Other, please specify": an option with words of one's own behind it, in one cell.
import { normaliseSpelling } from '../model/index.ts';
import { createValueLookup } from './marked-text.ts';

/** How an option is called that asks for words of one's own, in plain form. */
const OTHER = /^(?:others?|其他|其它|andere[rsn]?|sonstige[rsn]?)(?:(?:\s*[(,:]| - ).*)?$/;
/** `其他（请注明）〖飞书〗`, as Wenjuanxing writes it. */
const BRACKETED = /^([^〖〗]+)〖([^〖〗]*)〗$/;
/** `Other: Feishu`. */
const BEHIND = /^([^:：]+)[:：]\s*(\S.*)$/;

/** Whatever may part options. */
const SIGNS = /[;；|｜┋、,，/]/;

/** What a cell, or a part of one, says besides the option. */
interface OtherAnswer {
  readonly value: number;
  /** The words of one's own; empty where none were written. */
  readonly note: string;
}

/** Whether an option, or what stands in its place in a heading, asks for words of one's own. */
export function isOther(text: string): boolean {
  return OTHER.test(normaliseSpelling(text));
}

/** Reads an option with words behind it: of any option in 〖〗, of the only one called "other" behind a colon, too. */
export function createOtherReader(values: ReadonlyMap<string, number>): (text: string) => OtherAnswer | undefined {
  const find = createValueLookup(values);
  let others: ReadonlySet<number> | undefined;
  return (text) => {
    const [, option = '', note = ''] = BRACKETED.exec(text) ?? [];
    if (option !== '') {
      const value = find(option);
      return value === undefined ? undefined : { value, note: note.trim() };
    }
    const [, before = '', behind = ''] = BEHIND.exec(text) ?? [];
    if (before === '' || !isOther(before)) return undefined;
    // Another option among the words may have been chosen as well.
    if (behind.split(SIGNS).some((part) => find(part.trim()) !== undefined)) return undefined;
    others ??= new Set([...values].filter(([spelling]) => isOther(spelling)).map(([, value]) => value));
    const [only] = others;
    return only === undefined || others.size > 1 ? undefined : { value: only, note: behind.trim() };
  };
}
