import { nameEnterprise } from '../assessment.ts';
import { formatDate } from '../number.ts';
import type { Writing } from './report.ts';

/** Who was assessed, when, by whom and with what, a line each. */
export function writeCover({ report, vocabulary }: Writing): string[] {
  const { numbers, words, report: own } = vocabulary.messages;
  const { questionnaire, result, assessment, recommendation } = report;
  const { name, key } = nameEnterprise(report);
  const { kind, date, assessor } = assessment ?? {};
  const circumstances = [kind && words.kinds[kind], date && formatDate(date, numbers), assessor];
  const lines = [
    name,
    key,
    numbers.clauses(circumstances.filter((part) => part !== undefined && part !== '') as string[]),
    own.cover.questionnaire(vocabulary.pick(questionnaire.title) ?? questionnaire.id, result.pack.version),
    recommendation && own.cover.asOf(formatDate(recommendation.asOf, numbers)),
  ];
  return lines.filter((line) => line !== undefined && line !== '') as string[];
}
