import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

declare const __MATURA_VERSION__: string;

/** What a command may know of the real world. It is passed in, so that a test can bring its own. */
export interface World {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder relative paths start from. */
  readonly cwd: string;
  /** The folder that holds `questionnaires/`, that is, where Matura is installed. */
  readonly home: string;
  /** Matura's version. */
  readonly version: string;
  /** What an editor has of files and has not saved, by their absolute paths. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** The clock. */
  now(): Date;
  /** The locale of Windows, such as `zh-CN`, which has no variables for it; empty elsewhere. */
  locale(): string;
}

/** The world of this process. */
export function realWorld(): World {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    home: join(dirname(fileURLToPath(import.meta.url)), '..'),
    version: __MATURA_VERSION__,
    now: () => new Date(),
    locale: () => (process.platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : ''),
  };
}
