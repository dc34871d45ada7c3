// M4xx: statements of valid measures and policies that are most likely mistakes.

import {
  type AmountRule,
  compare,
  fromNumber,
  multiply,
  type Path,
  type Phrase,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  type Source as Provenance,
  parseExact,
  type ScoreRule,
  toDecimalText,
  toNumber,
} from '../../model/index.ts';
import {
  type CompiledAmount,
  type CompiledMeasure,
  type CompiledPriority,
  type CostRule,
  costRulesOf,
  expandYears,
  isAtLeast,
  nestedRules,
  possibleAmount,
} from '../../policy/index.ts';
import {
  type Atom,
  type Condition,
  conditionDependencies,
  conditionEntries,
  evaluateWithin,
  exactly,
  isNothing,
  levelRequirements,
  NOTHING,
  type NodeReader,
  type Plan,
  type Possible,
  type PossibleAnswers,
  rangeOf,
  settledValue,
} from '../../scoring/index.ts';
import {
  bestVerdict,
  conditionsGoal,
  findAnswers,
  possibleValues,
  type SearchVerdict,
  toProblems,
} from '../answer-search.ts';
import { affectsAny, belowEffect, evaluateFromLowest, highestNumber, unaffectedParts } from '../measure-effects.ts';
import {
  type PlacedInstrument,
  placedAmounts,
  placedInstruments,
  placedMeasures,
  placedTracks,
} from '../placed-parts.ts';
import type { Rule, Subject } from '../rule-definition.ts';
import { withDependencies } from '../search-space.ts';
import {
  ERP_SCALE,
  levelsRubric,
  SIZE_FACTS,
  SUM_RUBRIC,
  sampleMeasures,
  samplePolicy,
  sampleQuestionnaire,
  sampleRubric,
  TWO_SCALES,
  townPack,
  voucherPolicy,
} from './rule-examples.ts';

const SCALE_PACK = {
  'questionnaire.yaml': sampleQuestionnaire(ERP_SCALE),
  'rubric.yaml': SUM_RUBRIC,
};

const TWO_SCALES_PACK = { 'questionnaire.yaml': TWO_SCALES, 'rubric.yaml': SUM_RUBRIC };

const ERP_AND_CLOUD = sampleQuestionnaire(`      - { id: erp, type: single, options: [none, partial, full] }
      - { id: cloud, type: boolean }`);

const rubricWithCloud = (points: string): string =>
  sampleRubric(`points: { erp: { none: 0, partial: 1, full: 2 }, cloud: ${points} }\nscores: { tools: sum }`);

const LEVELS_PACK = {
  'questionnaire.yaml': TWO_SCALES,
  'rubric.yaml': levelsRubric(`      - { value: 1, when: { tools: { minimum: 3 } } }
      - { value: 2, when: { tools: { minimum: 6 } } }`),
};

const EMPLOYEES_PACK = townPack('facts: [{ id: employees, type: integer, minimum: 0 }]\n');

const TOWN_PACK = townPack();

const TOWN_LEVELS_PACK = {
  ...TOWN_PACK,
  'rubric.yaml': levelsRubric(`      - { value: 1, when: { tools: { minimum: 1 } } }
      - { value: 2, when: { tools: { minimum: 3 } } }`),
};

const policyUntil = (valid: string): string => voucherPolicy(`${valid}\n    amount: 1000`);

const SIZES_PACK = townPack(SIZE_FACTS);

const ERP_MEASURES = sampleMeasures('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 } }');

const VOUCHER = `instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount: 1000`;

const TAGGED_PACK = {
  ...TOWN_PACK,
  'measures.yaml': sampleMeasures(
    '  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 }, tags: [software, cloud] }',
  ),
};

const policyWithTags = (covers: string, prefers: string, limited: string): string =>
  samplePolicy(`ceilings:
  - id: half
    title: Half of the cost
    share: 0.5
    ${limited}
    source: { document: an example, verified: true }
tracks:
  - id: quick
    title: Quick steps
    ${prefers}
instruments:
  - id: voucher
    title: Voucher
    type: voucher
    ${covers}
    amount: { sum: { cost: 0.5 } }
    source: { document: an example, verified: true }`);

const policyWithStack = (stack: string): string =>
  samplePolicy(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount: 1000
    ${stack}
    source: &decree { document: an example, verified: true }
  - { id: loan, title: Loan, type: loan, amount: null, source: *decree }`);

const SIZED_PACK = {
  'questionnaire.yaml': sampleQuestionnaire(ERP_SCALE, 'facts: [{ id: employees, type: integer, minimum: 0 }]\n'),
  'rubric.yaml': SUM_RUBRIC,
};

const measureWithCost = (ends: string): string =>
  sampleMeasures(`  - id: new-erp
    title: Introduce an ERP
    achieves: { erp: 3 }
    cost:
      ${ends}
      currency: EUR
      illustrative: true`);

/** Builds a catalogue with priorities and a measure of one scale, to which `more` adds properties. */
const measuresFor = (priorities: string, more: string): string =>
  sampleMeasures(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 }${more} }`).replace(
    'measures:',
    `priorities:\n${priorities}\nmeasures:`,
  );

const costly = (currency: string): string =>
  `  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 }, cost: { low: 1000, high: 3000, currency: ${currency}, illustrative: true } }`;

