// Draws what commands print, as a terminal shows it, into examples/pictures/: `npm run pictures`. Needs Chromium.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const chromium = process.env.CHROMIUM ?? 'chromium';
const scratch = mkdtempSync(path.join(tmpdir(), 'matura-pictures-'));

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is read here
const ESCAPE = /\u001b\[([0-9;]*)m/;

/** The colours chalk's sixteen codes stand for. */
const COLOURS = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
};

try {
  const answers = 'examples/answers/miit-sme-2024.yaml';
  for (const [name, lang] of [
    ['score', 'en'],
    ['score-zh', 'zh'],
    ['score-de', 'de'],
  ]) {
    const args = [
      'bin/matura.js',
      'score',
      'miit-sme-2024',
      answers,
      '--lang',
      lang,
      '--as-of',
      '2026-11-24',
      '--files',
    ];
    const files = path.join(scratch, 'files');
    const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' };
    const run = spawnSync(process.execPath, [...args, files], { cwd: root, env, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    // The folder of this run is nobody's business in a picture.
    const shown = run.stdout.replaceAll(path.relative(root, files).replaceAll('\\', '/'), 'files');
    draw(name, `$ matura score miit-sme-2024 ${path.basename(answers)} --lang ${lang} --files files\n\n${shown}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function draw(name, text) {
  const lines = text.trimEnd().split('\n').length;
  const page = path.join(scratch, `${name}.html`);
  const style =
    'body{margin:0;background:#0d1117}pre{margin:0;padding:18px 22px;color:#e6edf3;font:15px/20px "Noto Sans Mono CJK SC","DejaVu Sans Mono",monospace}';
  writeFileSync(page, `<meta charset="utf-8"><style>${style}</style><pre>${toHtml(text)}</pre>`);
  const target = path.join(root, 'examples/pictures', `${name}.png`);
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const size = `--window-size=960,${lines * 20 + 40}`;
  const run = spawnSync(chromium, [...flags, size, `--screenshot=${target}`, `file://${page}`], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${chromium}: ${run.stderr ?? run.error}`);
  console.log(`examples/pictures/${name}.png`);
}

function toHtml(text) {
  const escaped = (part) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const state = { bold: false, dim: false, colour: '' };
  return text
    .split(ESCAPE)
    .map((part, i) => {
      if (i % 2 === 0) {
        const css = `${state.bold ? 'font-weight:bold;' : ''}${state.dim ? 'opacity:.6;' : ''}${state.colour && `color:${state.colour}`}`;
        return css ? `<span style="${css}">${escaped(part)}</span>` : escaped(part);
      }
      for (const code of part.split(';').map(Number)) {
        if (code === 0) Object.assign(state, { bold: false, dim: false, colour: '' });
        else if (code === 1) state.bold = true;
        else if (code === 2) state.dim = true;
        else if (code === 22) Object.assign(state, { bold: false, dim: false });
        else if (code === 39) state.colour = '';
        else state.colour = COLOURS[code] ?? state.colour;
      }
      return '';
    })
    .join('');
}
