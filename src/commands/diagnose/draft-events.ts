import type { DraftSummary } from '../../files/draft-list.ts';
import type { LogEvent } from '../../interview/log.ts';
import { renameAnswer } from '../../versions/carry-over.ts';
import { nameNow, renamesOf } from '../../versions/renames.ts';
import type { Settled } from '../steps/settle.ts';

/** What holds of a draft, under the ids that things have now. */
export function eventsOf({ statements }: DraftSummary, { plan, pack }: Settled): LogEvent[] {
  const renames = renamesOf({ plan, questionnaire: pack.questionnaire.document });
  return [...statements].map(([former, statement]) => {
    const name = nameNow(former, renames);
    return { name, statement: renameAnswer(name, statement, renames) };
  });
}
