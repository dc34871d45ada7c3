import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { World } from '../../../world.ts';

/** What browsers that can print are called on the search path. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
  'msedge',
];

const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const ON_WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/**
 * A Chrome, Edge or Chromium that is installed: the one CHROMIUM names, else the first on the search path or in a usual
 * place; undefined where there is none.
 */
export async function findBrowser({ env, cwd }: Pick<World, 'env' | 'cwd'>): Promise<string | undefined> {
  const named = env.CHROMIUM;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = (name: string): string[] =>
    folders.flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)]);
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  const places =
    named === undefined || named === ''
      ? [
          ...NAMES.flatMap(onPath),
          ...ON_MACOS,
          ...programs.flatMap((folder) => ON_WINDOWS.map((place) => join(folder, place))),
        ]
      : isAbsolute(named) || /[/\\]/.test(named)
        ? [resolve(cwd, named)]
        : onPath(named);
  for (const place of places) if (await isExecutable(place)) return place;
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
