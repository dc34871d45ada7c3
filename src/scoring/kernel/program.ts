import { type Atom, isNothing, settledValue } from '../../condition/value.ts';
import type { Input, Plan } from '../plan.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED } from './columns.ts';
import { contradicts, differOf, isOpen, isOutside, valuesOf } from './input.ts';
import * as library from './library.ts';
import { createScribe } from './nodes.ts';
import { besideBound, besides, doubleOf } from './number.ts';
import { SCORE_STATE, type ScoreColumn, type WarningKind } from './outcome.ts';
import { followingFactsOf, vocabularyOf, warningKindsOf } from './plan-facts.ts';
import type { ColumnName, Scribe } from './scribe.ts';
import { type Part, splitText } from './split.ts';
import { type Choices, doublesOf, isSettled, type List, type Numeric, type Value } from './value.ts';
import { and, createWriter, literal, type Mode, not, or, type Writer } from './writer.ts';

/** The columns a text reads, in the order it takes them. */
export type CellColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array | readonly string[];

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
export function writeProgram(plan: Plan, mode: Mode, longest: number): Program {
  const writer = createWriter(mode);
  const columns: ColumnName[] = [];
  const vocabulary = vocabularyOf(plan);
  const scribe = createScribe(plan, writer, vocabulary, (column) => {
    const known = columns.findIndex(
      ({ kind, input, word }) => kind === column.kind && input === column.input && word === column.word,
    );
    return `C${known === -1 ? columns.push(column) - 1 : known}[r]`;
  });
  const writes = [
    ...plan.scores.flatMap(({ node }, k) => writeScore(scribe.valueAt(node), k, node === plan.level, writer)),
    writeCoverage(scribe),
    ...writeFacts(scribe, vocabulary),
    ...writeWarnings(scribe),
  ];
  const parts = splitText([...writer.lines, ...writes], longest);
  const source = ['"use strict";', 'return [', ...parts.map((part) => functionOf(part, mode)), '];'].join('\n');
  const make = new Function('F', 'I', 'J', 'library', source) as (...given: readonly unknown[]) => readonly Step[];
  const scratch = (): Float64Array => new Float64Array(plan.nodes.length + 1);
  const joining = { tops: scratch(), bottoms: scratch(), weights: scratch() };
  const steps = make(Float64Array.from(writer.floats), Int32Array.from(writer.ints), joining, library);
  const kept = new Map([...new Set(parts.flatMap((part) => part.kept))].map((name) => [name, new Float64Array(TILE)]));
  const alive = new Uint32Array(TILE);
  return {
    source,
    columns,
    run(given, targets, rows) {
      const total = mode === 'settled' ? rows : (targets.counts[0] as number);
      for (let base = 0; base < total; base += TILE) {
        let count = Math.min(TILE, total - base);
        for (let t = 0; t < count; t++) alive[t] = t;
        for (const step of steps) count = step(given, targets, kept, alive, count, base);
      }
    },
  };
}

/** How many rows go through all parts before the next ones, so that what passes between parts stays at hand. */
const TILE = 1024;

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
  S: (k) => `targets.scores[${k}].state`,
  V: (k) => `targets.scores[${k}].value`,
  W: (k) => `targets.scores[${k}].lowest`,
  X: (k) => `targets.scores[${k}].highest`,
  T: (k) => `targets.facts[${k}]`,
  N: (k) => `targets.warnings[${k}]`,
};