const policyWithTerms = (lines: string): string =>
  samplePolicy(`instruments:
  - id: loan-interest
    title: Interest subsidy
    type: interest-subsidy
    ${lines}
    source: { document: an example, verified: true }`);

const policyWithTracks = (champions: string, gold: string): string =>
  samplePolicy(`tracks:
  - id: integrated
    title: Integrated
    when: { employees: { minimum: 250 } }
    tiers:
      - id: gold
        title: Gold
        ${gold}
  - id: champions
    title: Champions
    ${champions}
  - { id: quick, title: Quick steps }`);

export const POLICY_RULES = {
  M401: {
    pack: SCALE_PACK,
    bad: {
      'measures.yaml': sampleMeasures(`  #! M401 new-erp
  - { id: new-erp, title: Introduce an ERP, when: { erp: { minimum: 3, maximum: 1 } }, achieves: { erp: 3 } }`),
    },
    good: {
      'measures.yaml': sampleMeasures(
        '  - { id: new-erp, title: Introduce an ERP, when: { erp: { minimum: 1, maximum: 2 } }, achieves: { erp: 3 } }',
      ),
    },
    check: (subject) =>
      placedMeasures(subject).flatMap(({ measure: { id, when }, file, at }) =>
        when
          ? toProblems(
              findAnswers(subject.plan, conditionsGoal([when], undefined, 'worst')),
              { code: 'M401', file, at: [...at, 'id'], details: { found: id } },
              { phrase: 'measureApplies', id },
            )
          : [],
      ),
  },
  M402: {
    needsAll: true,
    pack: { 'questionnaire.yaml': ERP_AND_CLOUD },
    bad: {
      'rubric.yaml': rubricWithCloud('{ false: 1, true: 1 }'),
      'measures.yaml': sampleMeasures(`  #! M402 finish-erp
  - { id: finish-erp, title: Finish the ERP, when: { erp: { const: full } }, achieves: { erp: full } }
  #! M402 to-the-cloud
  - { id: to-the-cloud, title: Move to the cloud, achieves: { cloud: true } }`),
    },
    good: {
      'rubric.yaml': rubricWithCloud('{ false: 0, true: 1 }'),
      'measures.yaml':
        sampleMeasures(`  - { id: finish-erp, title: Finish the ERP, when: { erp: { const: partial } }, achieves: { erp: full } }
  - { id: to-the-cloud, title: Move to the cloud, achieves: { cloud: true } }`),
    },
    check(subject) {
      const { plan, catalogue, policy } = subject;
      const { instruments, tracks } = policy;
      const conditions = [
        ...instruments.flatMap(({ when, after }) => [when, after]),
        ...tracks.map(({ when }) => when),
      ];
      const reached = withDependencies(plan, [
        ...plan.scores.map(({ node }) => node),
        ...conditions.flatMap((condition) => (condition ? conditionDependencies(condition) : [])),
      ]);
      const wanted = new Set(catalogue.flatMap(({ needs }) => needs));
      return placedMeasures(subject).flatMap(({ measure, file, at }) => {
        const { id } = measure;
        const problem = (reason: Phrase) => ({
          code: 'M402' as const,
          file,
          at: [...at, 'id'],
          details: { found: id, wanted: reason },
        });
        // A measure that others need is worth doing for their sake.
        if (
          !wanted.has(id) &&
          measure.closes.length === 0 &&
          !readsAny(conditions, measure) &&
          !affectsAny(measure, plan, reached)
        ) {
          return [problem({ phrase: 'nothingCounts' })];
        }
        return toProblems(findGap(measure, subject), problem({ phrase: 'nothingToRaise' }), {
          phrase: 'measureRaises',
          id,
        });
      });
    },
  },
  M403: {
    needsAll: true,
    pack: LEVELS_PACK,
    bad: {
      'measures.yaml': sampleMeasures(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 } }
  - { id: new-mes, title: Introduce an MES, achieves: { mes: 1 } }`).replace(
        'measures:',
        '#! M403 measures\nmeasures:',
      ),
    },
    good: {
      'measures.yaml': sampleMeasures(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 } }
  - { id: new-mes, title: Introduce an MES, achieves: { mes: 2 } }`),
    },
    check: findBeyond,
  },
  M404: {
    pack: EMPLOYEES_PACK,
    bad: {
      'policies/town.yaml': samplePolicy(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    #! M404 when
    when: { employees: { minimum: 250, exclusiveMaximum: 250 } }
    amount: 1000
    source: { document: an example, verified: true }
  - id: award
    title: Award
    type: award
    #! M404 after
    after: { tools: { minimum: 5 } }
    amount: 1000
    source: { document: an example, verified: true }`),
    },
    good: {
      'policies/town.yaml': samplePolicy(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    when: { employees: { exclusiveMaximum: 250 } }
    after: { tools: { minimum: 4 } }
    amount: 1000
    source: { document: an example, verified: true }`),
    },
    check: (subject) => placedInstruments(subject).flatMap((placed) => findIneligible(placed, subject)),
  },
  M405: {
    pack: TOWN_PACK,
    bad: {
      'policies/town.yaml': policyUntil(
        "#! M405 '2025-12-31'\n    valid: { to: '2025-12-31' }\n    #! M405 '2025-06-30'\n    apply: { to: '2025-06-30' }",
      ),
    },
    good: {
      'policies/town.yaml': policyUntil(
        "valid: { from: '2027-01-01', to: '2027-12-31' }\n    apply: { to: '2027-06-30' }",
      ),
    },
    check: (subject) =>
      placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) => {
        const { asOf } = subject;
        const ends = [
          { key: 'valid', day: definition.valid?.to, phrase: 'ended' },
          { key: 'apply', day: definition.apply?.to, phrase: 'applicationsEnded' },
        ] as const;
        return ends.flatMap(({ key, day, phrase }) => {
          // ISO dates compare as text.
          if (asOf === null || !day || asOf <= day) return [];
          const details = { found: id, wanted: { phrase, day, today: asOf } };
          return [{ code: 'M405' as const, file, at: [...at, key, 'to'], details }];
        });
      }),
  },
  M406: {
    pack: { 'questionnaire.yaml': TOWN_PACK['questionnaire.yaml'] },
    bad: {
      'rubric.yaml': sampleRubric(`scores:
  #! M406 3
  tools: { sum: tools, floor: 4, cap: 3 }`),
      'policies/town.yaml': voucherPolicy(`#! M406 { of: tools, steps: { 0: 5000, 3: 10000 } }
    amount: { sum: { cost: 0.5 }, floor: 20000, cap: { of: tools, steps: { 0: 5000, 3: 10000 } } }`),
    },
    good: {
      'rubric.yaml': sampleRubric('scores:\n  tools: { sum: tools, floor: 1, cap: 3 }'),
      'policies/town.yaml': voucherPolicy(
        'amount: { sum: { cost: 0.5 }, floor: 2000, cap: { of: tools, steps: { 0: 5000, 3: 10000 } } }',
      ),
    },
    check(subject) {
      const { rubric } = subject;
      const scores = Object.entries(rubric.document.scores).flatMap(([name, score]) =>
        typeof score === 'string' ? [] : findCrossedBounds(score, ['scores', name], rubric.file),
      );
      const amounts = placedAmounts(subject).flatMap(({ rule, file, at }) =>
        findCrossedBounds(expandYears(rule), at, file),
      );
      return [...scores, ...amounts];
    },
  },
  M407: {
    needsAll: true,
    pack: SIZES_PACK,
    bad: {
      'policies/town.yaml': samplePolicy(`#! M407 tracks
tracks:
  - { id: integrated, title: Integrated, when: { size: { const: large } } }
  - { id: quick, title: Quick steps, when: { size: { const: small } } }`),
    },
    good: {
      'policies/town.yaml': samplePolicy(`tracks:
  - { id: integrated, title: Integrated, when: { size: { const: large } } }
  - { id: quick, title: Quick steps, when: { size: { enum: [medium, small] } } }`),
    },
    check: findLeftOut,
  },
  M408: {
    isAboutPlace: true,
    pack: TOWN_PACK,
    bad: {
      'measures.yaml': `#! M408 measures\n${ERP_MEASURES.replace(/source: .*\n/, '')}`,
      'policies/town.yaml': samplePolicy(VOUCHER).replace('  - id: voucher', '  #! M408 voucher\n  - id: voucher'),
    },
    good: {
      'measures.yaml': ERP_MEASURES,
      'policies/town.yaml': samplePolicy(
        `${VOUCHER}\n    source: { document: Decree 7, date: 2026-01-01, verified: true }`,
      ),
    },
    check(subject: Subject): Problem[] {
      // A rubric without its own source shares that of the questionnaire.
      const { questionnaire, measures, policies } = subject;
      const find = (what: Phrase, source: Provenance | undefined, file: string, at: Path): Problem[] =>
        source ? [] : [{ code: 'M408', file, at, details: { found: what } }];
      return [
        ...find({ phrase: 'theQuestionnaire' }, questionnaire.document.source, questionnaire.file, ['id']),
        ...(measures ? find({ phrase: 'theCatalogue' }, measures.document.source, measures.file, ['kind']) : []),
        ...policies.flatMap(({ document, file }) => find({ phrase: 'thePolicy' }, document.source, file, ['id'])),
        ...placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
          find({ phrase: 'theInstrument', id }, definition.source, file, [...at, 'id']),
        ),
      ];
    },
  },
  M409: {
    needsAll: true,
    pack: TAGGED_PACK,
    bad: {
      'policies/town.yaml': policyWithTags(
        '#! M409 softwares\n    covers: [cloud, softwares]',
        '#! M409 clouds\n    prefers: [clouds]',
        '#! M409 sofware\n    covers: [sofware]',
      ),
    },
    good: {
      'policies/town.yaml': policyWithTags('covers: [cloud, software]', 'prefers: [cloud]', 'covers: [software]'),
    },
    check(subject) {
      const { measures, catalogue, policies } = subject;
      if (!measures) return [];
      const carried = new Set(catalogue.flatMap(({ tags }) => tags));
      const find = (
        tags: readonly string[],
        name: string,
        phrase: 'limits' | 'paysFor' | 'prefers',
        file: string,
        at: Path,
      ): Problem[] =>
        tags.flatMap((found, i) =>
          carried.has(found)
            ? []
            : [
                {
                  code: 'M409',
                  file,
                  at: [...at, i],
                  details: { found, name, wanted: { phrase }, allowed: [...carried] },
                },
              ],
        );
      return [
        ...placedTracks(subject).flatMap(({ track: { id, definition }, file, at }) =>
          find(definition.prefers ?? [], id, 'prefers', file, [...at, 'prefers']),
        ),
        ...placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
          find(definition.covers ?? [], id, 'paysFor', file, [...at, 'covers']),
        ),
        ...policies.flatMap(({ file, document: { ceilings = [] } }) =>
          ceilings.flatMap(({ id, covers = [] }, i) => find(covers, id, 'limits', file, ['ceilings', i, 'covers'])),
        ),
      ];
    },
  },
  M410: {
    pack: TOWN_PACK,
    bad: { 'policies/town.yaml': policyWithStack('#! M410 voucher\n    stack: { excludes: [voucher] }') },
    good: { 'policies/town.yaml': policyWithStack('stack: { excludes: [loan] }') },
    check: (subject) =>
      placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
        (definition.stack?.excludes ?? []).flatMap((excluded, i) =>
          excluded === id
            ? [{ code: 'M410' as const, file, at: [...at, 'stack', 'excludes', i], details: { found: id } }]
            : [],
        ),
      ),
  },
  M411: {
    pack: TOWN_PACK,
    bad: {
      'policies/town.yaml': policyWithTerms(
        '#! M411 { sum: { interest: [0.9, 0.8] } }\n    amount: { sum: { interest: [0.9, 0.8] } }',
      ),
    },
    good: {
      'policies/town.yaml': policyWithTerms(
        'amount: { sum: { interest: [0.9, 0.8] } }\n    terms: { principal: null, annualPercent: null, months: 24, repayment: null }',
      ),
    },
    check: (subject) =>
      placedInstruments(subject).flatMap(({ instrument: { id, amount, terms }, file, at }) => {
        if (terms || amount.kind !== 'rule') return [];
        const year = [...amount.given.keys()].find((name) => name.includes('/'));
        if (year === undefined) return [];
        const [found = ''] = year.split('/');
        return [{ code: 'M411' as const, file, at: [...at, 'amount'], details: { found, name: id } }];
      }),
  },
  M412: {
    pack: EMPLOYEES_PACK,
    bad: {
      'policies/town.yaml': policyWithTracks(
        '#! M412 when\n    when: { employees: { minimum: 500 } }',
        '#! M412 when\n        when: { tools: { minimum: 5 } }',
      ),
    },
    good: {
      'policies/town.yaml': policyWithTracks('when: { employees: { minimum: 50 } }', 'when: { tools: { minimum: 4 } }'),
    },
    check: (subject) =>
      placedTracks(subject).flatMap(({ track: { id, policy, when, tiers }, file, at }, i, all) => {
        const earlier = all.slice(0, i).filter(({ track }) => track.policy === policy);
        const outside = earlier.flatMap(({ track }): Condition[] =>
          track.when ? [{ op: 'not', of: track.when }] : [],
        );
        const find = (found: string, wanted: Phrase, conditions: readonly Condition[], place: Path): Problem[] =>
          toProblems(
            findAnswers(subject.plan, conditionsGoal(conditions)),
            { code: 'M412', file, at: [...place, 'when'], on: 'key', details: { found, wanted } },
            { phrase: 'anybodyComesTo', id: found },
          );
        // A track without a condition takes whoever is left.
        const own = when ? find(id, takenBefore(earlier.length), [when, ...outside], at) : [];
        if (own.length > 0) return own;
        return tiers.flatMap(({ definition, when: needed }, t) => {
          const place = [...at, 'tiers', t];
          const alone = find(definition.id, { phrase: 'noAnswersMeetCondition' }, [needed], place);
          if (alone.length > 0 || !when) return alone;
          const lasting = [...unaffectedParts(when, subject), ...unaffectedParts(needed, subject)];
          return find(definition.id, { phrase: 'excludesCondition', track: id }, lasting, place);
        });
      }),
  },
  M413: {
    pack: TOWN_PACK,
    bad: {
      'measures.yaml': sampleMeasures(costly('CNY')),
      'policies/town.yaml': policyWithStack('').replace('currency: EUR', '#! M413 EUR\ncurrency: EUR'),
    },
    good: { 'measures.yaml': sampleMeasures(costly('EUR')), 'policies/town.yaml': policyWithStack('') },
    check({ policies, catalogue }) {
      const wanted = catalogue.find(({ definition }) => definition.cost)?.definition.cost?.currency;
      if (wanted === undefined) return [];
      return policies.flatMap(({ file, document: { currency, instruments = [] } }) =>
        currency === wanted || instruments.length === 0
          ? []
          : [
              {
                code: 'M413' as const,
                file,
                at: ['currency'],
                on: 'value' as const,
                details: { found: currency, wanted },
              },
            ],
      );
    },
  },
  M414: {
    pack: SIZED_PACK,
    bad: {
      'measures.yaml': measureWithCost(`low: { of: employees, steps: { 0: 1000, 50: 8000 } }
      high: { of: employees, steps: { 0: 3000, 50: 6000 } }`).replace('      low', '      #! M414 low\n      low'),
    },
    good: {
      'measures.yaml': measureWithCost(`low: { of: employees, steps: { 0: 1000, 50: 8000 } }
      high: { of: employees, steps: { 0: 3000, 50: 16000 } }`),
    },
    check: (subject) =>
      placedMeasures(subject).flatMap(({ measure, file, at }) =>
        costRulesOf(measure).flatMap(({ key, rule }) => {
          const wanted = findCrossedCosts(rule);
          if (!wanted) return [];
          const details = { found: measure.id, wanted };
          return [{ code: 'M414' as const, file, at: [...at, key, 'low'], on: 'key' as const, details }];
        }),
      ),
  },
  M415: {
    pack: SIZED_PACK,
    bad: {
      'measures.yaml': measureWithCost(`low: 1000
      #! M415 high
      high: { sum: { employees: 300 }, floor: 3000 }`),
    },
    good: {
      'measures.yaml': measureWithCost(`low: 1000
      high: { sum: { employees: 300 }, floor: 3000, cap: 90000 }`),
    },
    check: (subject) =>
      placedMeasures(subject).flatMap(({ measure, file, at }) =>
        costRulesOf(measure).flatMap(({ key, rule }) => {
          const { plan, packNodes, ownNodes } = rule.rules;
          const { values } = evaluateWithin(plan, new Map(), [...packNodes, ...ownNodes]);
          return (['low', 'high'] as const).flatMap((end): Problem[] => {
            const possible = possibleAmount(rule[end], values);
            if (!possible) return [];
            const isEndless = !rangeOf(possible)?.high && !isNothing(possible);
            if (!isEndless && !possible.nothing) return [];
            const details = {
              found: measure.id,
              name: end,
              wanted: { phrase: isEndless ? 'noUpperEnd' : 'mayBeNothing' } as const,
            };
            return [{ code: 'M415', file, at: [...at, key, end], on: 'key', details }];
          });
        }),
      ),
  },
  M416: {
    pack: TWO_SCALES_PACK,
    bad: {
      'measures.yaml': measuresFor(
        `  #! M416 no-erp
  - { id: no-erp, title: No ERP, text: There is no ERP., when: { erp: { minimum: 2, maximum: 1 } } }
  #! M416 no-mes
  - { id: no-mes, title: No MES, text: There is no MES., when: { mes: { maximum: 1 } } }`,
        '',
      ),
    },
    good: {
      'measures.yaml': measuresFor(
        `  - { id: no-erp, title: No ERP, text: There is no ERP., when: { erp: { maximum: 1 } } }
  - { id: no-mes, title: No MES, text: There is no MES., when: { mes: { maximum: 1 } } }`,
        ', addresses: [no-mes]',
      ),
    },
    check: (subject) => {
      const { plan, catalogue, priorities } = subject;
      const { file = '', document } = subject.measures ?? {};
      return (document?.priorities ?? []).flatMap(({ id }, i): Problem[] => {
        const priority = priorities.find((one) => one.id === id);
        if (!priority) return [];
        const at = ['priorities', i];
        const problem = (wanted: Phrase): Problem => ({
          code: 'M416',
          file,
          at: [...at, 'id'],
          details: { found: id, wanted },
        });
        const isNever = toProblems(
          findAnswers(plan, conditionsGoal([priority.when], undefined, 'worst')),
          problem({ phrase: 'neverAGap' }),
          { phrase: 'priorityIsGap', id },
        );
        const closers = catalogue.filter((measure) => mayClose(measure, priority, plan));
        return isNever.length === 0 && closers.length === 0 ? [problem({ phrase: 'closedByNone' })] : isNever;
      });
    },
  },
  M417: {
    isAboutPlace: true,
    pack: TOWN_PACK,
    bad: { 'policies/town.yaml': voucherPolicy('#! M417 sum\n    amount: { sum: { cost: 30 } }') },
    good: { 'policies/town.yaml': voucherPolicy('amount: { sum: { cost: 0.3 } }') },
    check: (subject) =>
      placedInstrumentAmounts(subject).flatMap(({ id, rule, file, at }) => {
        const rate = typeof rule.sum === 'object' && !Array.isArray(rule.sum) ? rateOf(rule.sum) : undefined;
        if (rate === undefined || rate <= 1) return [];
        const details = { found: id, wanted: `${toDecimalText(multiply(fromNumber(rate), fromNumber(100)), 2)} %` };
        return [{ code: 'M417' as const, file, at: [...at, 'sum'], on: 'key' as const, details }];
      }),
  },
  M418: {
    isAboutPlace: true,
    pack: TOWN_LEVELS_PACK,
    bad: {
      'policies/town.yaml': voucherPolicy(`amount:
      sum: { cost: 0.3 }
      cap:
        of: small.level
        steps:
          1: 20000
          #! M418 2
          2: 10000`),
    },
    good: {
      'policies/town.yaml': voucherPolicy(
        'amount: { sum: { cost: 0.3 }, cap: { of: small.level, steps: { 1: 10000, 2: 20000 } } }',
      ),
    },
    check: (subject) => placedInstrumentAmounts(subject).flatMap(findFallingCap),
  },
  M419: {
    pack: SCALE_PACK,
    bad: {
      'measures.yaml': sampleMeasures(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 } }
  #! M419 more-erp
  - { id: more-erp, title: Use the ERP, needs: [new-erp], achieves: { erp: 2 } }`),
    },
    good: {
      'measures.yaml': sampleMeasures(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 } }
  - { id: more-erp, title: Use the ERP, needs: [new-erp], achieves: { erp: 4 } }`),
    },
    check: findIdleMeasures,
  },
  M420: {
    isAboutPlace: true,
    pack: SCALE_PACK,
    bad: {
      'measures.yaml': sampleMeasures(`  - id: new-erp
    title: Introduce an ERP
    achieves: { erp: 3 }
    #! M420 180
    months: { low: 90, high: 180 }`),
    },
    good: {
      'measures.yaml': sampleMeasures(
        '  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 }, months: { low: 3, high: 6 } }',
      ),
    },
    check: ({ measures }) =>
      (measures?.document.measures ?? []).flatMap(({ months }, i): Problem[] => {
        if (!measures || months === undefined || months.high <= MAX_MONTHS) return [];
        const details = { found: String(months.high), wanted: String(Math.round(months.high / 12)) };
        return [{ code: 'M420', file: measures.file, at: ['measures', i, 'months', 'high'], details }];
      }),
  },
  M421: {
    isAboutPlace: true,
    pack: TOWN_PACK,
    bad: {
      'policies/town.yaml': voucherPolicy('#! M421 20261\n    valid: { to: 2206-12-31 }\n    amount: 1000').replace(
        'M421 20261',
        'M421 2206-12-31',
      ),
    },
    good: { 'policies/town.yaml': voucherPolicy('valid: { to: 2026-12-31 }\n    amount: 1000') },
    check: inDocuments(['date', 'from', 'to'], 'M421', isOddDate),
  },
  M422: {
    isAboutPlace: true,
    pack: TOWN_PACK,
    bad: {
      'policies/town.yaml': voucherPolicy(
        '#! M422 htp:/example.org\n    source: { document: an example, url: htp:/example.org }\n    amount: 1000',
      ).replace('\n    source: { document: an example, verified: true }', ''),
    },
    good: {
      'policies/town.yaml': voucherPolicy(
        'source: { document: an example, url: https://example.org }\n    amount: 1000',
      ).replace('\n    source: { document: an example, verified: true }', ''),
    },
    check: inDocuments(['url'], 'M422', (text) => !ADDRESS.test(text)),
  },
} satisfies Partial<Record<ProblemCode, Rule>>;

