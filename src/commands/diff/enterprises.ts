import { NAME_FACT } from '../../interview/outline.ts';
import type { Enterprise, PackStamp } from '../../model/generated/types.ts';
import type { ChangedEnterprise, EnterprisesReport } from '../../report/diff/enterprises.ts';
import { foresee, type Outcome, type Target } from '../../versions/outcome.ts';
import type { World } from '../../world.ts';
import { eachEnterprise, type Folder } from '../steps/each-enterprise.ts';

/**
 * Scores the newest assessment of each enterprise under another version, without writing anything. Files that cannot be
 * read are told on stderr and counted; a folder that cannot be read throws a `FileProblem`.
 */
export async function compareEnterprises(
  world: World,
  old: PackStamp,
  target: Target,
  folder: Folder,
): Promise<EnterprisesReport> {
  const counts = { same: 0, rises: 0, falls: 0, open: 0, none: 0 };
  const changed: ChangedEnterprise[] = [];
  const unreadable: string[] = [];
  let [others, otherVersion] = [0, 0];
  for await (const enterprise of eachEnterprise(world, folder, (path) => unreadable.push(path))) {
    const newest = enterprise.assessments.findLast(({ pack }) => pack.id === old.id);
    if (!newest) {
      others += 1;
      continue;
    }
    if (newest.pack.hash !== old.hash) otherVersion += 1;
    const outcome = foresee(newest, target);
    counts[outcome.move ?? 'none'] += 1;
    if (isChanged(outcome)) changed.push({ key: enterprise.key, name: nameOf(enterprise), ...outcome });
  }
  return { counts, changed, others, otherVersion, unreadable };
}

function isChanged({ move, lost, refused }: Outcome): boolean {
  return (move !== undefined && move !== 'same') || lost.length > 0 || refused.length > 0;
}

function nameOf({ facts }: Enterprise): string | null {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return name === undefined ? null : String(name);
}
