// The byte scanner alone, over rows in memory: `node test/bench/scanner.mjs`. 200,000 rows of 60 columns with quoted
// Chinese texts, commas and newlines. Processor time, the best of several runs; the last column compares with a loop that
// does nothing but look at every byte.
import path from 'node:path';
import { importSource } from '../../.build/bundle.mjs';

const root = path.join(import.meta.dirname, '../..');
const { createScanner } = await importSource(root, 'src/table/scan/scanner.ts');
const { encode } = await importSource(root, 'src/table/text-encoding.ts');
const [ROWS, COLUMNS, RUNS] = [200_000, 60, 7];

let state = 1;
const chance = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return state / 2 ** 32;
};
const answer = () => (chance() < 0.05 ? '' : 'ABCDE'[Math.floor(chance() * 5)]);
const rows = Array.from({ length: ROWS }, (_, row) => {
  const answers = Array.from({ length: COLUMNS - 4 }, answer);
  const key = `9133${String(row).padStart(14, '0')}`;
  return [key, `"某某智能制造,有限公司${row % 997}\n二厂"`, ...answers, row % 90_000, '"备注,备注,备注,"'].join(',');
});
const values = new Map([...'ABCDE'].map((id, i) => [id, 3 + i]));
const number = { kind: 'number', input: COLUMNS - 2, decimal: '.', factor: 1, units: new Map(), states: new Map() };
const usesWith = (first) => [
  ...[0, 1].map((input) => ({ kind: first, input })),
  ...Array.from({ length: COLUMNS - 4 }, (_, i) => ({ kind: 'code', input: i + 2, values })),
  number,
  { kind: 'ignore' },
];

function scanAll(data, encoding, uses) {
  const reading = { encoding, delimiter: ',', uses, needed: COLUMNS, line: 1, record: 1, quotedLines: true };
  const scanner = createScanner(reading);
  let [at, read] = [0, 0];
  const take = () => {
    const block = scanner.take();
    read += block.rows;
    if (block.faults.length > 0) throw new Error(block.faults[0].code);
  };
  while (at < data.length) {
    const room = scanner.room();
    const fed = data.subarray(at, at + room.length);
    room.set(fed);
    scanner.filled(fed.length);
    at += fed.length;
    while (scanner.scan()) take();
  }
  scanner.end();
  while (scanner.scan()) take();
  take();
  if (read !== ROWS) throw new Error(`${read} rows`);
}

function lookAtAll(data) {
  let newlines = 0;
  for (let i = 0; i < data.length; i++) if (data[i] === 10) newlines++;
  return newlines;
}

function best(work) {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user / 1e6;
  });
  return Math.min(...times);
}

console.log(`${ROWS} rows of ${COLUMNS} columns; Node ${process.version}`);
for (const encoding of ['utf-8', 'gb18030']) {
  const data = encode(`${rows.join('\n')}\n`, encoding);
  const base = best(() => lookAtAll(data));
  const contestants = [
    ['every byte', base],
    ['answers', best(() => scanAll(data, encoding, usesWith('ignore')))],
    ['answers and two texts', best(() => scanAll(data, encoding, usesWith('text')))],
  ];
  for (const [name, time] of contestants) {
    const speed = `${(data.length / time / 1e6).toFixed(0).padStart(5)} MB/s ${(ROWS / time / 1e6).toFixed(2)} M rows/s`;
    console.log(`${encoding.padEnd(8)} ${name.padEnd(22)} ${speed}  ${(time / base).toFixed(2).padStart(5)} x`);
  }
}
