import type { Measure } from '../../../src/model/generated/types.ts';
import { findCandidates } from '../../../src/policy/measure-choice.ts';
import { createPreference } from '../../../src/policy/measure-cost.ts';
import { createLevelGoals } from '../../../src/policy/optimise/encode-level.ts';
import { DEFAULT_TOLERANCE } from '../../../src/policy/optimise/level-optimiser.ts';
import { createSelectionTask, type PlanAims, type SelectionTask } from '../../../src/policy/optimise/selection-task.ts';
import type { EncodableGoal } from '../../../src/policy/optimise/solve.ts';
import { answerGains, listPriorityGains, rankCandidates } from '../../../src/policy/priorities.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import type { Input } from '../../../src/scoring/plan.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { preparePack, readDocument, readSheet, STAMP } from '../joinery-pack.ts';

const PACK = ['..', '..', 'questionnaires', 'miit-sme-2024'];

/** A step of a sequence that looks random and is the same every time: between 0 and 1. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each of these is a gap at 0 or 1. */
const PRIORITIES = ['quality', 'productionControl', 'equipment', 'marketing', 'procurement', 'finance', 'safety'];

/**
 * A catalogue of so many measures for the questions of miit-sme-2024, each raising up to three of them: the task of least cost,
 * and the one that closes priorities first and may cost 15 % more.
 */
export function largeCase(
  count: number,
  seed: number,
): { task: SelectionTask; planned: SelectionTask; aimAt: (level: number) => EncodableGoal } {
  const documents = {
    questionnaire: readDocument<never>('questionnaire', ...PACK, 'questionnaire.yaml'),
    rubric: readDocument<never>('rubric', ...PACK, 'rubric.yaml'),
    policies: [],
  };
  const chance = chances(seed);
  const empty = preparePack({ ...documents, measures: { kind: 'measures', measures: [ANY] } });
  const questions = empty.plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'text');
  const measures = Array.from({ length: count }, (_, i) => drawMeasure(i, questions, chance));
  const priorities = PRIORITIES.map((id, i) => ({
    id,
    title: id,
    text: id,
    when: { [id]: { maximum: 1 } },
    weight: 1 + (i % 5),
  }));
  const pack = preparePack({ ...documents, measures: { kind: 'measures', priorities, measures } });
  const lowest = Object.fromEntries(questions.map((input) => [input.name, lowestAnswer(input)]));
  const sheet = readSheet(pack, lowest, { sector: 'industry', employees: 120, revenue: 5000 });
  const today = evaluate(pack.plan, sheet);
  const { candidates } = findCandidates(pack.measures, pack.plan, sheet, today);
  const basis = {
    plan: pack.plan,
    sheet,
    assessed: assess(pack.plan, sheet, STAMP, '0.0.0'),
    priorities: pack.priorities,
    measures: candidates,
  };
  const taskWith = (aims?: PlanAims): SelectionTask =>
    createSelectionTask(candidates, createPreference(['cloud']), 'high', [], new Set(), aims);
  const task = taskWith();
  const planned = taskWith({
    priorities: listPriorityGains(rankCandidates(basis, candidates)),
    answers: answerGains(basis, candidates),
    earlier: [],
    tolerance: DEFAULT_TOLERANCE,
  });
  const aims = createLevelGoals(pack.plan, sheet, today, task.measures);
  return { task, planned, aimAt: (level) => aims({ n: BigInt(level), d: 1n }) };
}

const ANY: Measure = { id: 'any', title: 'Any', achieves: { Q5: 'C' } };

function lowestAnswer({ type, options }: Input): unknown {
  const [first] = options;
  return type === 'multiple' ? [first?.id] : type === 'single' ? first?.id : 0;
}

function drawMeasure(i: number, questions: readonly Input[], chance: () => number): Measure {
  const at = (size: number): number => Math.floor(chance() * size);
  const raised = new Set(Array.from({ length: 1 + at(3) }, () => questions[at(questions.length)] as Input));
  const cost = 5000 * (1 + at(120));
  return {
    id: `m${String(i).padStart(3, '0')}`,
    title: 'M',
    achieves: Object.fromEntries([...raised].map((input) => [input.name, targetOf(input, at)])),
    ...(i > 0 && at(4) === 0 ? { needs: [`m${String(at(i)).padStart(3, '0')}`] } : {}),
    cost: { low: cost / 2, high: cost, currency: 'CNY' },
    months: { low: 1, high: 1 + at(12) },
    tags: at(2) === 0 ? ['cloud'] : [],
  };
}

function targetOf({ type, options }: Input, at: (size: number) => number): Measure['achieves'][string] {
  const free = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  if (type === 'multiple') {
    const from = at(free.length);
    return { add: free.slice(from, from + 2) as [string, ...string[]] };
  }
  return type === 'single' ? (free[1 + at(free.length - 1)] as string) : String(1 + at(4));
}
