import type { Funding } from '../../model/generated/types.ts';
import { nameEnterprise } from '../assessment.ts';
import { heading, paragraph } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatDate, formatMoneyRange, formatNumber, formatShare } from '../number.ts';
import { writeHead } from '../policy/head.ts';
import { answerFirst, levelInWords } from '../summary/level.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { moneyInWords } from '../words/arithmetic.ts';
import { unmetInWords } from '../words/unmet.ts';
import { readProfile } from './profile.ts';
import type { Writing } from './report.ts';

/** Some sentences: where the enterprise stands, what is strong and what weak, what to find out first, and what comes next. */
export function writeSummary(writing: Writing): Block[] {
  const { report: subject, vocabulary, notes } = writing;
  const { numbers, report } = vocabulary.messages;
  const sentences = [standing(writing), extremes(writing), ...answerFirst(subject, vocabulary), next(writing)];
  return [
    heading(2, 'summary', report.summary.title),
    paragraph(numbers.sentences(sentences.filter((one) => one !== undefined))),
    ...writeHead(subject, notes, vocabulary),
  ];
}

function standing({ report, vocabulary }: Writing): string {
  const { numbers, report: own } = vocabulary.messages;
  const { result, assessment } = report;
  const { name, key } = nameEnterprise(report);
  const who = name ?? key ?? own.summary.enterprise;
  const by = own.summary.by[assessment?.kind ?? 'self'](formatDate(assessment?.date ?? '', numbers));
  const { level } = result;
  if (!level) return own.summary.assessed(who, by);
  if (level.value === undefined) return own.summary.open(who, levelInWords(level, vocabulary), by);
  if (level.value === null) return own.summary.none(who, by);
  return own.summary.reached(who, levelInWords(level, vocabulary), by);
}

function extremes({ report, vocabulary }: Writing): string | undefined {
  const { numbers, report: own } = vocabulary.messages;
  const { dimensions } = readProfile(report);
  const ranked = [...dimensions].sort((a, b) => b.lowest - a.lowest);
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const { settled } = report;
  const areCertain = dimensions.every(({ lowest, highest }) => lowest === highest);
  if (!best || !worst || !areCertain) return settled && own.summary.settled(String(settled.count), String(settled.of));
  const share = ({ lowest }: typeof best): string => formatShare(lowest, numbers);
  if (best.lowest === worst.lowest) return own.summary.even(share(best));
  return own.summary.extremes(vocabulary.titleOf(best.name), share(best), vocabulary.titleOf(worst.name), share(worst));
}

function next({ report, vocabulary }: Writing): string | undefined {
  const { numbers, report: own } = vocabulary.messages;
  const { result, recommendation } = report;
  if (recommendation && recommendation.target.level !== null && recommendation.measures.length > 0) {
    const { cost, roadmap, measures, target, funding } = recommendation;
    return own.summary.plan(
      vocabulary.levelOf(target.level as number),
      own.summary.measures(measures.length),
      cost && formatMoneyRange(cost.low, cost.high, cost.currency, numbers),
      roadmap && roadmap.months > 0
        ? numbers.months(formatNumber(roadmap.months, { numbers, decimals: 1 }), roadmap.months === 1)
        : undefined,
      funding && paidInWords(funding, vocabulary),
    );
  }
  if (!result.level) return undefined;
  const { next: above } = result.level;
  if (!above) return own.summary.highest;
  const lacking = unmetInWords(
    above.unmet.filter(({ truth }) => truth === 'fails'),
    vocabulary,
  );
  if (lacking.length === 0) return undefined;
  return own.summary.lacks(vocabulary.levelOf(above.value, above.title), lacking.length);
}

/** How much of the cost is surely paid, and by which estimate; undefined where that is nothing. */
function paidInWords({ cautious, cost, currency, estimate }: Funding, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  if (cautious.grants === '0') return undefined;
  // What exceeds the cost pays nothing of it.
  const paid = cautious.own === '0' ? cost : cautious.grants;
  return numbers.remark(moneyInWords(paid, currency, vocabulary), page.estimates[estimate]);
}
