import { LANGUAGES, type Language } from '../../i18n/index.ts';
import { readRecorded } from '../../interview/recorded.ts';
import { recordEntry } from '../../interview/statement.ts';
import type { RecordedAnswer, RecordedAnswers } from '../../model/generated/types.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { carryOver, type Lost } from '../../versions/carry-over.ts';
import { readJson } from '../embedded.ts';
import type { AnsweredPack } from './answers-file.ts';
import type { Unfinished } from './desk.ts';

/** All that a form keeps between visits. */
export interface Kept {
  readonly sheet: Sheet;
  readonly unfinished: ReadonlyMap<string, Unfinished>;
  readonly page: number;
  readonly language: Language;
}

interface Written {
  readonly version: string;
  readonly hash: string;
  readonly said: RecordedAnswers;
  readonly unfinished: Readonly<Record<string, Unfinished>>;
  readonly page: number;
  readonly language: Language;
}

/** What is kept, as text. Values beside "don't know yet" are kept too, so that nothing is lost by a slip. */
export function writeKept({ stamp }: AnsweredPack, { sheet, unfinished, page, language }: Kept): string {
  const written: Written = {
    version: stamp.version,
    hash: stamp.hash,
    said: Object.fromEntries([...sheet].map(([name, entry]): [string, RecordedAnswer] => [name, recordEntry(entry)])),
    unfinished: Object.fromEntries(unfinished),
    page,
    language,
  };
  return JSON.stringify(written);
}

/** What was kept, also by an earlier version of the pack; undefined for a text that no form wrote. */
export function readKept(
  text: string,
  { plan, stamp, renames }: AnsweredPack,
): (Kept & { readonly lost: readonly Lost[] }) | undefined {
  try {
    const { said, unfinished, page, language, hash } = readJson(text) as Written;
    const carried = carryOver({ facts: {}, answers: said }, { plan, renames });
    return {
      sheet: readRecorded(plan, carried).sheet,
      unfinished: hash === stamp.hash ? new Map(Object.entries(unfinished)) : new Map(),
      page: Number.isInteger(page) ? page : 0,
      language: LANGUAGES.includes(language) ? language : 'en',
      lost: carried.lost,
    };
  } catch {
    return undefined;
  }
}
