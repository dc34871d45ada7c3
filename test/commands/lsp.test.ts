import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

interface Edit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly newText: string;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly range: Edit['range'];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri: string; readonly diagnostics: readonly Finding[] };
  readonly result?: unknown;
}

/** An editor as the protocol has it: messages with their length before them, over the streams of the built command. */
class Editor {
  readonly #child: ChildProcess;
  readonly #waiting = new Set<(message: Message) => void>();
  #number = 0;

  constructor(cwd: string, ...options: string[]) {
    const args = [path.join(ROOT, 'bin/matura.js'), 'lsp', '--stdio', ...options];
    this.#child = spawn(process.execPath, args, { cwd });
    let rest = Buffer.alloc(0);
    this.#child.stdout?.on('data', (piece: Buffer) => {
      rest = Buffer.concat([rest, piece]);
      for (let head = rest.indexOf('\r\n\r\n'); head >= 0; head = rest.indexOf('\r\n\r\n')) {
        const end = head + 4 + Number(/\d+/.exec(rest.toString('utf8', 0, head))?.[0]);
        if (rest.length < end) return;
        const message: Message = JSON.parse(rest.toString('utf8', head + 4, end));
        rest = rest.subarray(end);
        for (const wait of [...this.#waiting]) wait(message);
      }
    });
    onTestFinished(() => {
      this.#child.kill();
    });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #next(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const wait = (message: Message): void => {
        if (!isIt(message)) return;
        this.#waiting.delete(wait);
        resolve(message);
      };
      this.#waiting.add(wait);
    });
  }

  async request<T>(method: string, params?: object): Promise<T> {
    this.#number += 1;
    const id = this.#number;
    const answer = this.#next((message) => message.id === id && message.method === undefined);
    this.#send({ id, method, params });
    return (await answer).result as T;
  }

  notify(method: string, params: object = {}): void {
    this.#send({ method, params });
  }

  /** The next findings of a file that are as wanted. */
  async findings(
    file: string,
    isIt: (codes: readonly string[]) => boolean,
  ): Promise<NonNullable<Message['params']>['diagnostics']> {
    const uri = pathToFileURL(file).href;
    const { params } = await this.#next(
      ({ params: some }) => some?.uri === uri && isIt(some.diagnostics.map(({ code }) => code)),
    );
    return params?.diagnostics ?? [];
  }

  async start(): Promise<this> {
    await this.request('initialize', { processId: null, rootUri: null, capabilities: {} });
    this.notify('initialized');
    return this;
  }

  open(file: string, text: string): void {
    this.notify('textDocument/didOpen', {
      textDocument: { uri: pathToFileURL(file).href, languageId: 'yaml', version: 1, text },
    });
  }

  type(file: string, text: string): void {
    this.notify('textDocument/didChange', {
      textDocument: { uri: pathToFileURL(file).href, version: 2 },
      contentChanges: [{ text }],
    });
  }

  /** Asks about the place where `mark` begins in a text. */
  at<T>(what: string, file: string, text: string, mark: string, more: object = {}): Promise<T> {
    const before = text.slice(0, text.indexOf(mark)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return this.request(`textDocument/${what}`, { textDocument: { uri: pathToFileURL(file).href }, position, ...more });
  }

  leave(): Promise<number> {
    const ended = new Promise<number>((resolve) => this.#child.on('exit', (code) => resolve(code ?? -1)));
    void this.request('shutdown').then(() => this.notify('exit'));
    return ended;
  }
}

async function copyOf(folder: string): Promise<string> {
  const cwd = await scratchFolder();
  await cp(path.join(ROOT, folder), cwd, { recursive: true });
  return cwd;
}

describe('an editor', () => {
  test('an editor gets findings as a person types, and explanations of ids and keys', async () => {
    const cwd = await copyOf('test/fixtures/seeded');
    await writeFile(path.join(cwd, 'matura.yaml'), 'kind: project\ndocs: https://standards.example/\n');
    const file = path.join(cwd, 'foundry/rubric.yaml');
    const text = await readFile(file, 'utf8');
    const editor = await new Editor(cwd).start();
    editor.open(file, text);
    await editor.findings(file, (codes) => codes.length === 0);
    const slip = text.replace('sum: [planning', 'sum: [planing').replace('minimum: 8', 'minimum: 0');
    editor.type(file, slip);
    const [found] = await editor.findings(file, (codes) => codes.includes('M203'));
    const href = 'https://standards.example/rules/M2.html#m203-unknown-name';
    expect(found).toMatchObject({ code: 'M203', codeDescription: { href }, range: { start: { line: 13 } } });
    const hover = await editor.at<{ contents: { value: string } }>('hover', file, slip, 'planing');
    expect(hover.contents.value).toContain('**M203** A name that does not exist');
    const { range } = found as { range: Edit['range'] };
    const mend = await editor.at<unknown[]>('codeAction', file, slip, 'planing', {
      range,
      context: { diagnostics: [] },
    });
    const newText = 'planning';
    expect(mend).toMatchObject([
      { kind: 'quickfix', edit: { changes: { [pathToFileURL(file).href]: [{ range, newText }] } } },
    ]);

    editor.type(file, text.replace('minimum: 8', 'minimum: 0'));
    await editor.findings(file, (codes) => codes.includes('M304'));
    editor.type(file, text);
    await editor.findings(file, (codes) => codes.length === 0);
    const asked = await editor.at<{ contents: { value: string } }>('hover', file, text, 'planning, network');
    expect(asked.contents.value).toContain('How is production planned?');
    const key = await editor.at<{ contents: { value: string } }>('hover', file, text, 'linear');
    expect(key.contents.value).toContain('straight lines between them');
    const [given] = await editor.at<{ uri: string; range: Edit['range'] }[]>(
      'definition',
      file,
      text,
      'planning, network',
    );
    expect(given).toMatchObject({ range: { start: { line: 36, character: 12 } } });
    expect(fileURLToPath(given?.uri ?? '')).toBe(path.join(cwd, 'foundry/questionnaire.yaml'));

    const place = { textDocument: { uri: 'untitled:Untitled-1' }, position: { line: 0, character: 2 } };
    editor.notify('textDocument/didOpen', { textDocument: { ...place.textDocument, version: 1, text: 'id: a' } });
    expect(await editor.request('textDocument/hover', place)).toBeNull();
    expect(await editor.request('textDocument/completion', place)).toEqual([]);
    expect(await editor.leave()).toBe(0);
  });

  test('an editor gets findings and advice in its language', async () => {
    const cwd = await copyOf('test/fixtures/seeded');
    const file = path.join(cwd, 'foundry/rubric.yaml');
    const text = await readFile(file, 'utf8');
    const editor = await new Editor(cwd, '--lang', 'de').start();
    editor.open(file, text.replace('minimum: 8', 'minimum: 8,5'));
    const found = await editor.findings(file, (codes) => codes.length > 0);
    expect(found.map(({ message }) => message)).toContainEqual(expect.stringMatching(/\. Gehört das zu einer Zahl\?/));
    expect(await editor.leave()).toBe(0);
  });

  test('an editor completes ids, keys and words, even in unfinished text', async () => {
    const cwd = await copyOf('test/fixtures/seeded');
    const file = path.join(cwd, 'foundry/rubric.yaml');
    const text = await readFile(file, 'utf8');
    const editor = await new Editor(cwd).start();
    const complete = async (where: string, written: string): Promise<string[]> => {
      const unfinished = text.replace(where, written);
      editor.open(file, unfinished.replace('¦', ''));
      const items = await editor.at<{ label: string }[]>('completion', file, unfinished, '¦');
      return items.map(({ label }) => label);
    };
    const members = await complete('sum: [planning,', 'sum: [plan¦ning,');
    expect(members).toEqual(expect.arrayContaining(['planning', 'speed', 'employees', 'keys']));
    expect(members).not.toContain('planner');
    expect(await complete('decimals: 2\n', 'dec¦\n')).toEqual(expect.arrayContaining(['decimals', 'missing']));
    expect(await complete('decimals: 2\n', 'decimals: 2\nmissing: { unknown: ¦ }\n')).toEqual(
      expect.arrayContaining(['open', 'exclude', 'zero']),
    );
  });

  test('an editor renames an id in all files of a pack, and the pack still passes its checks', async () => {
    const cwd = await scratchFolder();
    await cp(path.join(ROOT, 'test/fixtures/seeded'), cwd, { recursive: true });
    const rubric = path.join(cwd, 'foundry/rubric.yaml');
    const policy = path.join(cwd, 'policies/harbour.yaml');
    const measures = path.join(cwd, 'foundry/measures.yaml');
    const onlineShop = 'achieves: { purchase: 4';
    const catalogue = await readFile(measures, 'utf8');
    await writeFile(measures, catalogue.replace(onlineShop, `after: [planner]\n    ${onlineShop}`));
    const editor = await new Editor(cwd).start();
    const rename = async (file: string, mark: string, newName: string): Promise<void> => {
      const text = await readFile(file, 'utf8');
      const { changes } = await editor.at<{ changes: Record<string, Edit[]> }>('rename', file, text, mark, { newName });
      for (const [uri, edits] of Object.entries(changes)) await apply(fileURLToPath(uri), edits);
    };
    await rename(rubric, 'planning, network', 'plans');
    await rename(rubric, 'security]', 'guard');
    await rename(rubric, 'total: { title', 'overall');
    await rename(rubric, 'keys: { key', 'core');
    await rename(rubric, 'shares: { A', 'bands');
    await rename(policy, 'employees: 100', 'staff');
    await rename(policy, 'inPort: {', 'atPort');
    await rename(policy, 'grant]', 'subsidy-one');
    await rename(measures, 'planner]', 'plan-system');
    const checked = await matura(['validate', '.', '--json', '--as-of', '2026-06-01'], { cwd });
    expect(JSON.parse(checked.stdout).findings).toEqual([]);
    expect((await matura(['test', '.'], { cwd })).code).toBe(0);
    const texts = await Promise.all([rubric, policy, measures].map((file) => readFile(file, 'utf8')));
    expect(texts.join('')).not.toMatch(/planning[,:]|employees|inPort|\btotal:/);
    const refused = await editor.at('rename', rubric, texts[0] ?? '', 'plans,', { newName: 'two words' });
    expect(refused).toBeUndefined();
  });

  test('an editor gets the right findings after every change to the flagship pack', { timeout: 120_000 }, async () => {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'policies'));
    await cp(path.join(ROOT, 'questionnaires/miit-sme-2024'), path.join(cwd, 'miit-sme-2024'), { recursive: true });
    for (const name of ['chengdu', 'central']) {
      await cp(path.join(ROOT, `questionnaires/policies/${name}.yaml`), path.join(cwd, `policies/${name}.yaml`));
    }
    const file = path.join(cwd, 'miit-sme-2024/rubric.yaml');
    const text = await readFile(file, 'utf8');
    const editor = await new Editor(cwd).start();
    editor.open(file, text);
    await editor.findings(file, (codes) => codes.length === 0);
    for (let i = 0; i < 4; i += 1) {
      const isWrong = i % 2 === 0;
      editor.type(file, isWrong ? text.replace('sum: [', `sum: [nothing${i}, `) : text);
      await editor.findings(file, (codes) => (isWrong ? codes.includes('M203') : codes.length === 0));
    }
  });
});

async function apply(file: string, edits: readonly Edit[]): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const fromLast = edits.toSorted(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const { range, newText } of fromLast) {
    const line = lines[range.start.line] ?? '';
    lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  await writeFile(file, lines.join('\n'));
}