/** Ten years: no measure of a policy takes longer. */
const MAX_MONTHS = 120;

/** The dates of sources and of instruments lie between these years. */
const SENSIBLE_YEARS = [1900, 2100] as const;

const ADDRESS = /^https?:\/\/[^/\s]+\.\S+$/;

function isOddDate(text: string): boolean {
  const year = Number(/^(\d{4})(?:-|$)/.exec(text)?.[1] ?? SENSIBLE_YEARS[0]);
  return year < SENSIBLE_YEARS[0] || year > SENSIBLE_YEARS[1];
}

/**
 * Creates a check of the texts under some keys, in any document of a pack and its policies. A document that did not
 * change in an editor is not searched again.
 */
function inDocuments(
  keys: readonly string[],
  code: ProblemCode,
  isWrong: (text: string) => boolean,
): (subject: Subject) => Problem[] {
  const known = new WeakMap<object, readonly { readonly at: Path; readonly found: string }[]>();
  const walk = (value: object): { readonly at: Path; readonly found: string }[] =>
    Object.entries(value).flatMap(([key, inner]) => {
      if (typeof inner === 'string') return keys.includes(key) && isWrong(inner) ? [{ at: [key], found: inner }] : [];
      const place = Array.isArray(value) ? Number(key) : key;
      return inner ? walk(inner).map(({ at, found }) => ({ at: [place, ...at], found })) : [];
    });
  return ({ questionnaire, rubric, measures, policies }) =>
    [questionnaire, rubric, ...(measures ? [measures] : []), ...policies].flatMap(({ file, document }) => {
      const wrong = known.get(document) ?? walk(document);
      known.set(document, wrong);
      return wrong.map(({ at, found }) => ({ code, file, at, details: { found } }));
    });
}

