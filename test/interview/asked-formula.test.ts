import { expect, test } from 'vitest';
import { createFormulas, type FormState, type Formula, type FormulaLeaf } from '../../src/interview/asked-formula.ts';
import { compare } from '../../src/model/rational.ts';
import { type AnswerSet, entryOf, isChoices } from '../../src/scoring/answer-set.ts';
import { listConditionEntries } from '../../src/scoring/condition.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import type { Input, Plan } from '../../src/scoring/plan.ts';
import { type Atom, areSameAtoms, isNumber } from '../../src/scoring/possible-values.ts';
import { planOf, type Said, type Sketch, sheetOf } from '../scoring/pack-sketch.ts';
import { drawSketch, showing } from '../scoring/random/case.ts';
import { law } from '../scoring/random/law.ts';
import { drawSheet } from '../web/random-answers.ts';

const STATES: readonly FormState[] = ['unanswered', 'unknown', 'notApplicable', 'none'];
const PACK = { id: 'sketch', version: '1' };

function stateIn(sheet: AnswerSet, { name }: Input): FormState | 'answered' {
  const { state, value } = entryOf(sheet, name);
  return state === 'answered' && value !== undefined && isChoices(value) && value.length === 0 ? 'none' : state;
}

/** Whether a formula holds of a sheet, as a form would find. */
function holds(formula: Formula, sheet: AnswerSet): boolean {
  if (typeof formula === 'boolean') return formula;
  switch (formula.op) {
    case 'and':
      return formula.of.every((part) => holds(part, sheet));
    case 'or':
      return formula.of.some((part) => holds(part, sheet));
    case 'not':
      return !holds(formula.of, sheet);
    default:
      return leafHolds(formula, sheet);
  }
}

function leafHolds(leaf: FormulaLeaf, sheet: AnswerSet): boolean {
  const state = stateIn(sheet, leaf.input);
  if (leaf.op === 'state') return state === leaf.state;
  if (state !== 'answered') return false;
  const value = entryOf(sheet, leaf.input.name).value as Atom | readonly string[];
  if (leaf.op === 'chosen')
    return isChoices(value) && leaf.options.filter((id) => value.includes(id)).length >= leaf.least;
  if (isChoices(value)) return false;
  if (leaf.op === 'equals') return areSameAtoms(value, leaf.value);
  const order = isNumber(value) ? compare(value, leaf.bound) : Number.NaN;
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[leaf.sign];
}

/** The inputs whose conditions say nothing but what formulas can, whatever they read. */
function fullySaid(plan: Plan): ReadonlySet<Input> {
  const { unsaid } = createFormulas(plan, () => STATES);
  const said = new Set<Input>();
  const readsSaid = (input: Input): boolean =>
    !input.when ||
    (unsaid(input.when).length === 0 &&
      listConditionEntries(input.when).every(({ node }) => {
        const read = plan.nodes[node];
        return read?.op === 'input' && (read.derived === null || read.when === null) && said.has(read);
      }));
  for (const node of plan.nodes) {
    if (node.op === 'input' && readsSaid(node) && (node.derived === null || node.role === 'question')) said.add(node);
  }
  return said;
}

function withoutDerivedFacts(plan: Plan, facts: object): Said {
  const derived = new Set(
    plan.inputs.flatMap(({ role, derived: from, name }) => (role === 'fact' && from !== null ? [name] : [])),
  );
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !derived.has(name)));
}

test('in random packs, the formula asks the questions that a diagnosis asks, and never hides one of them', () => {
  const seen = { exact: 0, not: 0, wider: 0 };
  law(200, (draw) => {
    const sketch: Sketch = drawSketch(draw, { sections: 3, questions: 4, finite: false });
    const plan = planOf(sketch);
    const { facts, answers } = drawSheet(draw, plan, PACK, 1);
    showing({ sketch, facts, answers }, () => {
      const sheet = sheetOf(plan, answers as Said, withoutDerivedFacts(plan, facts));
      const { asked } = evaluate(plan, sheet);
      const formulas = createFormulas(plan, () => STATES);
      const exact = fullySaid(plan);
      for (const [position, input] of plan.nodes.entries()) {
        if (input.op !== 'input' || !input.when) continue;
        const isAsked = asked[position] !== 'fails';
        const formula = formulas.asked(input);
        if (exact.has(input)) expect(holds(formula, sheet), `${input.name} is asked`).toBe(isAsked);
        else if (isAsked) expect(holds(formula, sheet), `${input.name} is not hidden`).toBe(true);
        if (exact.has(input)) seen[isAsked ? 'exact' : 'not']++;
        else seen.wider++;
      }
    });
  });
  expect(seen.exact).toBeGreaterThan(50);
  expect(seen.not).toBeGreaterThan(20);
});

test('in random packs, every answer marked as derived can be calculated from other answers', () => {
  let followed = 0;
  law(200, (draw) => {
    const sketch: Sketch = drawSketch(draw, { sections: 2, questions: 5, finite: false });
    const plan = planOf(sketch);
    const { facts, answers } = drawSheet(draw, plan, PACK, 1);
    for (const input of plan.inputs.filter(({ derived, role }) => derived !== null && role === 'question')) {
      const { [input.name]: _, ...others } = answers;
      showing({ sketch, facts, others }, () => {
        const sheet = sheetOf(plan, others as Said, withoutDerivedFacts(plan, facts));
        if (!holds(createFormulas(plan, () => STATES).follows(input), sheet)) return;
        followed++;
        const { states } = evaluate(plan, sheet);
        expect(states[plan.nodes.indexOf(input)], input.name).toBe('answered');
      });
    }
  });
  expect(followed).toBeGreaterThan(10);
});

test('in a formula, cases of a derived size class with the same outcome are merged', () => {
  const plan = planOf({
    facts: [
      { id: 'sector', type: 'single', options: ['industry', 'trade'], default: 'industry' },
      { id: 'employees', type: 'integer', minimum: 0 },
      {
        id: 'size',
        first: [
          { value: 'large', when: { sector: { const: 'industry' }, employees: { minimum: 1000 } } },
          { value: 'large', when: { sector: { const: 'trade' }, employees: { minimum: 200 } } },
          { value: 'small' },
        ],
      },
    ],
    questions: [{ id: 'q', type: 'scale', maximum: 3, when: { size: { const: 'small' } } }],
  });
  const [input] = plan.inputs.filter(({ name }) => name === 'q');
  const formulas = createFormulas(plan, () => ['unanswered']);
  const asked = (facts: Said): boolean => holds(formulas.asked(input as Input), sheetOf(plan, {}, facts));
  expect([
    asked({}),
    asked({ employees: 999 }),
    asked({ employees: 1000 }),
    asked({ employees: 999, sector: 'trade' }),
  ]).toEqual([true, true, false, false]);
});
