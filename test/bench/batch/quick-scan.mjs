// Exports of the bundled quick scan, from the same rows as the others.
import { closeSync, openSync, writeSync } from 'node:fs';
import { quote } from './csv.mjs';
import { drawRows } from './rows.mjs';

const FACTS = ['uscc', 'name', 'district', 'chain', 'employees', 'revenue'];
const QUESTIONS = [
  ...['plan', 'lead', 'skills', 'finance', 'orders', 'material', 'collaboration', 'planning', 'shopFloor', 'quality'],
  ...['equipment', 'market', 'service', 'partners', 'records', 'analysis', 'ai', 'network', 'protection', 'emergency'],
];
const MOST = 3;
const PIECE = 1 << 22;

/** Writes an export of so many enterprises. */
export function writeQuickScan(path, rows) {
  const file = openSync(path, 'w');
  let text = `${[...FACTS, ...QUESTIONS].join(',')}\n`;
  for (const cells of drawRows(rows)) {
    const answers = cells.slice(FACTS.length, FACTS.length + QUESTIONS.length);
    const scaled = answers.map((answer) => (answer === '' ? '' : String(Math.min(MOST, Number(answer)))));
    text += `${[...cells.slice(0, FACTS.length), ...scaled].map(quote).join(',')}\n`;
    if (text.length < PIECE) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}
