import { resolve } from 'node:path';
import { Refusal } from '../../model/refusal.ts';
import { openDocument } from '../../pack/file.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { type CompiledStage, compileStages } from '../../portfolio/stages/compile.ts';
import { DEFAULT_STAGES } from '../../portfolio/stages/default-stages.ts';
import type { World } from '../../world.ts';
import { refuseProblems } from '../steps/refuse.ts';

/** The stages of a file, else the default ones, settled against what the roster knows; problems are shown and refused. */
export async function readStages(
  world: World,
  path: string | undefined,
  roster: Roster,
): Promise<readonly CompiledStage[]> {
  if (path === undefined) return compileStages(DEFAULT_STAGES, '', roster).stages;
  const opened = await openDocument(world, 'stages', resolve(world.cwd, path));
  if (!opened)
    throw new Refusal(3, `--stages: ${path} does not exist`, 'matura schema stages prints what such a file holds.');
  const { file, document, source, problems } = opened;
  const compiled = document ? compileStages(document, file, roster) : undefined;
  const all = [...problems, ...(compiled?.problems ?? [])];
  if (!compiled || all.length > 0) {
    return refuseProblems(world, all, new Map([[file, source]]), {
      what: `the stages in ${path} cannot be used as they are`,
    });
  }
  return compiled.stages;
}
