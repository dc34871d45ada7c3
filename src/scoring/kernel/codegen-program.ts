// The generated text of one form of a plan: scores, coverage, facts and warnings, cut into functions that V8 optimises.

import type { Condition, Test } from '../condition.ts';
import { conditionsOf, outcomesOf } from '../node-dependencies.ts';
import type { Input, Node, Plan } from '../plan.ts';
import { type Atom, isNothing, settledValue } from '../possible-values.ts';
import { codedValuesOf, contradicts, differOf, isOpen, isOutside } from './codegen-inputs.ts';
import { createCodegenContext } from './codegen-nodes.ts';
import { besideBound, besides, doubleOf } from './codegen-numbers.ts';
import {
  type Choices,
  type CodegenContext,
  type ColumnName,
  doublesOf,
  isSettled,
  type List,
  type Numeric,
  type Value,
} from './codegen-values.ts';
import { addInLines, and, createWriter, literal, type Mode, not, or, type Writer } from './codegen-writer.ts';
import {
  ANSWERED,
  type CellColumn,
  createTallyList,
  NOT_APPLICABLE,
  type PrepareTallies,
  SCORE_STATE,
  type ScoreColumn,
  UNANSWERED,
  type WarningKind,
} from './kernel-columns.ts';
import * as library from './kernel-library.ts';

