import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

declare const __MATURA_VERSION__: string;

/** The real world as a command sees it. It is passed in, so that a test can replace it. */
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
  /** Unsaved texts of an editor's files, by absolute path. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** The clock. */
  now(): Date;
  /** The locale of the system, such as `zh-CN`, where the environment need not say it: on Windows and macOS; else empty. */
  locale(): string;
}

function systemLocale(): string {
  if (process.platform === 'win32') return Intl.DateTimeFormat().resolvedOptions().locale;
  if (process.platform !== 'darwin') return '';
  // A program started without a shell has no LANG there, and Node takes its locale from LANG.
  return spawnSync('defaults', ['read', '-g', 'AppleLocale'], { encoding: 'utf8' }).stdout?.trim() ?? '';
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
    locale: systemLocale,
  };
}
