import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

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

/** The Chromium of this machine: the one CHROMIUM names, else the first that is found. Without one these tests fail. */
function findChromium(): string {
  const named = process.env.CHROMIUM;
  const found = (named ? [named] : NAMES)
    .map((name) => (path.isAbsolute(name) ? name : spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()))
    .find((place) => place !== '');
  if (found === undefined) throw new Error('no Chromium is installed: install one, or name it in CHROMIUM');
  return found;
}

/** One browser for the tests of a file. */
export function useBrowser(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  });
  afterAll(() => browser?.close());
  return () => browser;
}
