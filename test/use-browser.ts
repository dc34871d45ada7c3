import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, firefox } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
// @ts-expect-error: a script of pictures and benchmarks, too, without types
import { CHROMIUM_FLAGS, CHROMIUM_NAMES } from './chromium.mjs';
import { useProgram } from './use-program.ts';

/**
 * One browser for the tests of a file: the Chromium that CHROMIUM names, else the first that is found. Each test's windows
 * are closed after it.
 */
export function useBrowser(): () => Browser {
  const executablePath = useProgram('Chromium', CHROMIUM_NAMES);
  return keepOpen(async () => (executablePath ? chromium.launch({ executablePath, args: CHROMIUM_FLAGS }) : undefined));
}

/**
 * The same with the Firefox that FIREFOX names or that is found, as it is distributed, spoken to by WebDriver BiDi. What it
 * saves goes into `downloads`.
 */
export function useFirefox(): { browser(): Browser; readonly downloads: string } {
  const { FIREFOX } = process.env;
  const executablePath = useProgram('Firefox', FIREFOX ? [FIREFOX] : ['firefox-esr', 'firefox']);
  const downloads = mkdtempSync(path.join(tmpdir(), 'matura-firefox-'));
  afterAll(() => rmSync(downloads, { recursive: true, force: true }));
  const browser = keepOpen(async () =>
    executablePath ? firefox.launch({ executablePath, channel: 'moz-firefox', downloadsPath: downloads }) : undefined,
  );
  return { browser, downloads };
}

function keepOpen(launch: () => Promise<Browser | undefined>): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterEach(() => Promise.all((browser?.contexts() ?? []).map((context) => context.close())));
  afterAll(() => browser?.close());
  return () => browser as Browser;
}
