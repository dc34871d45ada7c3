import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { matura, ROOT, scratchFolder } from './commands/matura.ts';
import { useBrowser } from './use-browser.ts';

type Library = typeof import('../src/library/index.ts');
type Disk = typeof import('../src/library/node.ts');

// As programs get it: built, by the names that the package exports.
const { loadPack, loadSolver, score, explain, recommend, InvalidInput, InvalidOption }: Library = await import(
  'matura' as string
);
const { readPack, readSolver }: Disk = await import('matura/node' as string);

const ANSWERS = path.join(ROOT, 'examples/answers/miit-sme-2024.yaml');
const AS_OF = '2026-11-24';
const DEMO = { facts: { registration: '1', name: 'A' }, answers: { erp: true } };

/** What somebody has thrown or rejected with. */
const thrown = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test('the library’s declarations are those on record, so that no change of its interface goes unnoticed', async () => {
  const declared = await readFile(path.join(ROOT, 'dist/library.d.ts'), 'utf8');
  const node = await readFile(path.join(ROOT, 'dist/library-node.d.ts'), 'utf8');
  // Document kinds have their own record: the schemas.
  const [own = ''] = declared.split('// Documents');
  await expect(`${own}${node}`).toMatchFileSnapshot('library-api.d.ts.txt');
});

describe('a bundled pack', () => {
  test('a bundled pack gives the same results in the library as in the commands', { timeout: 120_000 }, async () => {
    const cwd = await scratchFolder();
    const files = path.join(cwd, 'files');
    await matura(['score', 'miit-sme-2024', ANSWERS, '--files', files, '--as-of', AS_OF]);
    const ofCommand = async (...args: string[]) => {
      const { stdout } = await matura([...args, '--files', files, '--json'], { cwd });
      return JSON.parse(stdout);
    };
    const { recommendation, ...result } = await ofCommand('score', 'miit-sme-2024', ANSWERS, '--as-of', AS_OF);
    const pack = await loadPack(await readPack('miit-sme-2024'));
    const answers = parse(await readFile(ANSWERS, 'utf8'));
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(plain(score(pack, answers))).toEqual(result);
    const { moves, ...explanation } = await ofCommand('explain', result.facts.uscc, 'total');
    expect(moves).toBeDefined();
    expect(plain(explain(pack, answers, 'total'))).toEqual(explanation);
    const solver = await loadSolver(await readSolver());
    const advice = plain(recommend(pack, answers, { asOf: AS_OF, solver })) as typeof recommendation;
    expect(await thrown(() => recommend(pack, answers, { asOf: AS_OF, target: 99 }))).toMatchObject({
      option: 'target',
      message: 'target: the pack has no level 99; it has 1, 2, 3, 4',
    });
    const { roadmap, policy, measures, cost } = advice;
    expect(roadmap.proven).toBe(true);
    expect({ policy, measures: ids(measures), cost }).toEqual({
      policy: recommendation.policy,
      measures: ids(recommendation.measures),
      cost: recommendation.cost,
    });
  });

  test('a bundled pack can be loaded with another policy', async () => {
    const pack = await loadPack(await readPack('quick-scan-china', { policy: 'deyang-2024' }), {
      policy: 'deyang-2024',
    });
    expect(pack.policy).toBe('deyang-2024');
  });
});

const ids = (measures: readonly { readonly id: string }[]): string[] => measures.map(({ id }) => id);

