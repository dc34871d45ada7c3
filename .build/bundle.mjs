// Bundles the product, dependencies included, so that an installed Matura needs nothing else.
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { entriesForBuild } from './entries.mjs';

async function commonOptions(root) {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    define: { __MATURA_VERSION__: JSON.stringify(version) },
    // Dependencies in CommonJS (commander, yaml) ask for Node's own modules with `require`.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [entriesForBuild, withoutSockets, tablesMeasureAsWeDo],
    logLevel: 'warning',
  };
}

/** The protocol of language servers without the ways over sockets and pipes that its packages have for Node. */
const withoutSockets = {
  name: 'without-sockets',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^vscode-(jsonrpc|languageserver-protocol)\/?$/ }, ({ path: name, resolveDir }) =>
      resolve(`${name.replace(/\/$/, '')}/lib/common/api.js`, { kind: 'require-call', resolveDir }),
    );
  },
};

/**
 * Gives cli-table3 the width of text that everything else on the terminal goes by. Its own package counts the marks of Thai or
 * Hebrew letters as columns, so it would cut such cells, and takes 20 ms to build its tables at every start.
 */
const tablesMeasureAsWeDo = {
  name: 'tables-measure-as-we-do',
  setup({ onResolve }) {
    const ours = path.join(import.meta.dirname, 'text-width.cjs');
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /[\\/]cli-table3[\\/]/.test(importer) ? { path: ours } : undefined,
    );
    // Only for tables with coloured borders, which there are none of.
    onResolve({ filter: /^@colors\/colors/ }, ({ path: name }) => ({ path: name, external: true }));
  },
};

/** Bundles src/cli.ts into `outdir`; what a command loads with `import()` becomes a file of its own. */
export async function bundleCli(root, outdir) {
  const { metafile } = await build({
    ...(await commonOptions(root)),
    // Threads are started from a file of their own.
    entryPoints: {
      cli: 'src/cli.ts',
      'advice-worker': 'src/app/batch/advice-worker.ts',
      'library-node': 'src/library/node.ts',
    },
    outdir,
    splitting: true,
    // Beside cli.js, not below it: modules find the package's folder relative to their own file.
    chunkNames: '[name]-[hash]',
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
  });
  // The solver is WebAssembly, read from beside the code when something is to be solved.
  const solver = createRequire(path.join(root, 'package.json')).resolve('highs/runtime');
  await copyFile(solver, path.join(outdir, 'highs.wasm'));
  return metafile;
}

/**
 * Bundles the browser form's script, and the style sheets of the form and of reports, into `outdir`. Each is one file,
 * since the page that holds it may load nothing.
 */
export async function bundlePages(root, outdir) {
  const { metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: {
      form: 'src/web/browser-form.ts',
      'form-style': 'src/web/form.css',
      dashboard: 'src/web/dashboard-script.ts',
      'dashboard-style': 'src/web/dashboard.css',
      'report-style': 'src/report/document/report.css',
    },
    outdir,
    format: 'iife',
    platform: 'browser',
    target: ['chrome110', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    minify: true,
    metafile: true,
    plugins: [entriesForBuild],
    logLevel: 'warning',
  });
  return metafile;
}

/** Bundles the library into `outdir`; it runs in browsers, too, so that whatever asks Node for something may not be in it. */
export async function bundleLibrary(root, outdir) {
  const { metafile } = await build({
    ...(await commonOptions(root)),
    banner: {},
    entryPoints: { library: 'src/library/index.ts' },
    outdir,
    platform: 'browser',
    splitting: true,
    chunkNames: 'library-[name]-[hash]',
    minify: true,
    metafile: true,
    plugins: [entriesForBuild, unusedNodeModules, solverOfBytes],
  });
  const used = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((one) => one.path));
  const asked = [...new Set(used.filter((name) => name.startsWith('node:')))];
  if (asked.length > 0) throw new Error(`the library asks for ${asked.join(', ')}`);
  return metafile;
}

/** Modules of Node, left out where nothing of them is used. */
const unusedNodeModules = {
  name: 'unused-node-modules',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path: name }) => ({ path: name, external: true, sideEffects: false }));
  },
};

/**
 * The solver without its ways to find its WebAssembly by itself: the library is given the bytes. Bundlers of others would
 * otherwise ask for modules of Node and for a file beside the code.
 */
const solverOfBytes = {
  name: 'solver-of-bytes',
  setup(build) {
    build.onLoad({ filter: /[\\/]highs[\\/]build[\\/]highs\.mjs$/ }, async ({ path: file }) => {
      let contents = await readFile(file, 'utf8');
      const replaceAll = (found, by) => {
        if (!contents.includes(found)) throw new Error(`${found} is not in ${file}`);
        contents = contents.replaceAll(found, by);
      };
      for (const name of ['NODE', 'WEB', 'WORKER']) {
        contents = contents.replace(new RegExp(`var ENVIRONMENT_IS_${name}=[^;]*;`), '');
        replaceAll(`ENVIRONMENT_IS_${name}`, 'false');
      }
      replaceAll('new URL("highs.wasm",import.meta.url).href', '"highs.wasm"');
      replaceAll('_scriptName=import.meta.url', '_scriptName=""');
      return { contents, loader: 'js' };
    });
  },
};

/** Imports a TypeScript module of the product for the build's own use. */
export async function importSource(root, file) {
  const folder = await mkdtemp(path.join(tmpdir(), 'matura-build-'));
  try {
    const outfile = path.join(folder, 'module.mjs');
    await build({ ...(await commonOptions(root)), entryPoints: [file], outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
