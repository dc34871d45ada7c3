import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

declare const __MATURA_VERSION__: string;

/** Everything outside that a command depends on. It is passed as an argument, so that tests can replace it. */
export interface World {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The absolute path of the folder from which relative paths start. */
  readonly cwd: string;
  /** The folder where Matura is installed, which contains `questionnaires/`. */
  readonly home: string;
  /** The version of Matura. */
  readonly version: string;
  /** The unsaved texts of files in an editor, by absolute path. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** Returns the current time. */
  now(): Date;
  /**
   * Returns the system's locale, such as `zh-CN`, on Windows and macOS, where environment variables may not state it;
   * empty on other systems.
   */
  locale(): string;
}

function readSystemLocale(): string {
  if (process.platform === 'win32') return Intl.DateTimeFormat().resolvedOptions().locale;
  if (process.platform !== 'darwin') return '';
  // A program started without a shell has no variable LANG on macOS, and Node takes its locale from LANG.
  return spawnSync('defaults', ['read', '-g', 'AppleLocale'], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Returns the world of the running process. */
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
    locale: readSystemLocale,
  };
}
