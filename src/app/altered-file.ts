import type { Messages } from '../i18n/index.ts';
import { sanitizeLine } from '../report/index.ts';
import type { FileProblem } from '../store/index.ts';
import type { World } from '../world.ts';
import { formatPath, formatRefusal } from './console.ts';

/** Reports on stderr, in one line, that an enterprise file was changed after Matura wrote it. */
export function reportAlteredFile(world: World, altered: FileProblem, messages: Messages): void {
  const [line = ''] = formatRefusal(altered, messages, formatPath(world, altered.path));
  world.stderr.write(`${sanitizeLine(line)}\n`);
}
