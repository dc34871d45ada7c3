import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../../../model/refusal.ts';
import { clearOnSignal, removeOnSignal } from '../../../signals.ts';
import type { World } from '../../../world.ts';
import { findBrowser } from './find-browser.ts';
import { withoutClock } from './undated.ts';

/** Printing takes a second or two; a browser that hangs is ended after so many milliseconds. */
const TIMEOUT = 90_000;

/** A browser of its own: with a new profile, and without a word to anybody. */
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pdf-header-footer',
  // Whatever is asked for by name is nowhere.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/**
 * A page as PDF, printed by a browser that is installed; nothing of it is left behind. Throws a `Refusal` where there is
 * no such browser or it does not print.
 */
export async function printPdf(world: World, page: string): Promise<Uint8Array> {
  const browser = await findBrowser(world);
  if (browser === undefined) {
    throw new Refusal(
      3,
      'a PDF is printed by Chrome, Edge or Chromium, and none is found here',
      'Install one, or name it in the variable CHROMIUM. Or open the report as HTML in any browser and print it from there.',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'matura-print-'));
  const keep = removeOnSignal(folder);
  try {
    const source = join(folder, 'report.html');
    const target = join(folder, 'report.pdf');
    await writeFile(source, page);
    await run(world, browser, [
      ...FLAGS,
      // Chromium has no sandbox for the superuser, as in a container.
      ...(userInfo().uid === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${target}`,
      pathToFileURL(source).href,
    ]);
    const printed = await readFile(target).catch(() => {
      throw new Refusal(
        3,
        `${browser} printed nothing`,
        'Open the report as HTML in any browser and print it from there.',
      );
    });
    return withoutClock(printed);
  } finally {
    // A browser may still be putting things away.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    keep();
  }
}

/** Which fonts a browser takes hangs on the locale it runs in: the same one everywhere gives the same pages. */
const PLACE = { LC_ALL: 'C.UTF-8', LANGUAGE: 'en', TZ: 'UTC' };

function run(world: World, browser: string, args: readonly string[]): Promise<void> {
  const options = {
    timeout: TIMEOUT,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 24,
    env: { ...world.env, ...PLACE },
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(browser, args, options, (error) => {
      leave();
      if (!error) resolve();
      else {
        const why = error.killed
          ? `took longer than ${TIMEOUT / 1000} seconds`
          : `ended with ${error.code ?? error.signal}`;
        reject(new Refusal(3, `${browser} ${why}`, 'Open the report as HTML in any browser and print it from there.'));
      }
    });
    const leave = clearOnSignal(() => child.kill('SIGKILL'));
  });
}
