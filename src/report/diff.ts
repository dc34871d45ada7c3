import type { Questionnaire } from '../model/generated/types.ts';
import type { Change } from '../versions/change.ts';
import { changeLines, GROUPS, groupOf, type Titles } from './diff/changes.ts';
import { type EnterprisesReport, listsOf, summaryLines } from './diff/enterprises.ts';
import type { TwoVocabularies } from './diff/vocabulary.ts';
import { bulletLines } from './summary/level.ts';
import { plainLine, wrapText } from './terminal/line.ts';
import { makePage, type Page, section } from './terminal/page.ts';

/** Two versions of a pack and what is different. */
export interface DiffReport {
  readonly old: Pick<Questionnaire, 'id' | 'version' | 'title'>;
  readonly now: Pick<Questionnaire, 'id' | 'version' | 'title'>;
  readonly changes: readonly Change[];
  readonly measureTitles: Titles;
  readonly enterprises?: EnterprisesReport | undefined;
  readonly headline: string | null;
  /** Whether texts are listed; else they are counted. */
  readonly texts: boolean;
}

/** How it is drawn. */
export interface DiffLook {
  readonly color: boolean;
  readonly width: number;
  readonly vocabularies: TwoVocabularies;
}

/** What is different between two versions, for a terminal; ends with a newline. */
export function renderDiff(report: DiffReport, { color, width, vocabularies }: DiffLook): string {
  const page = makePage(color, width);
  const blocks = [
    headLines(report, vocabularies, page),
    ...groupBlocks(report, vocabularies, page),
    ...enterpriseBlocks(report, vocabularies, page),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headLines({ old, now, changes }: DiffReport, { now: vocabulary }: TwoVocabularies, page: Page): string[] {
  const { versions } = vocabulary.messages;
  const name = ({ id, version }: DiffReport['old']): string => `${id} ${version}`;
  const title = plainLine(vocabulary.pick(now.title) ?? now.id);
  const head = [page.paint.bold(title), plainLine(versions.step(name(old), name(now)))];
  return changes.length === 0 ? [...head, versions.same] : head;
}

function groupBlocks({ changes, measureTitles, texts }: DiffReport, words: TwoVocabularies, page: Page): string[][] {
  const { versions, numbers } = words.now.messages;
  return GROUPS.flatMap((group) => {
    const own = changes.filter((change) => groupOf(change) === group);
    if (own.length === 0) return [];
    if (group !== 'texts' || texts) {
      return [section(page, versions.groups[group], bulletLines(changeLines(own, words, measureTitles), page))];
    }
    const count = versions.texts(String(own.length), own.length === 1);
    return [[numbers.remark(count, versions.howToList('--texts'))]];
  });
}

function enterpriseBlocks({ enterprises, old, headline }: DiffReport, words: TwoVocabularies, page: Page): string[][] {
  if (!enterprises) return [];
  const [first = '', ...others] = summaryLines(enterprises, `${old.id} ${old.version}`, words.now);
  const summary = [
    ...wrapText(first, page.width).map((line) => page.paint.bold(line)),
    ...others.flatMap((line) => wrapText(line, page.width)),
  ];
  const lists = listsOf(enterprises, headline, words);
  return [summary, ...lists.map(({ heading, lines }) => section(page, heading, bulletLines(lines, page)))];
}
