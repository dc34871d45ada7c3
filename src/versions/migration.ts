import type { Migration, RecordedAnswers } from '../model/generated/types.ts';
import type { CarriedOver } from './carry-over.ts';

/**
 * What an assessment records of answers taken over from another version; undefined where the version is the same and
 * nothing became of them. `from` is undefined where nobody said which version they are of.
 */
export function migrationOf(
  { renamed, lost }: CarriedOver,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Migration | undefined {
  if (from === to && lost.length === 0 && Object.keys(renamed).length === 0) return undefined;
  const pick = (isTarget: boolean): RecordedAnswers =>
    Object.fromEntries(lost.filter((one) => one.isTarget === isTarget).map(({ name, answer }) => [name, answer]));
  const lostTargets = pick(true);
  return {
    ...(from === undefined ? {} : { from }),
    renamed: { ...renamed },
    lost: pick(false),
    ...(Object.keys(lostTargets).length > 0 ? { lostTargets } : {}),
  };
}