function placedInstrumentAmounts({ policies }: Subject): { id: string; rule: AmountRule; file: string; at: Path }[] {
  return policies.flatMap(({ file, document: { instruments = [] } }) =>
    instruments.flatMap(({ id, amount }, i) =>
      typeof amount === 'object' && amount !== null
        ? [{ id, rule: amount, file, at: ['instruments', i, 'amount'] }]
        : [],
    ),
  );
}

/** Returns what a sum pays per unit of cost. */
function rateOf({ cost }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof cost === 'number' ? cost : undefined;
}

/** Reports the first level whose cap is lower than that of the level before it. */
function findFallingCap({ rule: { cap }, file, at }: { rule: AmountRule; file: string; at: Path }): Problem[] {
  if (typeof cap !== 'object' || cap === null) return [];
  const { of, steps } = cap as { of?: unknown; steps?: Readonly<Record<string, unknown>> };
  if (typeof of !== 'string' || !/(?:^|\.)level$/.test(of)) return [];
  const sorted = Object.entries(steps ?? {}).sort(([a], [b]) => Number(a) - Number(b));
  const found = sorted.findIndex(([, value], i) => Number(value) < Number(sorted[i - 1]?.[1] ?? Number.NaN));
  const [key, value] = sorted[found] ?? [];
  if (key === undefined) return [];
  const details = { found: key, wanted: String(value) };
  return [{ code: 'M418', file, at: [...at, 'cap', 'steps', key], on: 'key', details }];
}

