import type { Plan } from '../plan.ts';
import { ANSWERED, type CellColumn, type Columns } from './columns.ts';
import type { Outcome, ScoreColumn, WarningKind } from './outcome.ts';
import { followingFactsOf, vocabularyOf, warningKindsOf } from './plan-facts.ts';
import { type Program, writeProgram } from './program.ts';
import { type Filled, scoreByEvaluator } from './reference.ts';
import type { ColumnName } from './scribe.ts';
import { LONGEST } from './split.ts';
import type { PrepareTallies } from './tally.ts';
import type { Mode } from './writer.ts';

/** A plan compiled to code for many rows. */
export interface Kernel {
  /** The kinds of warnings that the bits of an outcome stand for. */
  readonly warnings: readonly WarningKind[];
  /** The facts whose codes an outcome holds, as indexes into `plan.inputs`. */
  readonly facts: readonly number[];
  /** The generated text of both forms. */
  readonly sources: readonly [settled: string, open: string];
  /** Scores the rows of a block; the outcome holds until the next call. */
  score(columns: Columns): Outcome;
}

/**
 * Compiles a plan: rows in which all that counts is settled take a text that works with single numbers, rows with open answers
 * one that keeps bounds, and what neither can do exactly goes to the evaluator. All three give the same.
 * Sums of looked-up numbers are left to what `prepareTallies` makes, if that is given; `longest` is how many characters of
 * text make one function.
 */
export function createKernel(plan: Plan, prepareTallies?: PrepareTallies, longest = LONGEST): Kernel {
  const written = new Map<Mode, Program>();
  // Many a table leaves no row to the other form.
  function programOf(mode: Mode): Program {
    const program = written.get(mode) ?? writeProgram(plan, mode, longest, prepareTallies);
    written.set(mode, program);
    return program;
  }
  const warnings = warningKindsOf(plan);
  const facts = followingFactsOf(plan);
  const codes = textCodesOf(plan);
  let room = createRoom(plan, facts, warnings, 0);

  function score(columns: Columns): Outcome {
    const { rows } = columns;
    if (room.coverage.length < rows) room = createRoom(plan, facts, warnings, rows);
    room.counts.fill(0);
    room.refused.clear();
    const texts = new Map<number, Uint16Array>();
    const take = ({ columns: names }: Program): CellColumn[] =>
      names.map((name) => columnOf(name, columns, (input) => textColumn(input, columns, codes, texts)));
    const targets = { ...room, facts: [...room.facts.values()] };
    const settled = programOf('settled');
    settled.run(take(settled), targets, rows);
    const left = room.counts[0] as number;
    if (left > 0) {
      const open = programOf('open');
      open.run(take(open), targets, rows);
    }
    const given = room.counts[1] as number;
    for (const row of room.given.subarray(0, given)) scoreByEvaluator(plan, warnings, columns, row, room);
    return { ...room, rows, taken: { open: left, evaluator: given } };
  }

  return {
    warnings,
    facts,
    get sources() {
      return [programOf('settled').source, programOf('open').source] as const;
    },
    score,
  };
}

interface Room extends Filled {
  readonly left: Uint32Array;
  readonly given: Uint32Array;
  readonly counts: Uint32Array;
}

function createRoom(plan: Plan, facts: readonly number[], warnings: readonly WarningKind[], rows: number): Room {
  const scores = plan.scores.map(
    (): ScoreColumn => ({
      state: new Uint8Array(rows),
      value: new Float64Array(rows),
      lowest: new Float64Array(rows),
      highest: new Float64Array(rows),
    }),
  );
  return {
    scores,
    coverage: new Float64Array(rows),
    facts: new Map(facts.map((at) => [at, new Uint16Array(rows)])),
    warnings: Array.from({ length: Math.ceil(warnings.length / 32) }, () => new Uint32Array(rows)),
    refused: new Map(),
    left: new Uint32Array(rows),
    given: new Uint32Array(rows),
    counts: new Uint32Array(2),
  };
}

function columnOf(
  { kind, input, word }: ColumnName,
  columns: Columns,
  textsOf: (input: number) => Uint16Array,
): CellColumn {
  switch (kind) {
    case 'text':
      return textsOf(input);
    case 'code':
      return columns.code.get(input) ?? new Uint8Array(columns.rows);
    case 'number':
      return columns.number.get(input) ?? new Float64Array(columns.rows);
    case 'bits':
      return columns.bits.get(input)?.[word] ?? new Uint32Array(columns.rows);
  }
}

/** The texts a plan names, and the code of each. */
interface TextCodes {
  readonly known: ReadonlyMap<string, number>;
  /** The code of all other texts. */
  readonly other: number;
}

function textCodesOf(plan: Plan): TextCodes {
  const vocabulary = vocabularyOf(plan);
  return {
    known: new Map(vocabulary.map((text, i) => [text, ANSWERED + i])),
    other: ANSWERED + vocabulary.length,
  };
}

/** The codes of a column of texts, made once for both forms. */
function textColumn(
  input: number,
  columns: Columns,
  { known, other }: TextCodes,
  made: Map<number, Uint16Array>,
): Uint16Array {
  const earlier = made.get(input);
  if (earlier) return earlier;
  const [states, texts] = [columns.code.get(input), columns.text.get(input)];
  const codes = new Uint16Array(columns.rows);
  for (let row = 0; row < columns.rows; row++) {
    const state = states?.[row] ?? 0;
    codes[row] = state < ANSWERED ? state : (known.get(texts?.[row] ?? '') ?? other);
  }
  made.set(input, codes);
  return codes;
}
