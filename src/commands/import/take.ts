import type { Assessment } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { nameEnterprise, type Speech } from '../../report/assessment.ts';
import type { Taken } from '../../report/import.ts';
import { plainLine } from '../../report/terminal/line.ts';
import type { World } from '../../world.ts';
import { openAnswers } from '../steps/open-answers.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { keepScored, scoreOpened } from '../steps/score-opened.ts';
import type { Settled } from '../steps/settle.ts';

/** How files are taken. */
export interface Taking {
  readonly files: string;
  readonly kind?: Assessment['kind'];
  readonly assessor?: string;
  readonly asOf: string;
  readonly renamed?: boolean;
  readonly color?: boolean;
  readonly speech: Speech;
}

/** Takes one file of answers into its enterprise's file; why one is refused is told at once. `before`: those of this run. */
export async function takeFile(
  world: World,
  settled: Settled,
  path: string,
  taking: Taking,
  before: readonly Taken[],
): Promise<Taken> {
  try {
    return await takeAnswers(world, settled, path, taking, before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [said = '', ...advice] = refusalInWords(error, taking.speech.messages);
    world.stderr.write([said, ...advice].map((line) => `${plainLine(line)}\n`).join(''));
    return { outcome: 'refused', path, reason: said };
  }
}

async function takeAnswers(
  world: World,
  settled: Settled,
  path: string,
  { speech, files, renamed = false, color, ...said }: Taking,
  before: readonly Taken[],
): Promise<Taken> {
  const messages = speech.messages.imports;
  const opened = await openAnswers(world, settled, path, { migrate: 'stated', color });
  const scored = await scoreOpened(world, settled, opened, { ...said, isAdvised: true });
  const kept = await keepScored(world, settled, opened, scored, { files, renamed, speech });
  if (kept.outcome === 'conflict') {
    const { stored, given } = kept.conflict;
    throw new Refusal(3, `${path}: ${messages.otherEnterprise(stored, given)}`, messages.renameAdvice);
  }
  const { key } = kept.enterprise;
  const earlier = before.find((one) => one.outcome === 'added' && one.key === key);
  return {
    outcome: kept.outcome === 'appended' ? 'added' : 'already-there',
    path,
    key,
    name: nameEnterprise(scored.report).name,
    level: scored.assessed.result.level,
    file: kept.paths.enterprise,
    policy: kept.paths.policy,
    edited: kept.paths.edited,
    changed: kept.changed,
    isNewest: kept.isNewest,
    again: kept.outcome === 'appended' ? earlier?.path : undefined,
    migration: opened.migration,
    lost: opened.lost,
  };
}