describe('errors in a pack and in answers', () => {
  test('an error in a pack is reported with its text, line and column', async () => {
    const texts = { ...(await readPack('digital-intensity')) };
    texts['rubric.yaml'] = `${texts['rubric.yaml']}\nscoers: {}\n`;
    const error = await thrown(() => loadPack(texts));
    expect(error).toBeInstanceOf(InvalidInput);
    const line = texts['rubric.yaml'].trimEnd().split('\n').length;
    expect(error).toMatchObject({ problems: [{ code: 'M109', file: 'rubric.yaml', line, column: 1 }] });
    expect(String(error)).toContain(`rubric.yaml:${line}:1: `);
  });

  test('missing texts of a pack, and a missing policy, are reported', async () => {
    expect(await thrown(() => loadPack({}))).toMatchObject({ problems: [{ code: 'M114' }, { code: 'M114' }] });
    const { 'policies/chengdu.yaml': _, ...texts } = await readPack('miit-sme-2024');
    expect(await thrown(() => loadPack(texts))).toMatchObject({
      problems: [{ code: 'M218', file: 'questionnaire.yaml' }],
    });
    expect(await thrown(() => readPack('quick-scam'))).toMatchObject({
      message: expect.stringContaining('quick-scan-china'),
    });
  });

  test('an error in answers is reported with its path and the allowed values', async () => {
    const pack = await loadPack(await readPack('digital-intensity'));
    const wrong = { ...DEMO, answers: { erpp: true } };
    expect(await thrown(() => score(pack, wrong))).toMatchObject({
      problems: [{ code: 'A101', path: ['answers', 'erpp'], allowed: expect.arrayContaining(['erp']) }],
    });
    expect(await thrown(() => score(pack, { answers: 7 } as never))).toBeInstanceOf(InvalidInput);
    expect(String(await thrown(() => explain(pack, DEMO, 'totla')))).toContain('did you mean "total"?');
  });

  test('a plan for a pack whose policy has no instruments is made without funding', async () => {
    const pack = await loadPack(await readPack('digital-intensity'));
    const plan = recommend(pack, DEMO, { asOf: AS_OF });
    expect(plan?.policy.id).toBe('unfunded');
    expect(plan).toMatchObject({ target: {}, instruments: [] });
  });
});

describe('unusable options', () => {
  let pack: Awaited<ReturnType<typeof loadPack>>;
  beforeAll(async () => {
    pack = await loadPack(await readPack('miit-sme-2024'));
  });
  const answers = { facts: {}, answers: {} };

  test.each([
    ['asOf', { asOf: 'today' }],
    ['asOf', { asOf: '2026-02-30' }],
    ['asOf', { asOf: '2026/11/24' }],
    ['asOf', { asOf: new Date(0) }],
    ['asOf', {}],
    ['target', { asOf: AS_OF, target: '2' }],
    ['budget', { asOf: AS_OF, budget: '50万' }],
    ['budget', { asOf: AS_OF, budget: -1 }],
    ['budget', { asOf: AS_OF, budget: 0.005 }],
    ['budget', { asOf: AS_OF, budget: Number.NaN }],
    ['horizon', { asOf: AS_OF, horizon: Number.POSITIVE_INFINITY }],
    ['due', { asOf: AS_OF, due: { 'no-such-gap': '2030-01-01' } }],
    ['due', { asOf: AS_OF, due: { 'no-backup': '2020-01-01' } }],
    ['due', { asOf: AS_OF, due: { 'no-backup': '1.1.2030' } }],
    ['due', { asOf: AS_OF, due: ['2030-01-01'] }],
    ['atOnce', { asOf: AS_OF, atOnce: 0 }],
    ['atOnce', { asOf: AS_OF, atOnce: 1.5 }],
    ['cost', { asOf: AS_OF, cost: 'best' }],
    ['solver', { asOf: AS_OF, solver: { name: 'highs' } }],
    ['timeLimit', { asOf: AS_OF, timeLimit: -1 }],
    ['signal', { asOf: AS_OF, signal: {} }],
    ['budgte', { asOf: AS_OF, budgte: 5 }],
    ['__proto__', JSON.parse('{"asOf":"2026-11-24","__proto__":1}')],
    ['options', null],
  ])('an unusable option causes an error that names it: %s: %j', async (option, options) => {
    const error = await thrown(() => recommend(pack, answers, options as never));
    expect(error).toBeInstanceOf(InvalidOption);
    expect(error).toMatchObject({ option, message: expect.stringContaining(`${option}: `) });
  });

  test('an unusable option for a loaded or read pack causes an error that names it', async () => {
    expect(await thrown(() => loadPack({}, { policies: 'x' } as never))).toMatchObject({ option: 'policies' });
    expect(await thrown(() => loadPack({}, { policy: 7 } as never))).toMatchObject({ option: 'policy' });
    expect(await thrown(() => readPack('quick-scan-china', { packs: 'x' } as never))).toMatchObject({
      name: 'InvalidOption',
      option: 'packs',
    });
  });

  test('invalid bytes for the solver cause an error that names the option', async () => {
    const bytes = await readSolver();
    expect(await thrown(() => loadSolver(new Uint8Array([1, 2, 3])))).toMatchObject({ option: 'wasm' });
    expect(await thrown(() => loadSolver(bytes.slice(0, 1000)))).toMatchObject({ option: 'wasm' });
    // A WebAssembly module, but another one.
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    expect(await thrown(() => loadSolver(empty))).toMatchObject({ option: 'wasm' });
    expect(await loadSolver(bytes)).toMatchObject({ name: 'highs' });
  });
});