/** Finds measures without any other purpose whose answers are already reached by the measures they need. */
function findIdleMeasures({ measures, plan }: Subject): Problem[] {
  const stated = measures?.document.measures ?? [];
  const byId = new Map(stated.map((measure) => [measure.id, measure]));
  const orderOf = (name: string, value: unknown): number => {
    const options = plan.inputs.find((input) => input.name === name)?.options ?? [];
    return options.length === 0 ? Number(value) : options.findIndex(({ id }) => id === value);
  };
  return stated.flatMap(({ id, needs, achieves = {}, addresses, expects }, i): Problem[] => {
    if (!measures || !needs || addresses || expects || Object.keys(achieves).length === 0) return [];
    const before = needs.flatMap((need) => (typeof need === 'string' ? (byId.get(need) ?? []) : []));
    const isReached = Object.entries(achieves).every(([name, value]) =>
      before.some(({ achieves: earlier = {} }) => {
        if (!Object.hasOwn(earlier, name) || typeof value === 'object' || typeof earlier[name] === 'object')
          return false;
        const [own, theirs] = [orderOf(name, value), orderOf(name, earlier[name])];
        return own >= 0 && theirs >= own;
      }),
    );
    const wanted = before.map((measure) => measure.id).join(', ');
    return isReached
      ? [{ code: 'M419', file: measures.file, at: ['measures', i, 'id'], details: { found: id, wanted } }]
      : [];
  });
}

