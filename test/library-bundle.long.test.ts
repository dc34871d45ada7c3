import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT, scratchFolder } from './commands/matura.ts';
import { useBrowser } from './use-browser.ts';

const APP = `import { loadPack, loadSolver, recommend, score } from 'matura';

const load = (name) => fetch(name).then((response) => response.json());
const [texts, answers] = await Promise.all([load('pack.json'), load('answers.json')]);
const pack = await loadPack(texts);
const solver = await loadSolver(await fetch('highs.wasm').then((response) => response.arrayBuffer()));
const cheapest = (more) => {
  const { measures, cost, roadmap } = recommend(pack, answers, { asOf: '2026-11-24', ...more });
  return { measures: measures.map(({ id }) => id), high: cost.high, proven: roadmap.proven };
};
window.worked = { level: score(pack, answers).level.value, solved: cheapest({ solver }), alone: cheapest({}) };
`;

/** Makes a page of the app by each bundler; nothing is told to leave anything out. */
const BUNDLERS: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  async esbuild(folder) {
    await esbuild({
      entryPoints: [path.join(folder, 'app.js')],
      bundle: true,
      format: 'esm',
      platform: 'browser',
      outdir: path.join(folder, 'dist'),
      logLevel: 'error',
    });
    const page = await readFile(path.join(folder, 'index.html'), 'utf8');
    await writeFile(path.join(folder, 'dist/index.html'), page);
  },
  async vite(folder) {
    // It comes with the test runner.
    const { build } = (await import('vite' as string)) as { build(options: object): Promise<unknown> };
    await build({ root: folder, configFile: false, logLevel: 'error', base: './', build: { target: 'es2022' } });
  },
};

const browser = useBrowser();

test.each(Object.keys(BUNDLERS))(
  'a page bundled by %s scores and recommends, and loads nothing else',
  async (name) => {
    const folder = await scratchFolder();
    await mkdir(path.join(folder, 'node_modules'));
    await symlink(ROOT, path.join(folder, 'node_modules/matura'));
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(path.join(folder, 'app.js'), APP);
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><script type="module" src="./app.js"></script>');
    await BUNDLERS[name]?.(folder);

    const { readPack } = (await import('matura/node' as string)) as typeof import('../src/library/node.ts');
    const answers = parse(await readFile(path.join(ROOT, 'examples/answers/miit-sme-2024.yaml'), 'utf8'));
    const served: Readonly<Record<string, () => Promise<string | Buffer> | string>> = {
      '/pack.json': async () => JSON.stringify(await readPack('miit-sme-2024')),
      '/answers.json': () => JSON.stringify(answers),
      '/highs.wasm': () => readFile(path.join(ROOT, 'dist/highs.wasm')),
    };
    const asked: string[] = [];
    const server = createServer(async ({ url = '' }, response) => {
      const file = url === '/' ? '/index.html' : url;
      asked.push(file);
      const content = await (served[file]?.() ?? readFile(path.join(folder, 'dist', file)).catch(() => undefined));
      const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };
      response
        .writeHead(content === undefined ? 404 : 200, { 'content-type': types[path.extname(file)] ?? '' })
        .end(content);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());

    const page = await browser().newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
    const worked = await page.waitForFunction(() => (globalThis as { worked?: unknown }).worked, undefined, {
      timeout: 60_000,
    });
    const { level, solved, alone } = (await worked.jsonValue()) as Record<string, { proven: boolean }>;
    expect(faults).toEqual([]);
    expect(level).toBeGreaterThan(0);
    expect(solved?.proven).toBe(true);
    expect(alone).toEqual(solved);
    const own = asked.filter((file) => !Object.hasOwn(served, file) && !/\.(js|html|ico)$/.test(file));
    expect(own).toEqual([]);
  },
  120_000,
);
