// Points an import of a part's entry at the file that defines the name. An entry re-exports from every file of its part:
// a command, or a test, that took it as it stands would load the whole part.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ENTRY = /[/\\]src[/\\][^/\\]+[/\\]index\.ts$/;

/** A statement that imports or re-exports names from another file, as the formatter writes it. */
const STATEMENT = /^(import|export) (type )?\{([^}]*)\} from '(\.[^']*)';$/gm;

/** The values among the names of a statement: `there`, and `here` where it says `as`. */
function valuesOf(list) {
  const names = list.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => {
      const [there, here = there] = name.split(' as ');
      return { there, here };
    });
}

/** Where an entry takes each of its names from. */
function originsOf(entry) {
  const origins = new Map();
  for (const [, keyword, type, list, from] of readFileSync(entry, 'utf8').matchAll(STATEMENT)) {
    if (keyword !== 'export' || type) continue;
    const file = path.resolve(path.dirname(entry), from);
    for (const { there, here } of valuesOf(list)) origins.set(here, { file, there });
  }
  return origins;
}

/** The text of a file with its imports from entries pointed at the files behind; an entry itself keeps what it defines. */
function pointBehind(file, text, origins) {
  return text.replace(STATEMENT, (all, keyword, type, list, from) => {
    if (keyword === 'export' && ENTRY.test(file)) return all.replace(/[^\n]/g, '');
    const entry = path.resolve(path.dirname(file), from);
    if (keyword !== 'import' || !ENTRY.test(entry)) return all;
    if (!origins.has(entry)) origins.set(entry, originsOf(entry));
    const imports = (type ? [] : valuesOf(list)).map(({ there, here }) => {
      const origin = origins.get(entry).get(there) ?? { file: entry, there };
      return `import { ${origin.there} as ${here} } from ${JSON.stringify(origin.file)};`;
    });
    // As many lines as before, so that places in stack traces stay right.
    return imports.join(' ') + '\n'.repeat(all.split('\n').length - 1);
  });
}

/** The same for esbuild. */
export const entriesForBuild = {
  name: 'entries',
  setup(build) {
    const origins = new Map();
    build.onLoad({ filter: /[/\\](src|test)[/\\].*\.ts$/ }, async ({ path: file }) => ({
      contents: pointBehind(file, await readFile(file, 'utf8'), origins),
      loader: 'ts',
    }));
  },
};

/** The same for Vitest. */
export function entriesForTests() {
  const origins = new Map();
  return {
    name: 'entries',
    enforce: 'pre',
    transform(text, id) {
      return /[/\\](src|test)[/\\].*\.ts$/.test(id) ? { code: pointBehind(id, text, origins), map: null } : null;
    },
  };
}
