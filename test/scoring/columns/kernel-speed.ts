import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parse } from 'yaml';
import type { KernelColumns } from '../../../src/scoring/columns/kernel.ts';
import { answerSetOfRow, createKernel } from '../../../src/scoring/columns/kernel.ts';
import { compilePlan } from '../../../src/scoring/compile/compile-plan.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import { createColumnEngine } from '../../../src/table/column-engine.ts';
import { planOf } from '../pack-sketch.ts';

/** How many rows a second the kernel scores, and the evaluator. */
export interface Rate {
  readonly plan: string;
  /** How many of 100 answers are there. */
  readonly there: number;
  readonly kernel: number;
  readonly evaluator: number;
  /** The share of rows that were left to the evaluator. */
  readonly left: number;
}

const ROWS = 32_768;
const BUNDLED = ['quick-scan', 'digital-intensity', 'miit-sme-2024', 'smart-manufacturing'];

/** The plans that are measured. */
export function plansOf(root: string): [name: string, make: () => Plan][] {
  return [
    ['60 questions, blanks left out', () => sixtyQuestions('exclude')],
    ['60 questions, blanks open', () => sixtyQuestions('open')],
    ...BUNDLED.map((name): [string, () => Plan] => [name, () => readPlan(path.join(root, 'questionnaires', name))]),
  ];
}

/** Four weighted means of fifteen questions each, and twelve gates. */
function sixtyQuestions(blanks: 'exclude' | 'open'): Plan {
  const questions = Array.from({ length: 60 }, (_, i) => ({ id: `q${i}`, type: 'scale', maximum: 4 }));
  const means = [0, 1, 2, 3].map((m) => [
    `mean${m}`,
    { mean: Object.fromEntries(questions.slice(m * 15, m * 15 + 15).map(({ id }, i) => [id, 1 + (i % 3)])) },
  ]);
  const gates = [1, 2, 3].map((value) => ({
    value,
    when: Object.fromEntries([0, 1, 2, 3].map((m) => [`mean${m}`, { minimum: value * 0.75 }])),
  }));
  const points = Object.fromEntries([0, 1, 2, 3, 4].map((answer) => [answer, answer]));
  return planOf({
    questions,
    missing: { unanswered: blanks },
    points: { all: points },
    scores: { ...Object.fromEntries(means), level: { levels: gates } },
  });
}

function readPlan(folder: string): Plan {
  const read = (file: string): never => parse(readFileSync(path.join(folder, file), 'utf8')) as never;
  const { plan } = compilePlan({
    questionnaire: { file: 'questionnaire.yaml', document: read('questionnaire.yaml') },
    rubric: { file: 'rubric.yaml', document: read('rubric.yaml') },
  });
  return plan;
}

export function measure(name: string, plan: Plan, there: number): Rate {
  const columns = drawColumns(plan, there);
  const kernel = createKernel(plan, createColumnEngine);
  const times = Array.from({ length: 11 }, () => timeOf(() => kernel.score(columns)));
  const { left } = kernel.score(columns);
  const sample = Array.from({ length: 400 }, (_, row) => answerSetOfRow(plan, columns, row));
  const slow = Array.from({ length: 3 }, () => timeOf(() => sample.map((sheet) => evaluate(plan, sheet))));
  return {
    plan: name,
    there,
    kernel: ROWS / median(times.slice(4)),
    evaluator: sample.length / median(slow),
    left: left / ROWS,
  };
}

function timeOf(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** Columns of answers that come out the same on every run. */
function drawColumns(plan: Plan, there: number): KernelColumns {
  let state = 12345;
  const below = (count: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const columns = { rows: ROWS, code: new Map(), bits: new Map(), number: new Map(), text: new Map() };
  plan.inputs.forEach((input, at) => {
    // What follows from other answers is rarely stated in an export.
    if (input.derived !== null && input.role === 'fact') return;
    const values = countOf(input);
    columns.code.set(
      at,
      Uint8Array.from({ length: ROWS }, () => (below(100) >= there ? 0 : values === 0 ? 3 : 3 + below(values))),
    );
    const numbers = (): Float64Array => Float64Array.from({ length: ROWS }, () => below(200));
    if (['integer', 'decimal', 'percent'].includes(input.type)) columns.number.set(at, numbers());
    if (input.type === 'multiple') {
      columns.bits.set(at, [Uint32Array.from({ length: ROWS }, () => 1 + below(2 ** (input.options.length - 1)))]);
    }
    if (input.value.kind === 'text') columns.text.set(at, new Array(ROWS).fill('a text'));
  });
  return columns;
}

function countOf(input: Input): number {
  switch (input.type) {
    case 'single':
      return input.options.length;
    case 'boolean':
      return 2;
    case 'scale':
      return Number((input.range.high?.n ?? 0n) - (input.range.low?.n ?? 0n)) + 1;
    default:
      return 0;
  }
}