/** Whether a measure can close a priority: it says so, or changes answers that the priority reads. */
function mayClose({ closes, effects }: CompiledMeasure, { id, when }: CompiledPriority, plan: Plan): boolean {
  const read = withDependencies(plan, conditionDependencies(when));
  return closes.includes(id) || effects.some(({ node }) => read.has(node));
}

/** The budget of a search for crossing costs: it never ends by itself for rules that only touch each other. */
const CROSSING_WORK = 40_000;

/** Describes answers with which the low end of a cost is above the high one; undefined if the search finds none. */
function findCrossedCosts({ low, high, reads, rules: { plan } }: CostRule): Phrase | undefined {
  const endOf = (amount: CompiledAmount, read: NodeReader): Possible => {
    if (amount.kind === 'rule') return read(amount.node);
    return amount.kind === 'fixed' ? exactly(amount.value) : NOTHING;
  };
  const found = findAnswers(
    plan,
    {
      reads: [low, high].flatMap((end) => (end.kind === 'rule' ? [end.node] : [])),
      conditions: [],
      truth(read) {
        const ends = [endOf(low, read), endOf(high, read)];
        const [below, above] = ends.map(rangeOf);
        if (!below || !above) return 'fails';
        if (below.low && above.high && compare(below.low, above.high) > 0)
          return ends.some(({ nothing }) => nothing) ? 'undecided' : 'holds';
        return below.high && above.low && compare(below.high, above.low) <= 0 ? 'fails' : 'undecided';
      },
      direction: 'best',
    },
    CROSSING_WORK,
  );
  if (found.verdict !== 'found') return undefined;
  const { values } = evaluateWithin(plan, found.answers, [...plan.nodes.keys()]);
  const traits = reads.flatMap((name): Trait[] => {
    const node = plan.names.get(name)?.node;
    return node === undefined ? [] : [{ name, node, value: settledValue(values[node] as Possible) }];
  });
  return describeTraits(traits);
}

