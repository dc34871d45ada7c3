import type { UnverifiedKind } from '../../../i18n/policy/messages.ts';
import { bestOf } from '../../roadmap/words.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { findUnverified } from '../notes.ts';
import type { PolicyReport } from '../report.ts';
import { rankPayers } from './payers.ts';

/** What the page rests on without being certain, a sentence each. */
export function uncertainties(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, page, policy } = vocabulary.messages;
  const { measures, roadmap: plan } = report.recommendation;
  const counts = new Map<UnverifiedKind, number>();
  const payers = new Set(rankPayers(report).map(({ id }) => id));
  for (const { kind, id } of findUnverified(report, vocabulary)) {
    if (kind !== 'instrument' || payers.has(id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => page.kinds[kind](count));
  return [
    ...(measures.some(({ cost }) => cost?.illustrative) ? [policy.notes.illustrative] : []),
    ...(kinds.length > 0 ? [page.unverified(numbers.and(kinds))] : []),
    ...(payers.size > 0 ? [page.notAmong] : []),
    ...(plan && !plan.proven ? [bestOf(plan, vocabulary).notProven] : []),
  ];
}
