import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { peekKey } from './peek.ts';

/** A file of a pack that is not read because of its name, and the name it would be read under. */
export interface UnreadFile {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly wanted: string;
}

const PARTS = ['questionnaire', 'rubric', 'measures'];
const READ = PARTS.map((part) => `${part}.yaml`);

/** What seems to be a part of the pack in a folder by its name or its kind, where no file has the name of that part. */
export function findUnread(folder: string): UnreadFile[] {
  const names = listFiles(folder);
  const parts = names.flatMap((name): UnreadFile[] => {
    const path = join(folder, name);
    const stem = stemOf(name);
    if (stem === undefined || READ.includes(name)) return [];
    const kind = peekKey(path, 'kind');
    const part = PARTS.find((one) => one === stem.toLowerCase() || one === kind);
    const wanted = `${part}.yaml`;
    return part === undefined || names.includes(wanted) ? [] : [{ path, name, wanted }];
  });
  const cases = listFiles(join(folder, 'cases')).flatMap((name): UnreadFile[] => {
    const stem = stemOf(name);
    if (stem === undefined || name.endsWith('.yaml')) return [];
    return [{ path: join(folder, 'cases', name), name: `cases/${name}`, wanted: `cases/${stem}.yaml` }];
  });
  return [...parts, ...cases];
}

/** A name without its ending, if that is one of YAML. */
function stemOf(name: string): string | undefined {
  return /^([^.].*)\.ya?ml$/i.exec(name)?.[1];
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
