import { mergeFacts } from '../../files/facts.ts';
import { isNewEnterprise, type NewEnterprise, stageNewEnterprise } from '../../files/new-enterprise.ts';
import { keyOf, recordAssessment } from '../steps/record-assessment.ts';
import { type Adviser, type AdvisingGiven, type NewRow, NO_PAST } from './advising.ts';

/**
 * Keeps rows of enterprises that have no file yet, some at a time, and says of each whether it is kept. What is not has a
 * file, or something is in the way: that is for the way that takes every file as it finds it.
 */
export type KeepNew = (rows: readonly NewRow[]) => Promise<boolean[]>;

/** Makes what keeps new enterprises in a folder that is there, with their policies. */
export function createKeeper(given: AdvisingGiven, advise: Adviser): KeepNew {
  return async (rows) => {
    const staged = rows.map((row) => stageRow(given, row, advise));
    return Promise.all(staged.map(async (one) => (await one?.commit()) ?? false));
  };
}

function stageRow(given: AdvisingGiven, { sheet, date }: NewRow, advise: Adviser): NewEnterprise | undefined {
  const { settled, kind, root } = given;
  const key = keyOf(settled, sheet);
  if (!isNewEnterprise(root, key)) return undefined;
  const advice = advise({ sheet, date }, NO_PAST);
  const time = `${date}T00:00:00.000Z`;
  const assessment = recordAssessment(settled, {
    sheet,
    assessed: advice,
    recommendation: advice.recommendation,
    kind,
    startedAt: time,
    finishedAt: time,
  });
  const { facts } = assessment;
  return stageNewEnterprise(
    root,
    { schemaVersion: 1, key, facts: mergeFacts({}, facts), assessments: [assessment] },
    advice.policy,
  );
}
