// How Chromium is found and started, by tests, pictures and benchmarks alike.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What Chromium may be called, the most likely first; CHROMIUM names another. */
export const CHROMIUM_NAMES = process.env.CHROMIUM
  ? [process.env.CHROMIUM]
  : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Without the network, and without asking for it. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The place of the first program that is found by its name or path; undefined where none is. */
export function findProgram(names) {
  return names.map(find).find((place) => place !== '');
}

/** How playwright starts Chromium. Throws where none is installed. */
export function chromiumLaunch() {
  const executablePath = findProgram(CHROMIUM_NAMES);
  if (!executablePath) throw new Error('no Chromium is installed: install one, or name it in CHROMIUM');
  return { executablePath, args: CHROMIUM_FLAGS };
}

function find(name) {
  if (path.isAbsolute(name)) return existsSync(name) ? name : '';
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
