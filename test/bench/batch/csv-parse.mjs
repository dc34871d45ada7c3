// csv-parse and plain JavaScript, as somebody would write it for one export: a function made for the pack that works on the
// cells, points found by the text of the cell. `node csv-parse.mjs JOB OUT [parse]`; with `parse` nothing but parsing.
import { closeSync, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';

const PIECE = 1 << 20;
const [jobFile, out, isParsing] = process.argv.slice(2);
const { layout, layers, results } = JSON.parse(readFileSync(jobFile, 'utf8'));

const bytes = createReadStream(layout.file, { highWaterMark: PIECE });
const decoded = () => Readable.fromWeb(Readable.toWeb(bytes).pipeThrough(new TextDecoderStream('gbk')));
const form = { delimiter: ',', record_delimiter: layout.newline, from: 2, relax_column_count: layout.dirty };
const parser = (layout.encoding === 'gbk' ? decoded() : bytes).pipe(parse(form));
if (isParsing) parser.resume();
else {
  const file = openSync(out, 'w');
  const lineOf = compile();
  let text = `${Object.keys(results).join(',')}\n`;
  parser.on('data', (cells) => {
    text += lineOf(cells);
    if (text.length < PIECE) return;
    writeSync(file, text);
    text = '';
  });
  parser.on('end', () => {
    writeSync(file, text);
    closeSync(file);
  });
}

/** Gives the function from the cells of a row to its line of results. */
function compile() {
  const kept = [];
  const names = new Map();
  const keep = (value) => `kept[${kept.push(value) - 1}]`;
  const cell = (column) => `cells[${layout.columns.indexOf(column)}]`;
  const orMissing = (column, value, rest) =>
    rest === null ? value : `(${cell(column)} === '' || ${cell(column)} === '暂不清楚' ? ${js(rest)} : ${value})`;
  const make = {
    pick: (column, table, rest) => orMissing(column, `${keep(Object.fromEntries(table))}[${cell(column)}]`, rest),
    number: (column, rest) => orMissing(column, `+${cell(column)}`, rest),
    options: (column, table, rest) => {
      const [known, points] = [new Map(), new Map(table)];
      const add = (text) => {
        const value = text.split(layout.separator).reduce((sum, option) => sum + points.get(option), 0);
        known.set(text, value);
        return value;
      };
      return orMissing(column, `(${keep(known)}.get(${cell(column)}) ?? ${keep(add)}(${cell(column)}))`, rest);
    },
    holds: (column, text) => `${cell(column)}.split('${layout.separator}').includes(${JSON.stringify(text)})`,
    in: (column, texts) => texts.map((text) => `${cell(column)} === ${JSON.stringify(text)}`).join(' || '),
    cell: (column) => `quote(${cell(column)})`,
    text: (text) => JSON.stringify(text),
    size: (table) => {
      const numbers = ['employees', 'revenue', 'assets'].map((column) => `+${cell(column)}`);
      return `sizeOf(${keep(Object.fromEntries(table))}[${cell('sector')}], ${numbers.join(', ')})`;
    },
    count: (...tests) => tests.map((test) => `(${js(test)} ? 1 : 0)`).join(' + '),
    case: (test, value, ...others) =>
      `${js(test)} ? ${js(value)} : ${others.length === 1 ? js(others[0]) : make.case(...others)}`,
    same: (low, high) => `${js(low)} === ${js(high)} ? ${js(low)} : null`,
    not: (test) => `!${js(test)}`,
    and: (...tests) => tests.map(js).join(' && '),
    or: (...tests) => tests.map(js).join(' || '),
  };
  function js(expression) {
    if (typeof expression === 'string') return names.get(expression);
    if (!Array.isArray(expression)) return String(expression);
    const [kind, ...parts] = expression;
    return `(${make[kind] ? make[kind](...parts) : parts.map(js).join(` ${kind} `)})`;
  }
  const lines = layers.flatMap(Object.entries).map(([name, expression]) => {
    const line = `const v${names.size} = ${js(expression)};`;
    names.set(name, `v${names.size}`);
    return line;
  });
  const cells = Object.values(results).map((one) => `\${${js(one)} ?? ''}`);
  const body = `return (cells) => {\n${lines.join('\n')}\nreturn \`${cells.join(',')}\\n\`;\n}`;
  return new Function('kept', 'sizeOf', 'quote', body)(kept, sizeOf, quote);
}

function sizeOf(classes, employees, revenue, assets) {
  for (const [name, people, money, worth] of classes) {
    if (employees >= people && revenue >= money && assets >= worth) return name;
  }
  return 'micro';
}

function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
