import { expect, test } from 'vitest';
import type { Language } from '../../src/i18n/index.ts';
import { DEFAULT_TOLERANCE } from '../../src/policy/optimise/level-optimiser.ts';
import { renderPolicyMarkdown } from '../../src/report/policy/policy-document.ts';
import type { PolicyReport } from '../../src/report/text/assessment-report.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { prepareWith, withIncluded } from '../policy/bundled-packs.ts';
import { createDraws, drawAnswer, drawableQuestions, drawFacts } from '../policy/drawn-enterprises.ts';
import { readSheet, recommendFor, STAMP } from '../policy/joinery-pack.ts';
import { solver } from '../policy/load-test-solver.ts';
import { speak } from '../report/report-samples.ts';
import { measuresOf, questionnaireOf } from './bundled-documents.ts';

/** What a card may say that a measure is for. */
const PURPOSES: readonly (readonly [Language, RegExp])[] = [
  [
    'en',
    /(closes|addresses|narrows) the priority gap|removes (most|a part|\d)|meets (the|a part of the) demand|This measure is (for|due|the groundwork)|eeded (only )?to reach the level|require this|leaves you less|costs little|Not essential/,
  ],
  [
    'de',
    /(schließt|geht|verkleinert) die vordringliche|beseitigt (den|einen|\d)|erfüllt|Es geht um|Fällig bis|Grundlage für|für die Stufe nötig|verlangen diese|weniger selbst|ganzen Plan wenig|Nicht zwingend nötig/i,
  ],
  [
    'zh',
    /(补上|应对|缩小)优先短板|可解决|可满足|可部分满足|针对|须在.*前完成|打基础|达到等级所需|您要求|自付更少|费用不高|并非必需/,
  ],
];

/** The cards of a plan, each with its lines. */
function cardsOf(text: string): string[] {
  const [, ...cards] = text.split(/^\d+\. (?=\*\*)/m);
  return cards.map((card) => card.split('\n#')[0] as string);
}

/** Defines a test on plans of drawn enterprises: every card says, in every language, what its measure is for. */
export function testPlanReasons(id: string, programme: string, enterprises: number): void {
  const pack = prepareWith(programme, id);
  const [questionnaire, measures] = [questionnaireOf(id), measuresOf(id)];
  const questions = drawableQuestions(pack);
  test(`${id}: every card says what its measure is for: ${enterprises} enterprises`, () => {
    const draw = createDraws(11);
    for (let i = 0; i < enterprises; i++) {
      const answers = Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, draw)]));
      const sheet = readSheet(pack, answers, drawFacts(pack, draw));
      const assessed = assess(pack.plan, sheet, STAMP, '0.0.0');
      const given = { solver, priorities: pack.priorities, tolerance: DEFAULT_TOLERANCE, roadmap: i % 2 === 0 };
      const recommendation = recommendFor(pack, sheet, undefined, undefined, given);
      const report: PolicyReport = {
        plan: pack.plan,
        questionnaire,
        result: assessed.result,
        answers: { sheet, evaluation: assessed.evaluation },
        measures,
        policies: withIncluded(programme),
        recommendation,
      };
      for (const [language, purpose] of PURPOSES) {
        const cards = cardsOf(renderPolicyMarkdown(report, speak(language), 'plan'));
        const count = recommendation.measures.length;
        expect(cards).toHaveLength(count > 10 ? 9 : count);
        expect(cards.filter((card) => !purpose.test(card))).toEqual([]);
      }
    }
  });
}
