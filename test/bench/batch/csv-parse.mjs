// csv-parse and plain JavaScript, as somebody would write it for one export: a function made for the pack that works on the
// cells, points found by the text of the cell. `node csv-parse.mjs JOB OUT [parse]`; with `parse` nothing but parsing.
import { closeSync, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { TextDecoderStream } from 'node:stream/web';
import { parse } from 'csv-parse';
import { SIZES } from './rubrics.mjs';

const PIECE = 1 << 20;
const SIZE_NAMES = ['large', 'medium', 'small'];
const [jobFile, out, isParsing] = process.argv.slice(2);
const { layout, work } = JSON.parse(readFileSync(jobFile, 'utf8'));

const source = createReadStream(layout.file, { highWaterMark: PIECE });
const text =
  layout.encoding === 'gbk'
    ? Readable.fromWeb(Readable.toWeb(source).pipeThrough(new TextDecoderStream('gbk')))
    : source;
const parser = text.pipe(
  parse({
    bom: false,
    delimiter: ',',
    record_delimiter: layout.newline ?? '\n',
    from: 2,
    relax_column_count: layout.dirty,
  }),
);
if (isParsing) {
  let cells = 0;
  parser.on('data', (row) => (cells += row.length));
  parser.on('end', () => console.log(cells));
} else {
  const file = openSync(out, 'w');
  const scored = scorer();
  let written = `${Object.keys(work.results).join(',')}\n`;
  parser.on('data', (cells) => {
    written += scored(cells);
    if (written.length < PIECE) return;
    writeSync(file, written);
    written = '';
  });
  parser.on('end', () => {
    writeSync(file, written);
    closeSync(file);
  });
}

/** Gives the function from the cells of a row to its line of results. */
function scorer() {
  const tables = [];
  const keep = (table) => `tables[${tables.push(table) - 1}]`;
  const at = (id) => layout.columns.indexOf(id);
  const cell = (id) => `cells[${at(id)}]`;
  const spelled = (question, id) => JSON.stringify(layout.spelling[question][id]);
  const isSplit = (question) => at(question) < 0;
  const isBlank = (place) => `(cells[${place}] === '' || cells[${place}] === '暂不清楚')`;
  const orMissing = (place, value, rest) =>
    rest === undefined ? value : `(${isBlank(place)} ? ${js(rest)} : ${value})`;
  const make = {
    points: (question, points, rest) => {
      const table = Object.fromEntries(
        Object.entries(points).map(([id, value]) => [layout.spelling[question][id], value]),
      );
      return orMissing(at(question), `${keep(table)}[${cell(question)}]`, rest);
    },
    scale: (question, _, rest) => {
      const cells = layout.spelling[question];
      if (Object.entries(cells).every(([id, text]) => id === text))
        return orMissing(at(question), `+${cell(question)}`, rest);
      return make.points(question, Object.fromEntries(Object.keys(cells).map((id) => [id, Number(id)])), rest);
    },
    set: (question, points, rest) => {
      if (isSplit(question)) {
        const places = Object.entries(points).map(([id, value]) => [at(`${question}[${id}]`), value]);
        return orMissing(
          places[0][0],
          `(${places.map(([place, value]) => `(cells[${place}] === '1' ? ${value} : 0)`).join(' + ')})`,
          rest,
        );
      }
      const table = new Map(Object.entries(points).map(([id, value]) => [layout.spelling[question][id], value]));
      const known = new Map();
      const add = (cell) => {
        const value = cell.split(layout.separator).reduce((sum, option) => sum + table.get(option), 0);
        known.set(cell, value);
        return value;
      };
      return orMissing(
        at(question),
        `(${keep(known)}.get(${cell(question)}) ?? ${keep(add)}(${cell(question)}))`,
        rest,
      );
    },
    has: (question, id) =>
      isSplit(question)
        ? `cells[${at(`${question}[${id}]`)}] === '1'`
        : `${cell(question)}.split(${JSON.stringify(layout.separator)}).includes(${spelled(question, id)})`,
    is: (question, id) => `${cell(question)} === ${spelled(question, id)}`,
    any: (question, ids) => `${keep(new Set(ids.map((id) => layout.spelling[question][id])))}.has(${cell(question)})`,
    id: (question) =>
      `${keep(Object.fromEntries(Object.entries(layout.spelling[question]).map(([id, text]) => [text, id])))}[${cell(question)}]`,
    cell: (id) => `quote(${cell(id)})`,
    text: (text) => JSON.stringify(text),
    number: (id) => `+${cell(id)}`,
    size: () => {
      const table = Object.fromEntries(
        Object.entries(SIZES).map(([id, limits]) => [layout.spelling.sector[id], limits]),
      );
      return `sizeOf(${keep(table)}[${cell('sector')}], +${cell('employees')}, +${cell('revenue')}, +${cell('assets')})`;
    },
    count: (...tests) => tests.map((test) => `(${js(test)} ? 1 : 0)`).join(' + '),
    case: (test, value, ...others) =>
      others.length === 0
        ? js(test)
        : `${js(test)} ? ${js(value)} : ${others.length === 1 ? js(others[0]) : make.case(...others)}`,
    same: (low, high) => `${js(low)} === ${js(high)} ? ${js(low)} : null`,
    not: (test) => `!${js(test)}`,
    and: (...tests) => tests.map(js).join(' && '),
    or: (...tests) => tests.map(js).join(' || '),
  };
  const js = (expression) => {
    if (typeof expression === 'string') return names.get(expression);
    if (!Array.isArray(expression)) return String(expression);
    const [kind, ...parts] = expression;
    return `(${make[kind] ? make[kind](...parts) : parts.map(js).join(` ${kind} `)})`;
  };
  const names = new Map();
  const lines = work.layers.flatMap((layer) =>
    Object.entries(layer).map(([name, expression]) => {
      const line = `const v${names.size} = ${js(expression)};`;
      names.set(name, `v${names.size}`);
      return line;
    }),
  );
  const results = Object.values(work.results).map((one) => `\${${js(one)} ?? ''}`);
  return new Function(
    'tables',
    'sizeOf',
    'quote',
    `return (cells) => {\n${lines.join('\n')}\nreturn \`${results.join(',')}\\n\`;\n}`,
  )(tables, sizeOf, quote);
}

function sizeOf(limits, employees, revenue, assets) {
  for (let i = 0; i < 3; i++) {
    const [people, money, worth] = limits[i];
    if (employees >= people && revenue >= money && assets >= worth) return SIZE_NAMES[i];
  }
  return 'micro';
}

function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
