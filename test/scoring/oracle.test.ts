import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Possible, settledValue } from '../../src/condition/value.ts';
import { evaluate, evaluateSpan } from '../../src/scoring/evaluate.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { runs } from '../runs.ts';
import { Tally } from './oracle/tally.ts';
import { Oracle } from './oracle.ts';
import { documentsOf, planOf, type Sketch, sheetOf } from './pack.ts';
import { ask, expectAgreement, expectWithin, slackOf } from './random/agreement.ts';
import { type Answers, drawAnswers, drawLater } from './random/answers.ts';
import { countAskedBests, drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';
import { expectTargets } from './random/targets.ts';

const PACKS = 3000;
/** How many of 100 questions are answered on each of the sheets that a pack is tried with. */
const SHEETS = [100, 100, 85, 60, 30];
const SIZE = { sections: 3, questions: 3, finite: false };

/** What has to have happened, and in so many of 1000 packs at least: what is never drawn is never tested. */
const HAPPENED: Readonly<Record<string, number>> = {
  'cap: a number, binds': 100,
  'cap: a score, binds': 100,
  'cap: a score, nothing': 50,
  'derived: anyOf': 50,
  'derived: change': 20,
  'derived: change, percent': 20,
  'derived: difference': 50,
  'derived: edge': 20,
  'derived: first': 50,
  'derived: meanOf': 50,
  'derived: ratio': 20,
  'derived: ratio, percent': 50,
  'derived: steps': 50,
  'fact: default': 20,
  'first: a name': 500,
  'first: a number': 200,
  'first: no case': 100,
  'floor: a number, binds': 100,
  'floor: a score, binds': 100,
  'floor: a score, nothing': 50,
  'levels: none reached': 500,
  'levels: one reached': 200,
  'levels: one without a condition': 50,
  'linear: at a point': 200,
  'linear: between points': 100,
  'missing: notApplicable exclude': 300,
  'missing: notApplicable full': 20,
  'missing: notApplicable refuse': 5,
  'missing: notApplicable zero': 30,
  'missing: notAsked exclude': 1000,
  'missing: notAsked full': 200,
  'missing: notAsked zero': 400,
  'missing: unanswered exclude': 50,
  'missing: unanswered full': 30,
  'missing: unanswered open': 500,
  'missing: unanswered refuse': 5,
  'missing: unanswered zero': 50,
  'missing: unknown exclude': 30,
  'missing: unknown full': 20,
  'missing: unknown open': 500,
  'missing: unknown refuse': 5,
  'missing: unknown zero': 30,
  'pairwise: 2 members': 50,
  'pairwise: 3 members': 50,
  'pairwise: 4 members': 50,
  'pairwise: 5 members': 50,
  'points by all': 1000,
  'points by list': 200,
  'points by matrix': 200,
  'points by option set': 30,
  'points by question': 1000,
  'points by row': 500,
  'points by section': 200,
  'points: kept from outside': 200,
  'points: of a score': 500,
  'points: with evidence': 400,
  'points: without evidence': 400,
  'result: nothing': 1000,
  'result: open': 1000,
  'result: settled': 5000,
  'round: bare': 50,
  'round: down': 20,
  'round: half-away': 20,
  'round: half-even': 20,
  'round: half-up': 20,
  'round: up': 20,
  'score: when fails': 500,
  'steps: above': 50,
  'steps: below': 50,
  'steps: below by default': 50,
  'target: a gap': 500,
  'target: a number': 500,
  'target: nothing': 100,
  'to: a stated best': 200,
  'to: its own best': 200,
  value: 200,
  'weight by name of an inner score: a number': 30,
  'weight by name of an inner score: nothing': 10,
  'weight by name: a number': 300,
  'weight by name: nothing': 100,
};

describe('the engine and a second, independent evaluator', () => {
  const tally = new Tally();
  let packs = 0;

  test('agree on random packs and answers, exactly', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, SIZE);
        const plan = planOf(sketch);
        packs++;
        for (let asked = countAskedBests(sketch); asked > 0; asked--) tally.tell('pack: asked for a best');
        SHEETS.forEach((there, i) => {
          expectSheetAgrees(draw, sketch, plan, there, i % 2 === 1);
        });
      }),
      runs(PACKS),
    );
  });

  function expectSheetAgrees(draw: Draw, sketch: Sketch, plan: Plan, there: number, withTargets: boolean): void {
    const pack = documentsOf(sketch);
    const drawn: Answers = drawAnswers(draw, pack, there);
    const { facts, answers, targets, stated } = drawn;
    const later = drawLater(draw, pack);
    showing({ ...sketch, answersFile: { facts, answers, targets }, later }, () => {
      const sheet = sheetOf(plan, answers, facts);
      const oracle = new Oracle(pack, stated, later, tally.tell);
      const evaluation = evaluate(plan, sheet);
      const span = evaluateSpan(plan, sheet, evaluation);
      const slack = slackOf(pack.rubric);
      expect(plan.scores.map(({ name }) => name).sort()).toEqual(oracle.scores().sort());
      for (const { name, node } of plan.scores) {
        const possible = evaluation.values[node] as Possible;
        const expected = ask(oracle, name);
        if (expected === undefined) {
          tally.tell('result: the oracle cannot tell');
          continue;
        }
        const settled = settledValue(possible);
        tally.tell(`result: ${settled === undefined ? 'open' : settled === null ? 'nothing' : 'settled'}`);
        expectAgreement(name, possible, expected, oracle.isOpen(name), slack);
        expectWithin(name, span.values[node] as Possible, possible);
      }
      const refused = evaluation.refused.map((one) => one.name);
      if (there === 100) expect(refused).toEqual(expect.arrayContaining([...oracle.refused]));
      if (withTargets) expectTargets(plan, pack, drawn, later, tally.tell);
    });
  }

  test('and in that every construct took part, often enough', () => {
    if (process.env.MATURA_RUNS) console.log(`${packs} packs, ${packs * SHEETS.length} sheets\n${tally}`);
    const rare = Object.entries(HAPPENED).filter(([what, least]) => tally.of(what) < (least * packs) / 1000);
    expect(rare.map(([what]) => `${what}: ${tally.of(what)}`)).toEqual([]);
    expect(tally.of('result: the oracle cannot tell')).toBeLessThan(tally.of('result: settled') / 20);
    expect(tally.of('pack: asked for a best')).toBeLessThan(packs / 10);
  });
});
