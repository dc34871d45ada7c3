import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFileProblem } from '../../../files/problem.ts';
import type { Messages } from '../../../i18n/index.ts';
import { CALENDAR_DATE } from '../../../model/date.ts';
import { Refusal } from '../../../model/refusal.ts';
import { ASSESSMENT_KINDS, type AssessmentKind } from '../../../portfolio/member.ts';
import type { Stamp } from '../../../portfolio/result-block.ts';
import type { World } from '../../../world.ts';

/** An input as the user named it. */
export interface Input {
  readonly path: string;
  readonly isFolder: boolean;
  /** What rows of a batch result are that do not say it themselves. */
  readonly stamp: Stamp;
}

const FORM = /^(?:(self|onsite):)?(?:(\d{4}-\d\d-\d\d):)?(.+)$/s;

/** Reads `[self:|onsite:][YYYY-MM-DD:]PATH`; a path that begins so can be written with `./` before it. */
export async function readInput(
  world: World,
  given: string,
  otherwise: Stamp,
  { portfolio }: Messages,
): Promise<Input> {
  const [, kind, date, path = given] = FORM.exec(given) ?? [];
  if (date !== undefined && !CALENDAR_DATE.test(date)) throw new Refusal(2, `${given}: there is no day ${date}`);
  const found = await stat(resolve(world.cwd, path)).catch((error) => {
    throw asFileProblem(error, path);
  });
  if (found.isFIFO() || found.isSocket()) throw new Refusal(3, portfolio.isPipe(path), portfolio.saveFirst);
  return {
    path,
    isFolder: found.isDirectory(),
    stamp: { kind: kindOf(kind) ?? otherwise.kind, date: date ?? otherwise.date },
  };
}

function kindOf(word: string | undefined): AssessmentKind | undefined {
  return ASSESSMENT_KINDS.find((kind) => kind === word);
}