describe('when a recommendation ends', () => {
  const settings = { asOf: AS_OF };

  async function example() {
    const pack = await loadPack(await readPack('miit-sme-2024'));
    const answers = parse(await readFile(ANSWERS, 'utf8'));
    return (more: object) => recommend(pack, answers, { ...settings, ...more });
  }

  test('without the solver, a recommendation is proven and as cheap as with the solver', {
    timeout: 120_000,
  }, async () => {
    const advise = await example();
    const solver = await loadSolver(await readSolver());
    expect(advise({})).toEqual(advise({ solver }));
    expect(advise({})?.roadmap?.proven).toBe(true);
  });

  test('a recommendation that runs out of time returns the best plan found, marked as not proven', {
    timeout: 120_000,
  }, async () => {
    const advise = await example();
    const solver = await loadSolver(await readSolver());
    for (const more of [{}, { solver }]) {
      expect(advise({ ...more, timeLimit: 0.001 })?.roadmap?.proven).toBe(false);
    }
  });

  test('an aborted recommendation ends with its signal’s reason, before or during the search', {
    timeout: 120_000,
  }, async () => {
    const advise = await example();
    expect(await thrown(() => advise({ signal: AbortSignal.abort('enough') }))).toBe('enough');
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > 5;
      },
    };
    expect(await thrown(() => advise({ signal }))).toMatchObject({ name: 'AbortError' });
    expect(looks).toBe(6);
    expect(advise({ signal: new AbortController().signal })?.roadmap?.proven).toBe(true);
  });
});

/** The example, at a port that is free. */
function startServer() {
  return spawn(process.execPath, [path.join(ROOT, 'examples/library/server.mjs')], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('the example of a server and a page', () => {
  const browser = useBrowser();
  let address = '';
  let server: ReturnType<typeof startServer> | undefined;

  beforeAll(async () => {
    server = startServer();
    for await (const line of server.stdout) {
      address = String(line).trim();
      break;
    }
  });
  afterAll(() => {
    server?.kill();
  });

  test('the example server scores valid requests and refuses invalid ones', async () => {
    const post = (body: unknown) => fetch(`${address}/score`, { method: 'POST', body: JSON.stringify(body) });
    const { result } = (await (await post(DEMO)).json()) as { result: { scores: Record<string, { lowest: number }> } };
    expect(result.scores.total?.lowest).toBe(1);
    expect((await post({ answers: { nope: 1 } })).status).toBe(400);
  });

  test('the example page scores in a browser, as answers are ticked', async () => {
    const page = await browser().newPage();
    await page.goto(address);
    await page.getByText('Level 1').waitFor();
    for (const name of ['internetAccess', 'fastInternet', 'erp', 'crm']) await page.locator(`[name=${name}]`).check();
    await page.getByText('Level 2').waitFor();
  });
});