/** Whether a condition of the policy reads an answer that the measure raises. */
function readsAny(conditions: readonly (CompiledMeasure['when'] | null)[], { effects }: CompiledMeasure): boolean {
  return conditions.some(
    (one) => one && conditionDependencies(one).some((at) => effects.some(({ node }) => node === at)),
  );
}

/** Looks for answers with which the measure applies and raises at least one of them. */
function findGap({ when, effects }: CompiledMeasure, { plan }: Subject): SearchVerdict {
  // M401 reports a measure that never applies.
  const applies = when ? [when] : [];
  if (when && findAnswers(plan, conditionsGoal(applies, undefined, 'worst')).verdict !== 'found')
    return { verdict: 'found', answers: new Map() };
  const verdicts = effects.map((effect) =>
    findAnswers(plan, conditionsGoal([...applies, belowEffect(effect, plan)], undefined, 'worst')),
  );
  return bestVerdict(verdicts);
}

function findBeyond({ plan, measures, catalogue }: Subject): Problem[] {
  const { level } = plan;
  if (level === null || !measures) return [];
  const { after, possible } = evaluateFromLowest(plan, catalogue);
  const highest = highestNumber(after.values[level]);
  const beyond = levelRequirements(plan).find(({ value }) => !isAtLeast(highest, value));
  // If no answers reach the level at all, no measure is missing.
  if (!beyond || !isAtLeast(highestNumber(possibleValues(plan, [level])(level)), beyond.value)) return [];
  const found = toDecimalText(beyond.value, 6);
  const place = { file: measures.file, at: ['measures'], on: 'key' as const };
  // More is not always better: some of the measures may lead further than all of them together.
  if (isAtLeast(highestNumber(possible[level]), beyond.value)) {
    return [{ code: 'M320', ...place, details: { wanted: { phrase: 'measuresLeadTo', level: found } } }];
  }
  const lacking = beyond.unmet((at) => after.values[at] as never).filter(({ truth }) => truth === 'fails');
  const names = [...new Set(lacking.map(({ name }) => name))];
  const wanted: ProblemDetails = names.length === 0 ? {} : { wanted: { phrase: 'tooLittle', names } };
  return [{ code: 'M403', ...place, details: { found, ...wanted } }];
}

