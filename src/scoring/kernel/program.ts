import type { Plan } from '../plan.ts';
import type { CellColumn } from './columns.ts';
import { writeCoverage } from './coverage-text.ts';
import { writeFacts } from './fact-text.ts';
import * as library from './library.ts';
import { keepNeeded } from './needed.ts';
import { createScribe } from './nodes.ts';
import type { ScoreColumn } from './outcome.ts';
import { vocabularyOf } from './plan-facts.ts';
import { writeScore } from './score-text.ts';
import type { ColumnName } from './scribe.ts';
import { type Part, splitText } from './split.ts';
import { createTallyList, type PrepareTallies } from './tally.ts';
import { writeWarnings } from './warning-text.ts';
import { createWriter, type Mode } from './writer.ts';

/** Where a text puts what it finds. */
export interface Targets {
  readonly scores: readonly ScoreColumn[];
  readonly coverage: Float64Array;
  readonly facts: readonly Uint16Array[];
  readonly warnings: readonly Uint32Array[];
  /** Rows left to the form with bounds, and to the evaluator; how many there are of each. */
  readonly left: Uint32Array;
  readonly given: Uint32Array;
  readonly counts: Uint32Array;
}

/** Generated code for one form. */
export interface Program {
  readonly source: string;
  readonly columns: readonly ColumnName[];
  /** Scores all rows, or in the open form those that were left. */
  run(columns: readonly CellColumn[], targets: Targets, rows: number): void;
}

/** Writes a plan as a program: one pass over the rows, no branch but those that leave a row to a more patient form. */
export function writeProgram(
  plan: Plan,
  mode: Mode,
  longest: number,
  prepareTallies: PrepareTallies | undefined,
): Program {
  // In the open form rows stand anywhere.
  const list = mode === 'settled' && prepareTallies ? createTallyList() : null;
  const writer = createWriter(mode, list);
  const columns: ColumnName[] = [];
  const vocabulary = vocabularyOf(plan);
  const scribe = createScribe(plan, writer, vocabulary, (column) => {
    const known = columns.findIndex(
      ({ kind, input, word }) => kind === column.kind && input === column.input && word === column.word,
    );
    const place = known === -1 ? columns.push(column) - 1 : known;
    if (column.kind === 'code') writer.seeCode(`C${place}[r]`, place);
    return `C${place}[r]`;
  });
  const writes = [
    ...plan.scores.flatMap(({ node }, k) => writeScore(scribe.valueAt(node), k, node === plan.level, writer)),
    writeCoverage(scribe),
    ...writeFacts(scribe, vocabulary),
    ...writeWarnings(scribe),
  ];
  const parts = splitText(keepNeeded([...writer.lines, ...writes]), longest);
  const source = ['"use strict";', 'return [', ...parts.map((part) => functionOf(part, mode)), '];'].join('\n');
  const make = new Function('F', 'I', 'J', 'P', 'library', source) as (...given: readonly unknown[]) => readonly Step[];
  const scratch = (): Float64Array => new Float64Array(plan.nodes.length + 1);
  const joining = { tops: scratch(), bottoms: scratch(), weights: scratch() };
  const tallier = list && list.tallies.length > 0 ? prepareTallies?.(list.tallies, TILE) : undefined;
  const tables = [Float64Array.from(writer.floats), Int32Array.from(writer.ints)];
  const steps = make(...tables, joining, tallier?.sums, library);
  const kept = new Map([...new Set(parts.flatMap((part) => part.kept))].map((name) => [name, new Float64Array(TILE)]));
  const alive = new Uint32Array(TILE);
  let done = 0;
  return {
    source,
    columns,
    run(given, targets, rows) {
      const total = mode === 'settled' ? rows : (targets.counts[0] as number);
      const tile = done < FIRST.rows ? FIRST.tile : TILE;
      done += total;
      for (let base = 0; base < total; base += tile) {
        let count = Math.min(tile, total - base);
        for (let t = 0; t < count; t++) alive[t] = t;
        tallier?.addUp(given, base, count);
        for (const step of steps) count = step(given, targets, kept, alive, count, base);
      }
    },
  };
}

/** How many rows go through all parts before the next ones, so that what passes between parts stays at hand. */
const TILE = 1024;
/**
 * The first ones go through in small tiles: JavaScript's engine compiles what is called often as a whole, but may only ever
 * replace the inside of a loop that goes on for long.
 */
const FIRST = { rows: 4096, tile: 8 };

/** One part of the text, over the rows that no earlier one left; how many it keeps. */
type Step = (
  columns: readonly CellColumn[],
  targets: Targets,
  kept: ReadonlyMap<string, Float64Array>,
  alive: Uint32Array,
  count: number,
  base: number,
) => number;

const TARGETS: Readonly<Record<string, (k: string) => string>> = {
  C: (k) => `columns[${k}]`,
  P: (k) => `P[${k}]`,
  S: (k) => `targets.scores[${k}].state`,
  V: (k) => `targets.scores[${k}].value`,
  W: (k) => `targets.scores[${k}].lowest`,
  X: (k) => `targets.scores[${k}].highest`,
  T: (k) => `targets.facts[${k}]`,
  N: (k) => `targets.warnings[${k}]`,
};

function functionOf({ lines, taken, kept }: Part, mode: Mode): string {
  const used = new Set(lines.flatMap((line) => line.match(/\b[CPSVWXTN]\d+\b/g) ?? []));
  const passed = [...new Set([...taken, ...kept])];
  return [
    'function (columns, targets, passed, alive, count, base) {',
    ...[...used].map((name) => `const ${name} = ${TARGETS[name.charAt(0)]?.(name.slice(1))};`),
    ...passed.map((name) => `const Z${name} = passed.get("${name}");`),
    'const cover = targets.coverage, L = targets.left, G = targets.given, counts = targets.counts;',
    'let left = counts[0], given = counts[1], pulls = 0, stay = 0;',
    'for (let q = 0; q < count; q++) {',
    'const t = alive[q];',
    `const r = ${mode === 'settled' ? 'base + t' : 'L[base + t]'};`,
    ...taken.map((name) => `let ${name} = Z${name}[t];`),
    ...lines,
    ...kept.map((name) => `Z${name}[t] = ${name};`),
    'alive[stay++] = t;',
    '}',
    'counts[0] = left; counts[1] = given;',
    'return stay;',
    '},',
  ].join('\n');
}
