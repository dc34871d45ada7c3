// The diagnosis in motion, into examples/pictures/: a real run on a terminal, screen by screen, as one SVG that moves by itself.
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { COLOURS } from '../terminal-page.mjs';

const COLUMNS = 80;
const ROWS = 24;
/** A character's width and height, and what is around the screen. */
const [WIDE, HIGH, EDGE] = [8.43, 18, 16];
/** Seconds: how long a screen stands, and the last one. */
const [STAY, LAST] = [1.1, 6];

const DOWN = '\x1b[B';
/** At the end, the review: in Germany, facts for funding are still open, so finishing has to be confirmed. */
const OPEN = ['/r', DOWN, '\r', DOWN, '\r'];
/** Who is asked in each language, the key of "yes", the keys at the end, and what the picture shows, in words. */
const TOLD = {
  en: {
    facts: ['DE-4711', 'Brandt Tools', 'DE', '48', '3200000'],
    yes: 'y',
    end: OPEN,
    title: 'A diagnosis in a terminal: question after question by one key, the level so far, the result',
  },
  de: {
    facts: ['DE-4711', 'Brandt Werkzeugbau', 'DE', '48', '3200000'],
    yes: 'j',
    end: OPEN,
    title: 'Eine Diagnose im Terminal: Frage um Frage mit je einer Taste, die Stufe bis hierher, das Ergebnis',
  },
  zh: {
    facts: ['91350100M000100Y43', '示例机械', 'CN', '48', '24000000'],
    yes: 'y',
    end: ['\r'],
    title: '终端中的诊断：每题一键，随时查看目前的等级，最后给出结果',
  },
};

/** What is typed, one screen after the other: facts, a help opened and closed, the level so far, the review, the end. */
function keysOf({ facts, yes, end }) {
  const asked = [yes, yes, '?', '?', yes, 'n', '/l', yes, 'n', 'n', 'n', yes, yes, 'n', 'n'];
  return [...facts.map((fact) => `${fact}\r`), 'a', '\r', ...asked, ...end];
}

export async function draw({ root, scratch, languages }) {
  for (const lang of languages) {
    const screens = await record(root, mkdtempSync(path.join(scratch, 'diagnosis-')), lang);
    const target = path.join(root, 'examples/pictures', lang === 'en' ? 'diagnosis.svg' : `diagnosis-${lang}.svg`);
    writeFileSync(target, moving(screens, TOLD[lang].title));
    console.log(target);
  }
}

/** The screens of a diagnosis, each a list of lines as SVG. */
async function record(root, cwd, lang) {
  const view = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const command = [path.join(root, 'bin/matura.js'), 'diagnose', 'digital-intensity', '--lang', lang];
  const { NO_COLOR: _, ...env } = process.env;
  const size = { cols: COLUMNS, rows: ROWS };
  const terminal = spawn(process.execPath, command, { name: 'xterm-256color', ...size, cwd, env });
  let written = Date.now();
  let ended = false;
  terminal.onData((data) => {
    written = Date.now();
    view.write(data);
  });
  terminal.onExit(() => {
    ended = true;
  });
  const settle = async () => {
    // An Enter within half a second after a letter is not taken.
    for (await wait(700); !ended && Date.now() - written < 300; ) await wait(50);
    return screenOf(view.buffer.active);
  };
  const screens = [await settle()];
  for (const keys of keysOf(TOLD[lang])) {
    const [text, enter] = keys.split(/(?=\r)/);
    terminal.write(text);
    if (enter) {
      await settle();
      terminal.write(enter);
    }
    screens.push(await settle());
  }
  if (!ended) throw new Error(`the diagnosis did not end:\n${screens.at(-1).filter(Boolean).join('\n')}`);
  return screens;
}

function screenOf(buffer) {
  return Array.from({ length: ROWS }, (_, row) => lineOf(buffer.getLine(buffer.baseY + row)));
}

/** A line as `tspan`s, one for each run of characters of one look. */
function lineOf(line) {
  const runs = [];
  for (let column = 0; column < COLUMNS; column++) {
    const cell = line?.getCell(column);
    // The second half of a wide character.
    if (cell?.getWidth() === 0) {
      runs.at(-1).halves++;
      continue;
    }
    const text = cell?.getChars() || ' ';
    const look = cell ? lookOf(cell) : '';
    const last = runs.at(-1);
    if (last?.look === look) last.text += text;
    else runs.push({ look, text, column, halves: 0 });
  }
  return runs
    .filter(({ text }) => text.trim() !== '')
    .map(({ look, text, column, halves }) => {
      const shown = text.trimEnd();
      const width = (([...shown].length + halves) * WIDE).toFixed(1);
      return `<tspan x="${(column * WIDE).toFixed(1)}" textLength="${width}"${look}>${escaped(shown)}</tspan>`;
    })
    .join('');
}

function lookOf(cell) {
  const colour = cell.isFgPalette()
    ? COLOURS[cell.getFgColor() < 8 ? 30 + cell.getFgColor() : 82 + cell.getFgColor()]
    : '';
  const bold = cell.isBold() ? ' font-weight="bold"' : '';
  const dim = cell.isDim() ? ' opacity=".6"' : '';
  return `${colour ? ` fill="${colour}"` : ''}${bold}${dim}`;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** One SVG that shows the screens in turn; whoever asks for less motion sees the last one. */
function moving(screens, title) {
  const whole = STAY * (screens.length - 1) + LAST;
  const [width, height] = [COLUMNS * WIDE + 2 * EDGE, ROWS * HIGH + 2 * EDGE];
  const shown = screens.map((lines, i) => {
    const [from, to] = [i * STAY, i === screens.length - 1 ? whole : (i + 1) * STAY];
    const share = (time) => `${((100 * time) / whole).toFixed(3)}%`;
    const before = from === 0 ? '' : `0%{visibility:hidden}`;
    const after = to === whole ? '' : `${share(to)}{visibility:hidden}`;
    const frames = `@keyframes s${i}{${before}${share(from)}{visibility:visible}${after}}`;
    const texts = lines.map((line, row) => line && `<text y="${(row + 0.8) * HIGH}">${line}</text>`).join('');
    return { style: `${frames}#s${i}{animation-name:s${i}}`, group: `<g id="s${i}" class="s">${texts}</g>` };
  });
  const style = [
    'text{font:14px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#e6edf3}',
    `.s{visibility:hidden;animation:${whole}s step-end infinite}`,
    ...shown.map(({ style }) => style),
    `@media(prefers-reduced-motion:reduce){.s{animation:none}#s${screens.length - 1}{visibility:visible}}`,
  ].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img">
<title>${title}</title><style>${style}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g transform="translate(${EDGE} ${EDGE})">${shown.map(({ group }) => group).join('\n')}</g>
</svg>
`;
}
