import type { Measures, Reassessment, Recommendation } from '../../model/generated/types.ts';
import { heading, listOf, paragraph } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatDate } from '../number.ts';
import { bulletLines } from '../summary/level.ts';
import { item, type Page, section } from '../terminal/page.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Line } from '../words/unmet.ts';

/** What a report of re-assessments is made from. */
export interface ReassessReport {
  readonly recommendation: Recommendation;
  readonly measures?: Measures | undefined;
}

/** The answers to be assessed again, with what is done; nothing where no measure is. */
export function writeReassess(report: ReassessReport, vocabulary: Vocabulary): Block[] {
  const { reassess } = vocabulary.messages.records;
  const { done = [] } = report.recommendation;
  if (done.length === 0) return [];
  return [
    heading(2, 'done', reassess.done),
    ...listOf(done.map(({ id, on }) => ({ text: doneInWords(id, on, report, vocabulary) }))),
    ...partsOf(report, vocabulary).flatMap(({ lines, remark }, i) => [
      heading(3, i === 0 ? 'reassess' : `reassess-${i + 1}`, reassess.title),
      paragraph(remark),
      ...listOf(lines),
    ]),
  ];
}

/** The same for a terminal. */
export function reassessLines(report: ReassessReport, vocabulary: Vocabulary, page: Page): string[] {
  const { reassess } = vocabulary.messages.records;
  return partsOf(report, vocabulary).flatMap(({ lines, remark }) => [
    ...section(page, reassess.title, bulletLines(lines, page)),
    ...item(page, '', remark, page.paint.dim),
    '',
  ]);
}

/** The answers the plan counts on already, then those that an assessment did not confirm. */
function partsOf(
  { recommendation, measures }: ReassessReport,
  vocabulary: Vocabulary,
): { readonly lines: readonly Line[]; readonly remark: string }[] {
  const { reassess } = vocabulary.messages.records;
  return [true, false].flatMap((assumed) => {
    const own = (recommendation.reassess ?? []).filter((one) => one.assumed === assumed);
    if (own.length === 0) return [];
    const lines = own.map((one) => ({ text: reassessInWords(one, measures, vocabulary) }));
    return [{ lines, remark: assumed ? reassess.assumed : reassess.notAssumed }];
  });
}

function reassessInWords(
  { name, to, measure, on }: Reassessment,
  measures: Measures | undefined,
  vocabulary: Vocabulary,
): string {
  const { numbers, records } = vocabulary.messages;
  const since = records.reassess.since(numbers.quote(titleOf(measure, measures, vocabulary)), formatDate(on, numbers));
  const say = (value: string | number | boolean): string =>
    typeof value === 'string' ? numbers.quote(vocabulary.say(name, value)) : vocabulary.say(name, value);
  const title = vocabulary.titleOf(name);
  return Array.isArray(to)
    ? records.reassess.includes(title, numbers.and(to.map(say)), since)
    : records.reassess.atLeast(title, say(to), since);
}

function doneInWords(id: string, on: string, { measures }: ReassessReport, vocabulary: Vocabulary): string {
  const { numbers, records } = vocabulary.messages;
  return records.reassess.doneOn(titleOf(id, measures, vocabulary), formatDate(on, numbers));
}

function titleOf(id: string, measures: Measures | undefined, vocabulary: Vocabulary): string {
  return vocabulary.pick(measures?.measures.find((measure) => measure.id === id)?.title) ?? id;
}
