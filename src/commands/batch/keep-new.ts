import { mergeFacts } from '../../files/facts.ts';
import { isNewEnterprise, type NewEnterprise, stageNewEnterprise } from '../../files/new-enterprise.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { keyOf, recordAssessment } from '../steps/record-assessment.ts';
import { type Adviser, type AdvisingGiven, NO_PAST } from './advising.ts';

/**
 * Keeps rows of enterprises that have no file yet, some at a time, and says of each whether it is kept. What is not has a
 * file, or something is in the way: that is for the way that takes every file as it finds it.
 */
export type KeepNew = (sheets: readonly Sheet[]) => Promise<boolean[]>;

/** Makes what keeps new enterprises in a folder that is there, with their policies. */
export function createKeeper(given: AdvisingGiven, advise: Adviser): KeepNew {
  return async (sheets) => {
    const staged = sheets.map((sheet) => stageRow(given, sheet, advise));
    return Promise.all(staged.map(async (one) => (await one?.commit()) ?? false));
  };
}

function stageRow(given: AdvisingGiven, sheet: Sheet, advise: Adviser): NewEnterprise | undefined {
  const { settled, kind, date, root } = given;
  const key = keyOf(settled, sheet);
  if (!isNewEnterprise(root, key)) return undefined;
  const advice = advise(sheet, NO_PAST);
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
