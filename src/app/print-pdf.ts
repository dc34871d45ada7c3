import { execFile } from 'node:child_process';
import { access, constants, readFile, stat, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodedRefusal } from '../i18n/index.ts';
import { clearOnSignal, withTemporaryFolder } from '../signals.ts';
import type { World } from '../world.ts';

/** Milliseconds after which a hanging browser is killed; printing normally takes a second or two. */
const TIMEOUT_MS = 90_000;

/** Flags that start a separate browser with a new profile and without network connections. */
const BROWSER_FLAGS = [
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
  // Prevents every host name from being resolved.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/**
 * Prints a page to PDF with an installed browser; leaves no files behind. Throws a `Refusal` if no browser is found or
 * it does not print.
 */
export async function printPdf(world: World, page: string): Promise<Buffer> {
  const browser = await findBrowser(world);
  if (browser === undefined) throw new CodedRefusal(3, 'noBrowser');
  return withTemporaryFolder('matura-print-', async (folder) => {
    const source = join(folder, 'report.html');
    const target = join(folder, 'report.pdf');
    await writeFile(source, page);
    // The owner of a new folder is the current user; the user's name may be missing, as in a container.
    const isSuperuser = platform() !== 'win32' && (await stat(folder)).uid === 0;
    await run(world, browser, [
      ...BROWSER_FLAGS,
      // Chromium does not run as superuser with its sandbox.
      ...(isSuperuser ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${target}`,
      pathToFileURL(source).href,
    ]);
    const printedBytes = await readFile(target).catch(() => {
      throw new CodedRefusal(3, 'printedNothing', { browser });
    });
    return makeReproducible(printedBytes);
  });
}

/** Returns, for each link target of a printed PDF, the page that it is on, counted from 1. */
export function pagesOf(pdf: Buffer): Map<string, number> {
  const text = pdf.toString('latin1');
  // Skia, Chromium's PDF library, writes the pages in order, so the position of a page's object gives its page number.
  // Each link target refers to the object of its page.
  const pages = [...text.matchAll(/(\d+) 0 obj\n<<\/Type \/Page\n/g)].map(([, object]) => object);
  const linkTargets = [...text.matchAll(/\/([^\s/[\]<>]+) \[(\d+) 0 R \/XYZ /g)];
  return new Map(linkTargets.map(([, id = '', object]) => [decodeName(id), pages.indexOf(object) + 1]));
}

/** Decodes a name in a PDF, where special characters are written as hexadecimal codes. */
function decodeName(name: string): string {
  const bytes = name.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * The browser always runs with this locale, because the locale decides which fonts it chooses and so where pages break.
 */
const FIXED_LOCALE = { LC_ALL: 'C.UTF-8', LANGUAGE: 'en', TZ: 'UTC' };

function run(world: World, browser: string, args: readonly string[]): Promise<void> {
  const options = {
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 24,
    env: { ...world.env, ...FIXED_LOCALE },
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(browser, args, options, (error) => {
      stopListening();
      if (!error) resolve();
      else {
        reject(
          error.killed
            ? new CodedRefusal(3, 'printedTooLong', { browser, seconds: String(TIMEOUT_MS / 1000) })
            : new CodedRefusal(3, 'notPrinted', { browser, cause: String(error.code ?? error.signal) }),
        );
      }
    });
    const stopListening = clearOnSignal(() => child.kill('SIGKILL'));
  });
}

/** The names under which a browser that can print may be on the search path. */
const BROWSER_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
  'msedge',
];

const MACOS_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const WINDOWS_BROWSERS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/**
 * Finds an installed Chrome, Edge or Chromium: the one in the variable CHROMIUM, otherwise the first on the search path
 * or in a usual place. Undefined if none is found.
 */
async function findBrowser({ env, cwd }: Pick<World, 'env' | 'cwd'>): Promise<string | undefined> {
  const namedBrowser = env.CHROMIUM;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const listPathCandidates = (name: string): string[] =>
    folders.flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)]);
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  const candidatePaths =
    namedBrowser === undefined || namedBrowser === ''
      ? [
          ...BROWSER_NAMES.flatMap(listPathCandidates),
          ...MACOS_BROWSERS,
          ...programs.flatMap((folder) => WINDOWS_BROWSERS.map((place) => join(folder, place))),
        ]
      : isAbsolute(namedBrowser) || /[/\\]/.test(namedBrowser)
        ? [resolve(cwd, namedBrowser)]
        : listPathCandidates(namedBrowser);
  for (const candidatePath of candidatePaths) if (await isExecutable(candidatePath)) return candidatePath;
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Matches the print time in a PDF written by Skia, the browser's PDF library: right after the name of the producer, so
 * that no other text can match.
 */
const PRINT_TIMES = /(\/Producer \([^)]*\)\s*\/CreationDate \(D:)\d{14}([^)]*\)\s*\/ModDate \(D:)\d{14}/;
/** The earliest time that a ZIP archive can contain. */
const EARLIEST_TIME = '19800101000000';

/** Matches the name of an element in a tagged PDF, as Chromium's Skia writes it. */
const NODE_ID_PATTERN = /(?<!\\)\(node\d{8}\)/g;

/**
 * Removes from a printed PDF everything that differs between runs, so that the same page always gives the same bytes:
 * replaces the print time, and numbers the elements anew in order, because their numbers depend on the timing of the
 * browser's threads. Keeps the length, because a PDF states the byte at which each part begins. Returns a PDF that was
 * not written by Skia unchanged.
 */
export function makeReproducible(pdf: Buffer): Buffer {
  const numbers = new Map<string, string>();
  const renumber = (name: string): string => {
    const number = numbers.get(name) ?? `(node${String(numbers.size + 1).padStart(8, '0')})`;
    numbers.set(name, number);
    return number;
  };
  const text = pdf.toString('latin1').replace(PRINT_TIMES, `$1${EARLIEST_TIME}$2${EARLIEST_TIME}`);
  return Buffer.from(text.includes('(Skia/PDF ') ? text.replace(NODE_ID_PATTERN, renumber) : text, 'latin1');
}