/** Where a text puts what it finds. */
interface Targets {
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
  const scribe = createCodegenContext(plan, writer, vocabulary, (column) => {
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

/** All texts a plan names: other texts are all alike to it. */
export function vocabularyOf(plan: Plan): readonly string[] {
  const atoms = [
    ...plan.nodes.flatMap((node) => [...atomsOf(node), ...conditionsOf(node).flatMap(atomsIn)]),
    ...(plan.scope ? atomsIn(plan.scope.when) : []),
  ];
  return [...new Set(atoms.filter((atom): atom is string => typeof atom === 'string'))];
}

function atomsOf(node: Node): readonly Atom[] {
  if (node.op === 'input') return node.default === null ? [] : [node.default];
  return outcomesOf(node) ?? [];
}

function atomsIn(condition: Condition): readonly Atom[] {
  if (condition.op === 'entry') return atomsOfTest(condition.test);
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(atomsIn);
}

function atomsOfTest(test: Test): readonly Atom[] {
  switch (test.keyword) {
    case 'const':
    case 'enum':
      return test.atoms;
    case 'contains':
    case 'items':
    case 'not':
      return atomsOfTest(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(atomsOfTest);
    default:
      return [];
  }
}

/** The warnings that are possible, in the order in which results list them. */
export function warningKindsOf(plan: Plan): readonly WarningKind[] {
  const inputs = plan.nodes.filter((node) => node.op === 'input');
  const ofInput = (node: Input): WarningKind[] => {
    const input = plan.inputs.indexOf(node);
    const evidence = 'evidence' in node.definition && node.definition.evidence === 'required';
    return [
      ...(node.when ? [{ code: 'not-asked', input } as const] : []),
      ...(node.derived === null ? [] : [{ code: 'derived-contradicted', input } as const]),
      ...(node.derived !== null && node.value.kind === 'number'
        ? [{ code: 'derived-out-of-range', input } as const]
        : []),
      ...(evidence ? [{ code: 'evidence-missing', input } as const] : []),
    ];
  };
  return [...(plan.scope ? [{ code: 'out-of-scope', input: null } as const] : []), ...inputs.flatMap(ofInput)];
}

/** The facts that may have a value without being stated, and few values: groups can be made of them. */
export function followingFactsOf(plan: Plan): readonly number[] {
  return plan.inputs.flatMap((input, i) => {
    const kinds = ['choice', 'boolean'];
    return input.role === 'fact' && input.derived !== null && kinds.includes(input.value.kind) ? [i] : [];
  });
}

/** Writes what a score is into its columns. */
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
    return [`S${k}[r] = ${may} ? 1 : 0;`, putIf(may, `V${k}[r]`, lowest)];
  }
  const highest = low === high ? lowest : writer.hold(doubleOf(high, writer));
  const one = writer.declare();
  // Different doubles are different numbers.
  writer.line(`${one} = false; if (${and(sure, `${lowest} === ${highest}`)}) {`);
  writer.line(`${one} = ${low === high ? 'true' : not(differOf(low, high, writer))}; }`);
  const state = writer.hold(`${one} ? 1 : ${may} ? 2 : 0`);
  const putEnd = (target: string, text: string, there: string): string =>
    putIf(and(there, `Math.abs(${text}) !== Infinity`), target, text);
  return [
    `S${k}[r] = ${state};`,
    putIf(`${state} === 1`, `V${k}[r]`, lowest),
    putEnd(`W${k}[r]`, lowest, isLevel ? sure : may),
    putEnd(`X${k}[r]`, highest, may),
  ];
}

/** A number where something holds, else NaN. As one value, JavaScript's engine would keep each such number on its heap. */
function putIf(holds: string, target: string, number: string): string {
  return holds === 'true' ? `${target} = ${number};` : `if (${holds}) ${target} = ${number}; else ${target} = NaN;`;
}

/** The questions behind the level: how many are or may be asked, and how many of those are settled. */
function writeCoverage({ plan, writer, inputAt }: CodegenContext): string {
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
  const sum = addInLines(tables, writer) ?? '0';
  const all = writer.hold(`(${sum} & 65535) + ${asked} + ${fixed}`);
  return `cover[r] = ${all} === 0 ? 1 : ((${sum} >>> 16) + ${settled}) / ${all};`;
}

/** Writes the codes of the facts that follow from others. */
function writeFacts({ plan, writer, inputAt }: CodegenContext, vocabulary: readonly string[]): string[] {
  return followingFactsOf(plan).map((at, k) => {
    const input = plan.inputs[at] as Input;
    const { standings } = inputAt(plan.nodes.indexOf(input));
    const values = codedValuesOf(input, vocabulary) ?? [];
    const codes = (standings?.list ?? []).map(({ value }) => {
      const settled = settledValue(value);
      if (settled === null) return NOT_APPLICABLE;
      return settled === undefined ? UNANSWERED : ANSWERED + values.indexOf(settled as Atom);
    });
    return `T${k}[r] = ${writer.int(codes, standings?.index ?? '0')};`;
  });
}

/** Writes the bits of the warnings of a row. */
function writeWarnings(scribe: CodegenContext): string[] {
  const { plan, writer } = scribe;
  const kinds = warningKindsOf(plan);
  const bits: string[] = [];
  const late = kinds.filter((kind) => isOnlyForAnswers(kind, scribe));
  const write = (some: readonly WarningKind[]): void => {
    for (const kind of some) bits[kinds.indexOf(kind)] = writeWarning(kind, scribe);
  };
  write(kinds.filter((kind) => !late.includes(kind)));
  // Whether a question is asked does not matter where it has no answer: many exports have no column for it.
  const isOpenThere = writer.putOff(() => write(late));
  writer.leaveIf(and(isOpenThere, or(...late.map((kind) => isAnswered(kind, scribe)))));
  return Array.from({ length: Math.ceil(kinds.length / 32) }, (_, word) => {
    const parts = bits.slice(word * 32, word * 32 + 32).flatMap((condition, i) => {
      return condition === 'false' ? [] : [`(${condition} ? ${literal(2 ** i)} : 0)`];
    });
    return `N${word}[r] = ${parts.length === 0 ? '0' : writer.hold(parts.join(' | '))};`;
  });
}

/** Whether only a warning that says something of a stated answer looks at a question, in which nothing is worked out. */
function isOnlyForAnswers({ code, input: at }: WarningKind, { plan, knowsInput }: CodegenContext): boolean {
  const input = plan.inputs[at ?? -1];
  if (!input || input.derived !== null || knowsInput(plan.nodes.indexOf(input))) return false;
  return code === 'not-asked' || code === 'evidence-missing';
}

function isAnswered({ input }: WarningKind, { plan, inputAt }: CodegenContext): string {
  return `${inputAt(plan.nodes.indexOf(plan.inputs[input ?? -1] as Input)).code} >= ${ANSWERED}`;
}

function writeWarning({ code, input: at }: WarningKind, scribe: CodegenContext): string {
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

function writeContradiction(position: number, derived: Value, scribe: CodegenContext): string {
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

/** Leaves out the constants that nothing reads: they are made where they may be wanted, before that is known. */
function keepNeeded(lines: readonly string[]): string[] {
  const read = new Set<string>();
  const kept: string[] = [];
  for (const line of lines.toReversed()) {
    const [, name] = line.match(/^const (v\d+) = /) ?? [];
    if (name !== undefined && !read.has(name)) continue;
    for (const used of line.match(/\bv\d+\b/g) ?? []) read.add(used);
    kept.push(line);
  }
  return kept.reverse();
}

/** A part of a text short enough for the engine to optimise, and what passes between it and the others. */
interface Part {
  readonly lines: readonly string[];
  /** Variables that earlier parts have written. */
  readonly taken: readonly string[];
  /** Variables that are written here and read later. */
  readonly kept: readonly string[];
}

/** How many characters a part has: V8 leaves functions of more than 60 KB bytecode, which is about twice that, unoptimised. */
export const LONGEST = 24_000;

/** Cuts a text between statements. */
export function splitText(lines: readonly string[], longest: number): Part[] {
  const texts = cut(statementsOf(lines), longest);
  const named = texts.map((text) => new Set(text.flatMap((line) => line.match(VARIABLE) ?? [])));
  const written = texts.map((text) => new Set(text.flatMap(writtenBy)));
  return texts.map((text, i) => {
    const names = [...(named[i] as Set<string>)];
    const before = (name: string): boolean => named.slice(0, i).some((set) => set.has(name));
    const after = (name: string): boolean => named.slice(i + 1).some((set) => set.has(name));
    return {
      lines: text,
      taken: names.filter(before),
      kept: names.filter((name) => after(name) && written[i]?.has(name)),
    };
  });
}

const VARIABLE = /\bv\d+\b/g;

function writtenBy(line: string): string[] {
  return [...line.matchAll(/(?:^|[\s;{])(v\d+)(?:;| \|?= )/g)].map(([, name]) => name as string);
}

/** Lines that stand in the same braces belong to one statement. */
function statementsOf(lines: readonly string[]): string[][] {
  const statements: string[][] = [];
  let [open, depth]: [string[], number] = [[], 0];
  for (const line of lines) {
    open.push(line);
    depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0);
    if (depth > 0) continue;
    statements.push(open);
    open = [];
  }
  return statements;
}

function cut(statements: readonly (readonly string[])[], longest: number): string[][] {
  const parts: string[][] = [[]];
  let size = 0;
  for (const statement of statements) {
    const length = statement.reduce((sum, line) => sum + line.length, 0);
    if (size > 0 && size + length > longest) {
      parts.push([]);
      size = 0;
    }
    (parts.at(-1) as string[]).push(...statement);
    size += length;
  }
  return parts;
}
