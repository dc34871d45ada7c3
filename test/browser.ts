import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { useProgram } from './installed.ts';

/** Without the network, and without asking for it. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * One browser for the tests of a file: the Chromium that CHROMIUM names, else the first that is found. Each test's windows
 * are closed after it.
 */
export function useBrowser(): () => Browser {
  const { CHROMIUM } = process.env;
  const executablePath = useProgram('Chromium', CHROMIUM ? [CHROMIUM] : NAMES);
  let browser: Browser;
  beforeAll(async () => {
    if (executablePath) browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterEach(() => Promise.all((browser?.contexts() ?? []).map((context) => context.close())));
  afterAll(() => browser?.close());
  return () => browser;
}
