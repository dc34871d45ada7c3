// What happens to bytes: encodings, marks, ends of lines, delimiters, quotes.
import type { Scope } from '../draw-enterprises.ts';
import { caseOf, changeCells, type Draft, draft, type Family, placeOf } from '../mutated-export.ts';
import { PLATFORMS, tableOf } from '../platform-tables.ts';
import type { Values } from '../score-exactly.ts';
import { csvFile, csvText, type Encoding, encode } from '../write-tables.ts';
import { turn } from './turn.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];

const file = (bytes: Buffer): Readonly<Record<string, Buffer>> => ({ 'export.csv': bytes });

/** Enterprises whose names and places can be written in Western Europe. */
function inLatin(made: Draft): Draft {
  const enterprises = made.enterprises.map(
    (values, row): Values => ({
      ...values,
      name: `Müller & Söhne ${row + 1}`,
      district: turn(['Köln', 'Düsseldorf', 'Münster'], row),
      chain: turn(['', 'Möbel', 'Präzision'], row),
    }),
  );
  return { ...made, enterprises, table: tableOf(made.platform, made.inputs, enterprises) };
}

export const ENCODINGS: readonly Family[] = [
  {
    id: 'other-encodings',
    about: 'encodings that spreadsheets write',
    kind: 'honest',
    make: (chance, i) => {
      const [encoding, mark] = turn(
        [
          ['gb18030', false],
          ['utf-16le', true],
          ['utf-8', true],
          ['utf-16be', true],
          ['utf-16le', false],
        ] as const satisfies readonly (readonly [Encoding, boolean])[],
        i,
      );
      const made = draft(chance, turn(['googleZh', 'wenjuanxing', 'ids'] as const, i), { scope: turn(SCOPES, i) });
      return caseOf(made, {
        what: `${encoding}${mark ? ' with its mark' : ''}`,
        files: file(csvFile(made.table, { encoding, mark })),
      });
    },
  },
  {
    id: 'western-encoding',
    about: 'German as Windows writes it',
    kind: 'honest',
    make: (chance, i) => {
      const made = inLatin(draft(chance, 'googleDe', { scope: turn(SCOPES, i) }));
      // These typographic signs are in Windows-1252; what is not would become a question mark.
      const bytes = csvFile(made.table, { encoding: 'windows-1252', delimiter: turn([';', ','], i) });
      return caseOf(made, { what: 'windows-1252', files: file(bytes) });
    },
  },
  {
    id: 'encodings-mixed',
    about: 'the second half of a file is in another encoding',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'ids', 'wenjuanxing'] as const, i), { scope: turn(SCOPES, i) });
      const lines = csvText(made.table).split(/(?<=\r\n)/);
      const [first, second] = turn(
        [
          ['utf-8', 'gb18030'],
          ['gb18030', 'utf-8'],
        ] as const,
        i,
      );
      const bytes = Buffer.concat([
        encode(lines.slice(0, 13).join(''), { encoding: first }),
        encode(lines.slice(13).join(''), { encoding: second }),
      ]);
      return caseOf(made, {
        what: `${first}, then ${second}`,
        files: file(bytes),
        touched: ['district', 'chain', 'name'],
      });
    },
  },
  {
    id: 'read-in-a-wrong-encoding',
    about: 'a program read the file in a wrong encoding and saved it',
    kind: 'shown',
    make: (chance, i) => {
      const made = turn(
        [
          draft(chance, 'googleZh', { scope: turn(SCOPES, i) }),
          inLatin(draft(chance, 'googleDe', { scope: turn(SCOPES, i) })),
        ],
        i,
      );
      const text = new TextDecoder(turn(['gbk', 'windows-1252', 'gbk'], i)).decode(csvFile(made.table));
      return caseOf(made, {
        what: text.slice(0, 20),
        files: file(Buffer.from(text)),
        touched: ['district', 'chain', 'name'],
      });
    },
  },
  {
    id: 'question-marks-for-signs',
    about: 'signs that an encoding lacks became question marks',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'ids', 'googleDe', 'googleEn'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const text = csvText(made.table).replace(/[^ -~\r\n]/g, '?');
      return caseOf(made, { what: '? for 数', files: file(Buffer.from(text)), touched: ['district', 'chain', 'name'] });
    },
  },
  {
    id: 'ends-of-lines',
    about: 'other ends of lines, none at the end, or signs behind it',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'redcap'] as const, i), { scope: turn(SCOPES, i) });
      const text = csvText(made.table, { newline: '\n' });
      const write = turn(
        [
          () => text.replaceAll('\n', '\r'),
          () => text.slice(0, -1),
          () => text.replace(/\n/g, (sign, at: number) => (at % 2 === 0 ? '\r\n' : sign)),
          () => `${text}\n\n\n`,
          () => `${text}\u001a`,
          () => text.replaceAll('\n', '\r\r\n'),
        ],
        i,
      );
      return caseOf(made, {
        what: turn(['CR', 'no end', 'mixed', 'blank lines', 'Ctrl-Z', 'CR CR LF'], i),
        files: file(Buffer.from(write())),
      });
    },
  },
  {
    id: 'other-delimiters',
    about: 'other delimiters, also named in a first line',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'googleDe'] as const, i), { scope: turn(SCOPES, i) });
      const delimiter = turn(['\t', ';', '|', ','], i);
      const text = csvText(made.table, { delimiter });
      const isNamed = i % 2 === 1;
      return caseOf(made, {
        what: `${JSON.stringify(delimiter)}${isNamed ? ' named above' : ''}`,
        files: file(Buffer.from(isNamed ? `sep=${delimiter}\r\n${text}` : text)),
      });
    },
  },
  {
    id: 'delimiters-mixed',
    about: 'the second half has another delimiter',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'redcap'] as const, i), { scope: turn(SCOPES, i) });
      const [a, b] = turn(
        [
          [',', ';'],
          [';', ','],
          ['\t', ','],
        ] as const,
        i,
      );
      const [one, other] = [a, b].map((delimiter) => csvText(made.table, { delimiter }).split(/(?<=\r\n)/)) as [
        string[],
        string[],
      ];
      return caseOf(made, {
        what: `${JSON.stringify(a)}, then ${b}`,
        files: file(Buffer.from([...one.slice(0, 13), ...other.slice(13)].join(''))),
      });
    },
  },
  {
    id: 'quotes-around-all',
    about: 'all cells in quotes, delimiters at the ends of lines, blanks around cells',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'wenjuanxing'] as const, i), { scope: turn(SCOPES, i) });
      const text = csvText(made.table, { quotes: 'all' });
      const write = turn(
        [
          () => text,
          () => text.replaceAll('\r\n', ',\r\n'),
          () => text.replaceAll('","', '", "'),
          () => text.replaceAll('\r\n', ',,,\r\n'),
        ],
        i,
      );
      return caseOf(made, {
        what: turn(['quotes', 'a delimiter at the end', 'blanks behind delimiters', 'three delimiters at the end'], i),
        files: file(Buffer.from(write())),
      });
    },
  },
  {
    id: 'other-quotes',
    about: 'typographic or single quotes around cells',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'wenjuanxing'] as const, i), { scope: turn(SCOPES, i) });
      const [open, close] = turn(
        [
          ['“', '”'],
          ["'", "'"],
          ['„', '“'],
          ['«', '»'],
        ] as const,
        i,
      );
      made.table.rows.forEach((row) => {
        row.cells = row.cells.map((cell) => (cell === '' ? '' : open + cell + close));
      });
      if (i % 2 === 0)
        made.table.columns = made.table.columns.map((column) => ({
          ...column,
          heading: open + column.heading + close,
        }));
      return caseOf(made, { what: `${open}cell${close}`, touched: ['district', 'chain', 'name'] });
    },
  },
  {
    id: 'mark-within',
    about: 'two files put together, the second with its mark and headings',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'limesurvey'] as const, i), { scope: turn(SCOPES, i) });
      const text = csvText(made.table, { newline: '\n' }).split(/(?<=\n)/);
      const bytes = Buffer.from(`\ufeff${text.slice(0, 13).join('')}\ufeff${text[0]}${text.slice(13).join('')}`);
      const all = made.enterprises.length;
      return caseOf(made, { what: 'a mark above the second headings', files: file(bytes), rows: [all, all + 1] });
    },
  },
  {
    id: 'invisible-signs',
    about: 'zero-width signs, soft hyphens and NUL within cells',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: turn(SCOPES, i) });
      const sign = turn(['\u200b', '\u00ad', '\u2060', '\u0000', '\u200e', '\ufeff'], i);
      const input = turn(['uscc', 'sector', 'revenue'], i);
      const rows = (row: number): boolean => row % 3 === 1;
      changeCells(made, placeOf(made, input), (cell) => cell.slice(0, 2) + sign + cell.slice(2), rows);
      // A workbook can hold no NUL.
      if (sign === '\u0000' && made.platform.format === 'xlsx')
        changeCells(made, placeOf(made, input), (cell) => cell.replace(sign, ''));
      return caseOf(made, {
        what: `U+${(sign.codePointAt(0) as number).toString(16)} in ${input}`,
        touched: [input],
        facts: input === 'revenue' ? [input] : [],
      });
    },
  },
  {
    id: 'compressed',
    about: 'the same export, named otherwise or beside another form',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh'] as const, i), { scope: turn(SCOPES, i) });
      const name = turn(['export.txt', 'export.tsv', 'EXPORT.CSV', '导出 2026-11.csv'], i);
      const table = name.endsWith('.tsv')
        ? csvFile(made.table, { delimiter: '\t' })
        : csvFile(made.table, PLATFORMS.ids.dialect);
      return caseOf(made, { what: name, files: { [name]: table } });
    },
  },
];