function functionOf({ lines, taken, kept }: Part, mode: Mode): string {
  const used = new Set(lines.flatMap((line) => line.match(/\b[CSVWXTN]\d+\b/g) ?? []));
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

function writeScore(value: Value, k: number, isLevel: boolean, writer: Writer): string[] {
  if (value.form === 'numeric') return writeNumericScore(value, k, isLevel, writer);
  if (value.form !== 'indexed') throw new TypeError('a score is a number');
  const { index, outcomes } = value;
  const { nothing, settled, open } = SCORE_STATE;
  const states = outcomes.map((outcome) => (isNothing(outcome) ? nothing : isSettled(outcome) ? settled : open));
  if (writer.mode === 'settled' && states.includes(open)) {
    writer.leaveIf(`${writer.int(states, index)} === ${open}`);
  }
  const lowest = doublesOf(outcomes, 'low');
  const values = lowest.map((low, i) => (states[i] === settled ? low : Number.NaN));
  const lines = [`S${k}[r] = ${writer.int(states, index)};`, `V${k}[r] = ${writer.float(values, index)};`];
  if (writer.mode === 'settled') return lines;
  const ends = isLevel ? lowest.map((low, i) => (outcomes[i]?.nothing ? Number.NaN : low)) : lowest;
  return [
    ...lines,
    `W${k}[r] = ${writer.float(ends, index)};`,
    `X${k}[r] = ${writer.float(doublesOf(outcomes, 'high'), index)};`,
  ];
}

function writeNumericScore({ low, high, sure, may }: Numeric, k: number, isLevel: boolean, writer: Writer): string[] {
  const lowest = writer.hold(doubleOf(low, writer));
  if (writer.mode === 'settled') {
    return [`S${k}[r] = ${may} ? 1 : 0;`, `V${k}[r] = ${may === 'true' ? lowest : `${may} ? ${lowest} : NaN`};`];
  }
  const highest = low === high ? lowest : writer.hold(doubleOf(high, writer));
  const one = writer.declare();
  // Different doubles are different numbers.
  writer.line(`${one} = false; if (${and(sure, `${lowest} === ${highest}`)}) {`);
  writer.line(`${one} = ${low === high ? 'true' : not(differOf(low, high, writer))}; }`);
  const state = writer.hold(`${one} ? 1 : ${may} ? 2 : 0`);
  const end = (text: string, there: string): string =>
    `${and(there, `Math.abs(${text}) !== Infinity`)} ? ${text} : NaN`;
  return [
    `S${k}[r] = ${state};`,
    `V${k}[r] = ${state} === 1 ? ${lowest} : NaN;`,
    `W${k}[r] = ${end(lowest, isLevel ? sure : may)};`,
    `X${k}[r] = ${end(highest, may)};`,
  ];
}

/** The questions behind the level: how many are or may be asked, and how many of those are settled. */
function writeCoverage({ plan, writer, inputAt }: Scribe): string {
  const level = plan.scores.find(({ node }) => node === plan.level);
  let [asked, settled, fixed] = ['0', '0', 0];
  const tables: string[] = [];
  for (const question of level?.questions ?? []) {
    const input = inputAt(question);
    if (input.standings && (plan.nodes[question] as Input).type !== 'multiple') {
      const counts = input.standings.list.map(({ asked: way, state }) =>
        way === 'fails' ? 0 : 1 + (state === 'answered' || state === 'notApplicable' ? 65536 : 0),
      );
      tables.push(writer.int(counts, input.standings.index));
    } else {
      if (input.asked.holds === 'true') fixed++;
      else asked = writer.hold(`${asked} + (${input.asked.holds} ? 1 : 0)`);
      settled = writer.hold(`${settled} + (${and(input.asked.holds, input.isSettled)} ? 1 : 0)`);
    }
  }
  let sum = '0';
  for (let i = 0; i < tables.length; i += 16) {
    sum = writer.hold([...(sum === '0' ? [] : [sum]), ...tables.slice(i, i + 16)].join(' + '));
  }
  const all = writer.hold(`(${sum} & 65535) + ${asked} + ${fixed}`);
  return `cover[r] = ${all} === 0 ? 1 : ((${sum} >>> 16) + ${settled}) / ${all};`;
}

function writeFacts({ plan, writer, inputAt }: Scribe, vocabulary: readonly string[]): string[] {
  return followingFactsOf(plan).map((at, k) => {
    const input = plan.inputs[at] as Input;
    const { standings } = inputAt(plan.nodes.indexOf(input));
    const values = valuesOf(input, vocabulary) ?? [];
    const codes = (standings?.list ?? []).map(({ value }) => {
      const settled = settledValue(value);
      if (settled === null) return NOT_APPLICABLE;
      return settled === undefined ? UNANSWERED : ANSWERED + values.indexOf(settled as Atom);
    });
    return `T${k}[r] = ${writer.int(codes, standings?.index ?? '0')};`;
  });
}

function writeWarnings(scribe: Scribe): string[] {
  const { plan, writer } = scribe;
  const kinds = warningKindsOf(plan);
  const bits = kinds.map((kind) => writeWarning(kind, scribe));
  return Array.from({ length: Math.ceil(kinds.length / 32) }, (_, word) => {
    const parts = bits.slice(word * 32, word * 32 + 32).flatMap((condition, i) => {
      return condition === 'false' ? [] : [`(${condition} ? ${literal(2 ** i)} : 0)`];
    });
    return `N${word}[r] = ${parts.length === 0 ? '0' : writer.hold(parts.join(' | '))};`;
  });
}

function writeWarning({ code, input: at }: WarningKind, scribe: Scribe): string {
  const { plan, writer, inputAt } = scribe;
  if (at === null) {
    const { holds, fails } = scribe.truthsOf(plan.scope?.when ?? { op: 'all', of: [] });
    return and(not(holds), fails);
  }
  const input = plan.inputs[at] as Input;
  const text = inputAt(plan.nodes.indexOf(input));
  const { asked, derived } = text;
  const answered = `${text.code} >= ${ANSWERED}`;
  switch (code) {
    case 'not-asked':
      return and(answered, not(asked.holds));
    case 'evidence-missing':
      return and(answered, asked.holds);
    case 'derived-contradicted': {
      const askedSurely = and(answered, asked.holds, not(asked.fails));
      return derived ? and(askedSurely, writeContradiction(text.position, derived, scribe)) : 'false';
    }
    default:
      return derived ? and(`${text.code} < ${ANSWERED}`, writeOutside(input, derived, writer)) : 'false';
  }
}

function writeContradiction(position: number, derived: Value, scribe: Scribe): string {
  const { plan, writer, inputAt } = scribe;
  const text = inputAt(position);
  if (derived.form === 'indexed') {
    const said = (text.standings?.list ?? []).filter(
      ({ said: { state }, asked }) => state === 'answered' && asked === 'holds',
    );
    const table = said.flatMap((standing) =>
      derived.outcomes.map((outcome) => Number(contradicts(standing.said, outcome))),
    );
    // Read only where there is an answer; elsewhere the place is none of the table's.
    return `${writer.int(table, `(${text.code} - ${ANSWERED}) * ${derived.outcomes.length} + ${derived.index}`)} === 1`;
  }
  const worked = derived as Exclude<Value, Choices | List | { form: 'indexed' }>;
  const cell = scribe.cell({ kind: 'number', input: plan.inputs.indexOf(plan.nodes[position] as Input), word: 0 });
  const stated = { decimal: writer.hold(`${text.code} === ${ANSWERED} ? ${cell} : 0`) };
  const { left, right } = besides(stated, worked.low, writer);
  const open = writer.mode === 'open' ? isOpen(worked, writer) : 'false';
  return and(worked.may, not(open), `${left} !== ${right}`);
}

function writeOutside(input: Input, derived: Value, writer: Writer): string {
  if (derived.form === 'indexed') {
    const outside = derived.outcomes.map((outcome) => Number(isOutside(input, outcome)));
    return outside.includes(1) ? `${writer.int(outside, derived.index)} === 1` : 'false';
  }
  if (derived.form !== 'numeric') return 'false';
  const { low, high } = input.range;
  const { left: top, right: least } = low ? besideBound(derived.high, low, writer) : { left: '0', right: '0' };
  const { left: bottom, right: most } = high ? besideBound(derived.low, high, writer) : { left: '0', right: '0' };
  return and(derived.sure, or(`${top} < ${least}`, `${bottom} > ${most}`));
}
