import { relative } from 'node:path';
import { countEnterprises, listEnterprises } from '../../files/enterprise.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Enterprise } from '../../model/generated/types.ts';
import { formatNumber } from '../../report/number.ts';
import type { World } from '../../world.ts';
import { type SayProgress, startProgress } from './progress.ts';
import { refusalInWords } from './refusal-words.ts';

/** A folder of enterprise files, and how to tell of it. */
export interface Folder {
  /** Absolute. */
  readonly root: string;
  readonly messages: Messages;
  readonly quiet: boolean;
}

/**
 * All enterprises of a folder, with progress on stderr. Files that cannot be read are told there too and handed to
 * `unreadable`, by their paths as a user writes them; a folder that cannot be read throws a `FileProblem`.
 */
export async function* eachEnterprise(
  world: World,
  { root, messages, quiet }: Folder,
  unreadable: (path: string) => void,
): AsyncGenerator<Enterprise> {
  const total = await countEnterprises(root);
  const progress = startProgress(world, sayProgress(messages), { quiet });
  let seen = 0;
  for await (const listed of listEnterprises(root)) {
    seen += 1;
    progress.tell(seen, total);
    if ('enterprise' in listed) yield listed.enterprise;
    else {
      const path = relative(world.cwd, listed.path).replaceAll('\\', '/');
      progress.end();
      world.stderr.write(`${refusalInWords(listed.problem, messages, path).join('\n')}\n`);
      unreadable(path);
    }
  }
  progress.end();
}

function sayProgress({ versions, numbers }: Messages): SayProgress {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  return (done, total, rate, remaining) => {
    const text = versions.enterprises.progress(write(done), write(total), write(rate));
    return versions.enterprises.remaining(text, write(remaining));
  };
}
