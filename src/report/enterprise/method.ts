import { heading, listOf, paragraph } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatDate } from '../number.ts';
import type { Writing } from './report.ts';

/** Digits of a hash that are enough to tell two contents apart by eye. */
const HASH_DIGITS = 12;

/** How the result came about: by which content, by what, and how numbers are printed. */
export function writeMethod({ report, vocabulary }: Writing): Block[] {
  const { numbers, report: own } = vocabulary.messages;
  const { result, recommendation, policies = [], questionnaire, made } = report;
  const short = (hash: string): string => hash.replace(/^sha256:/, '').slice(0, HASH_DIGITS);
  const { pack } = result;
  const title = vocabulary.pick(questionnaire.title) ?? pack.id;
  const [policy] = policies;
  const lines = [
    own.method.questionnaire(title, pack.version, short(pack.hash)),
    ...(made === undefined ? [] : [own.method.otherVersion(made)]),
    ...(recommendation
      ? [
          own.method.policy(
            vocabulary.pick(policy?.title) ?? recommendation.policy.id,
            recommendation.policy.version,
            short(recommendation.policy.hash),
            formatDate(recommendation.asOf, numbers),
          ),
        ]
      : []),
    own.method.exact,
    own.method.open,
  ];
  const purpose = vocabulary.pick(questionnaire.text);
  return [
    heading(2, 'method', own.method.title),
    ...(purpose === undefined ? [] : [paragraph(purpose)]),
    ...listOf(lines.map((text) => ({ text }))),
  ];
}
