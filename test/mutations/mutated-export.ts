import type { Chance, Honest, Scope } from './draw-enterprises.ts';
import { drawEnterprises, inputsOf, packOf } from './draw-enterprises.ts';
import type { Input } from './known-packs.ts';
import { PLATFORMS, type Platform, type PlatformName, tableOf } from './platform-tables.ts';
import type { Values } from './score-exactly.ts';
import { bookFile, csvFile, jsonLines, sheetOf, type Table } from './write-tables.ts';

/**
 * What may be asked of the product. `shown`: the file shows that something is wrong, or all can be read; nothing may go
 * wrong in silence. `honest`: besides, a careful reader understands all of it, so that a refusal is a false alarm.
 * `hidden`: no file can show it; counted apart.
 */
export type Kind = 'shown' | 'honest' | 'hidden';

/** An export as it was damaged, with the truth of every enterprise in it. */
export interface Case {
  readonly pack: string;
  /** What was done, in a few words. */
  readonly what: string;
  readonly files: Readonly<Record<string, Buffer>>;
  /** What follows `matura batch PACK`, without outputs. */
  readonly args: readonly string[];
  readonly truth: readonly Values[];
  /** How many rows a reader may count: enterprises, and rows that are none, such as totals. */
  readonly rows: readonly [number, number];
  /** Enterprises that share a line with another one: a reject of the line is one of both. */
  readonly sharing: number;
  /** Facts and questions that were touched: a warning about one of them excuses what is wrong with it. */
  readonly touched: readonly string[];
  /** Headings as they are in the file, of what was touched. */
  readonly headings: readonly string[];
  /** Facts that are compared, too, as they are kept in enterprise files. */
  readonly facts: readonly string[];
  /** Whether a column that is merely listed as unused counts as lost in silence: its heading nearly says what it is. */
  readonly mustAsk: boolean;
  /** What accounts for enterprises that are left out as a whole, such as those on a hidden sheet: its name, in that sentence. */
  readonly saysLost: RegExp | null;
  /** What has to be said even where every row is right, such as that some are hidden. */
  readonly mustSay: RegExp | null;
  /** The same export undamaged: a remark that it brings as well excuses nothing. */
  readonly control: () => { readonly files: Readonly<Record<string, Buffer>>; readonly args: readonly string[] };
}

/** A good export, ready to be damaged: what changes its table changes no other export. */
export interface Draft {
  readonly chance: Chance;
  readonly scope: Scope;
  readonly platform: Platform;
  readonly inputs: readonly Input[];
  readonly enterprises: readonly Values[];
  readonly table: Table;
}

export type Family = {
  readonly id: string;
  /** What people or programs do, in a few words. */
  readonly about: string;
  readonly kind: Kind;
  /** Makes the i-th of its cases; i also chooses among its parameters. */
  readonly make: (chance: Chance, i: number) => Case;
};

export function draft(
  chance: Chance,
  platformName: PlatformName,
  honest: Partial<Honest> & { readonly scope: Scope },
): Draft {
  const enterprises = drawEnterprises(chance, { count: 24, ...honest });
  const inputs = inputsOf(honest.scope);
  const platform = PLATFORMS[platformName];
  return {
    chance,
    scope: honest.scope,
    platform,
    inputs,
    enterprises,
    table: tableOf(platform, inputs, enterprises),
  };
}

/** The file of a table in the platform's own form. */
export function fileOf({ platform, inputs }: Draft, table: Table): { readonly name: string; readonly bytes: Buffer } {
  const { format, dialect } = platform;
  switch (format) {
    case 'csv':
      return { name: 'export.csv', bytes: csvFile(table, dialect) };
    case 'xlsx':
      return { name: 'export.xlsx', bytes: bookFile({ sheets: { Sheet1: sheetOf(table) } }) };
    case 'jsonl': {
      const multiple = inputs.filter(({ type }) => type === 'multiple').map(({ id }) => id);
      return { name: 'export.jsonl', bytes: jsonLines(table, new Set(multiple)) };
    }
    default:
      return format satisfies never;
  }
}

type Rest = Partial<Omit<Case, 'pack' | 'control' | 'files'>> & {
  readonly what: string;
  readonly files?: Readonly<Record<string, Buffer>>;
};

/** A case of a draft: its table as it is now, unless other files are given. */
export function caseOf(made: Draft, rest: Rest): Case {
  const { enterprises, scope, platform, inputs } = made;
  const own = fileOf(made, made.table);
  const files = rest.files ?? { [own.name]: own.bytes };
  const touched = rest.touched ?? [];
  const headings = made.table.columns
    .filter(({ input }) => input !== undefined && touched.includes(input))
    .map(({ heading }) => heading);
  return {
    pack: packOf(scope).id,
    files,
    args: Object.keys(files),
    truth: enterprises,
    rows: [enterprises.length, enterprises.length],
    touched,
    headings,
    facts: [],
    mustAsk: false,
    sharing: 0,
    mustSay: null,
    saysLost: null,
    ...rest,
    what: `${platform.name}, ${scope}: ${rest.what}`,
    control: () => {
      const good = fileOf(made, tableOf(platform, inputs, enterprises));
      return { files: { [good.name]: good.bytes }, args: [good.name] };
    },
  } as Case;
}

export function cellsOf({ table }: Draft, row: number): readonly string[] {
  return (table.rows[row] as { readonly cells: readonly string[] }).cells;
}

/** Columns by what they are about, in the order of the table. */
export function placesOf({ table }: Draft, input: string): number[] {
  return table.columns.flatMap((column, i) => (column.input === input ? [i] : []));
}

export function placeOf(made: Draft, input: string): number {
  const [place] = placesOf(made, input);
  if (place === undefined) throw new Error(`no column is about ${input}`);
  return place;
}

/** Changes every cell of a column, or of some rows. */
export function changeCells(
  { table }: Draft,
  place: number,
  change: (cell: string, row: number) => string,
  rows: (row: number) => boolean = () => true,
): void {
  table.rows.forEach((row, i) => {
    if (rows(i)) row.cells[place] = change(row.cells[place] as string, i);
  });
}
