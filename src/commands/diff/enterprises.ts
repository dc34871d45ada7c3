import { relative } from 'node:path';
import { countEnterprises, listEnterprises } from '../../files/enterprise.ts';
import type { Messages } from '../../i18n/messages.ts';
import { NAME_FACT } from '../../interview/outline.ts';
import type { Enterprise, PackStamp } from '../../model/generated/types.ts';
import type { ChangedEnterprise, EnterprisesReport } from '../../report/diff/enterprises.ts';
import { formatNumber } from '../../report/number.ts';
import { foresee, type Outcome, type Target } from '../../versions/outcome.ts';
import type { World } from '../../world.ts';
import { type SayProgress, startProgress } from '../steps/progress.ts';
import { refusalInWords } from '../steps/refusal-words.ts';

interface Folder {
  /** Absolute. */
  readonly root: string;
  readonly messages: Messages;
  readonly quiet: boolean;
}

/**
 * Scores the newest assessment of each enterprise under another version, without writing anything. Files that cannot be
 * read are told on stderr and counted; a folder that cannot be read throws a `FileProblem`.
 */
export async function compareEnterprises(
  world: World,
  old: PackStamp,
  target: Target,
  { root, messages, quiet }: Folder,
): Promise<EnterprisesReport> {
  const counts = { same: 0, rises: 0, falls: 0, open: 0, none: 0 };
  const changed: ChangedEnterprise[] = [];
  const unreadable: string[] = [];
  let [seen, others, otherVersion] = [0, 0, 0];
  const total = await countEnterprises(root);
  const progress = startProgress(world, sayProgress(messages), { quiet });
  for await (const listed of listEnterprises(root)) {
    seen += 1;
    progress.tell(seen, total);
    if ('problem' in listed) {
      const path = relative(world.cwd, listed.path).replaceAll('\\', '/');
      progress.end();
      world.stderr.write(`${refusalInWords(listed.problem, messages, path).join('\n')}\n`);
      unreadable.push(path);
      continue;
    }
    const { enterprise } = listed;
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
  progress.end();
  return { counts, changed, others, otherVersion, unreadable };
}

function isChanged({ move, lost, refused }: Outcome): boolean {
  return (move !== undefined && move !== 'same') || lost.length > 0 || refused.length > 0;
}

function nameOf({ facts }: Enterprise): string | null {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return name === undefined ? null : String(name);
}

function sayProgress({ versions, numbers }: Messages): SayProgress {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  return (done, total, rate, remaining) => {
    const text = versions.enterprises.progress(write(done), write(total), write(rate));
    return versions.enterprises.remaining(text, write(remaining));
  };
}