function findIneligible({ instrument: { id, when, after }, file, at }: PlacedInstrument, subject: Subject): Problem[] {
  const search = (key: 'when' | 'after', conditions: readonly Condition[], wanted: Phrase): Problem[] =>
    conditions.length === 0
      ? []
      : toProblems(
          findAnswers(subject.plan, conditionsGoal(conditions)),
          { code: 'M404', file, at: [...at, key], on: 'key', details: { found: id, wanted } },
          { phrase: 'anybodyGets', id },
        );
  const alone = [
    ...search('when', when ? [when] : [], { phrase: 'noAnswersMeetCondition' }),
    ...search('after', after ? [after] : [], { phrase: 'noAnswersAfter' }),
  ];
  if (alone.length > 0 || !when || !after) return alone;
  return search('after', [...unaffectedParts(when, subject), ...unaffectedParts(after, subject)], {
    phrase: 'excludeEachOther',
  });
}

function findCrossedBounds(score: ScoreRule, place: Path, file: string): Problem[] {
  return nestedRules(score, place).flatMap(({ rule, at }) => {
    const caps = boundValues(rule.cap);
    const floors = boundValues(rule.floor);
    const [highest, lowest] = [Math.max(...caps), Math.min(...floors)];
    if (caps.length === 0 || floors.length === 0 || highest >= lowest) return [];
    return [{ code: 'M406', file, at: [...at, 'cap'], details: { found: String(highest), wanted: String(lowest) } }];
  });
}

/** Returns the values that a bound can take, if it lists them. */
function boundValues(bound: ScoreRule['cap']): readonly number[] {
  if (bound === undefined || typeof bound === 'string') return [];
  if (typeof bound === 'number') return [bound];
  const { value, steps, linear, first, floor, cap } = bound;
  const isBounded = floor !== undefined || cap !== undefined || bound.to !== undefined || bound.round !== undefined;
  const listed = steps ? Object.values(steps) : first?.map((one) => one.value);
  const stated = value === undefined ? (listed ?? Object.values(linear ?? {})) : [value];
  const values = stated.flatMap((one) => parseExact(one) ?? []).map(toNumber);
  return isBounded || values.length < stated.length ? [] : values;
}

/** The most kinds of enterprises that a finding names. */
const MAX_NAMED = 5;

function findLeftOut(subject: Subject): Problem[] {
  const { plan } = subject;
  const tracks = placedTracks(subject);
  const [first] = tracks;
  if (!first || tracks.some(({ track }) => !track.when)) return [];
  const conditions = tracks.flatMap(({ track: { when } }) => (when ? [when] : []));
  const outside = conditions.map((of): Condition => ({ op: 'not', of }));
  if (plan.scope) outside.push(plan.scope.when);
  const place = { file: first.file, at: ['tracks'], on: 'key' as const };
  const named: Phrase[] = [];
  for (;;) {
    const found = findAnswers(plan, conditionsGoal(outside));
    if (found.verdict === 'undecided' && named.length === 0) {
      return [{ code: 'M320', ...place, details: { wanted: { phrase: 'everyoneHasTrack' } } }];
    }
    if (found.verdict !== 'found') break;
    const traits = traitsOf(conditions, found.answers, plan);
    named.push(describeTraits(traits));
    // Excludes enterprises like this one and searches on; only choices are few enough to enumerate.
    if (named.length === MAX_NAMED || !traits.every(isChoice)) break;
    const alike = traits.map(({ name, node, value }): Condition => {
      return { op: 'entry', name, node, test: { keyword: 'const', atoms: [value as Atom] } };
    });
    outside.push({ op: 'not', of: { op: 'all', of: alike } });
  }
  return named.length === 0
    ? []
    : [{ code: 'M407', ...place, details: { wanted: { phrase: 'kindsOfEnterprise', of: named } } }];
}

/** What conditions read of an enterprise; the value is null for nothing, and undefined for a list or an open value. */
interface Trait {
  readonly name: string;
  readonly node: number;
  readonly value: ReturnType<typeof settledValue>;
}

function traitsOf(conditions: readonly Condition[], answers: PossibleAnswers, plan: Plan): Trait[] {
  const { values } = evaluateWithin(plan, answers, [...plan.nodes.keys()]);
  const entries = new Map(conditions.flatMap(conditionEntries).map(({ name, node }) => [name, node]));
  return [...entries].map(([name, node]) => ({ name, node, value: settledValue(values[node] as Possible) }));
}

function isChoice({ value }: Trait): boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

function describeTraits(traits: readonly Trait[]): Phrase {
  return { phrase: 'traits', of: traits.map(describeTrait) };
}

function describeTrait({ name, value }: Trait): Phrase {
  if (value === null) return { phrase: 'noTrait', name };
  if (value === undefined) return { phrase: 'anyTrait', name };
  if (typeof value !== 'object') return { phrase: 'trait', name, value: String(value) };
  return { phrase: 'trait', name, value: 'n' in value ? toDecimalText(value, 6) : value.join(', ') };
}

function takenBefore(earlier: number): Phrase {
  return { phrase: earlier === 0 ? 'noAnswersMeetCondition' : 'noAnswersLeft' };
}
