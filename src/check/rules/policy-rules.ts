// M4xx: likely mistakes in valid measures and policies.

import {
  type AmountRule,
  compare,
  fromNumber,
  itemAt,
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
  isLoanFigure,
  nestedRules,
  possibleAmount,
  valuesOfCost,
} from '../../policy/index.ts';
import {
  type Atom,
  type Condition,
  createExactValue,
  evaluateWithin,
  isNothing,
  listConditionDependencies,
  listConditionEntries,
  listLevelRequirements,
  NOTHING,
  type NodeReader,
  type Plan,
  type Possible,
  type PossibleAnswers,
  rangeOf,
  settledValue,
} from '../../scoring/index.ts';
import {
  chooseBestVerdict,
  createConditionsGoal,
  evaluatePossibleValues,
  findAnswers,
  type SearchVerdict,
  toProblems,
} from '../answer-search.ts';
import {
  affectsAnyAnswer,
  evaluateFromLowest,
  findHighestNumber,
  findUnaffectedParts,
  negateEffect,
} from '../measure-effects.ts';
import { isNeverAbove } from '../ordered-nodes.ts';
import {
  listPlacedAmounts,
  listPlacedInstruments,
  listPlacedMeasures,
  listPlacedTracks,
  type PlacedInstrument,
} from '../placed-parts.ts';
import type { Rule, Subject } from '../rule-definition.ts';
import { addDependencies } from '../search-space.ts';

export const POLICY_RULES = {
  M401: {
    sparesInherited: true,
    check: (subject) =>
      listPlacedMeasures(subject).flatMap(({ measure: { id, when }, file, at }) =>
        when
          ? toProblems(
              findAnswers(subject.plan, createConditionsGoal([when], undefined, 'worst')),
              { code: 'M401', file, at: [...at, 'id'], details: { found: id } },
              { phrase: 'measureApplies', id },
            )
          : [],
      ),
  },
  M402: {
    needsAll: true,
    check(subject) {
      const { plan, catalogue, policy } = subject;
      const { instruments, tracks } = policy;
      const conditions = [
        ...instruments.flatMap(({ when, after }) => [when, after]),
        ...tracks.map(({ when }) => when),
      ];
      const reachedNodes = addDependencies(plan, [
        ...plan.scores.map(({ node }) => node),
        ...conditions.flatMap((condition) => (condition ? listConditionDependencies(condition) : [])),
      ]);
      const neededIds = new Set(catalogue.flatMap(({ needs }) => needs));
      return listPlacedMeasures(subject).flatMap(({ measure, file, at }) => {
        const { id } = measure;
        const reportUnread = (reason: Phrase) => ({
          code: 'M402' as const,
          file,
          at: [...at, 'id'],
          details: { found: id, wanted: reason },
        });
        // A measure that another measure needs has a purpose, even without an effect of its own.
        if (
          !neededIds.has(id) &&
          measure.closes.length === 0 &&
          measure.eases.size === 0 &&
          !readsAny(conditions, measure) &&
          !affectsAnyAnswer(measure, plan, reachedNodes)
        ) {
          return [reportUnread({ phrase: 'nothingCounts' })];
        }
        return toProblems(findMeasureGap(measure, subject), reportUnread({ phrase: 'nothingToRaise' }), {
          phrase: 'measureRaises',
          id,
        });
      });
    },
  },
  M403: {
    needsAll: true,
    check: findUnreachableLevel,
  },
  M404: {
    check: (subject) => listPlacedInstruments(subject).flatMap((placed) => findUnreachableConditions(placed, subject)),
  },
  M405: {
    check: (subject) =>
      listPlacedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) => {
        const { asOf } = subject;
        const lastDays = [
          { key: 'valid', day: definition.valid?.to, phrase: 'ended' },
          { key: 'apply', day: definition.apply?.to, phrase: 'applicationsEnded' },
        ] as const;
        return lastDays.flatMap(({ key, day, phrase }) => {
          // Days in ISO format can be compared as texts.
          if (asOf === null || !day || asOf <= day) return [];
          const details = { found: id, wanted: { phrase, day, today: asOf } };
          return [{ code: 'M405' as const, file, at: [...at, key, 'to'], details }];
        });
      }),
  },
  M406: {
    check(subject) {
      const { rubric } = subject;
      const scores = Object.entries(rubric.document.scores).flatMap(([name, score]) =>
        typeof score === 'string' ? [] : findCrossedBounds(score, ['scores', name], rubric.file),
      );
      const amounts = listPlacedAmounts(subject).flatMap(({ rule, file, at }) =>
        findCrossedBounds(expandYears(rule), at, file),
      );
      return [...scores, ...amounts];
    },
  },
  M407: {
    needsAll: true,
    check: findUncoveredAnswers,
  },
  M408: {
    isAboutPlace: true,
    check(subject: Subject): Problem[] {
      // A rubric that does not state its source has the same source as the questionnaire.
      const { questionnaire, measures, policies } = subject;
      const findMissingSource = (what: Phrase, source: Provenance | undefined, file: string, at: Path): Problem[] =>
        source ? [] : [{ code: 'M408', file, at, details: { found: what } }];
      return [
        ...findMissingSource({ phrase: 'theQuestionnaire' }, questionnaire.document.source, questionnaire.file, ['id']),
        ...(measures
          ? findMissingSource({ phrase: 'theCatalogue' }, measures.document.source, measures.file, ['kind'])
          : []),
        ...policies.flatMap(({ document, file }) =>
          findMissingSource({ phrase: 'thePolicy' }, document.source, file, ['id']),
        ),
        ...listPlacedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
          findMissingSource({ phrase: 'theInstrument', id }, definition.source, file, [...at, 'id']),
        ),
      ];
    },
  },
  M409: {
    needsAll: true,
    check(subject) {
      const { measures, catalogue, policies } = subject;
      if (!measures) return [];
      const carriedTags = new Set(catalogue.flatMap(({ tags }) => tags));
      const findUncarriedTags = (
        tags: readonly string[],
        name: string,
        phrase: 'limits' | 'paysFor' | 'prefers',
        file: string,
        at: Path,
      ): Problem[] =>
        tags.flatMap((found, i) =>
          carriedTags.has(found)
            ? []
            : [
                {
                  code: 'M409',
                  file,
                  at: [...at, i],
                  details: { found, name, wanted: { phrase }, allowed: [...carriedTags] },
                },
              ],
        );
      return [
        ...listPlacedTracks(subject).flatMap(({ track: { id, definition }, file, at }) =>
          findUncarriedTags(definition.prefers ?? [], id, 'prefers', file, [...at, 'prefers']),
        ),
        ...listPlacedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
          findUncarriedTags(definition.covers ?? [], id, 'paysFor', file, [...at, 'covers']),
        ),
        ...policies.flatMap(({ file, document: { ceilings = [] } }) =>
          ceilings.flatMap(({ id, covers = [] }, i) =>
            findUncarriedTags(covers, id, 'limits', file, ['ceilings', i, 'covers']),
          ),
        ),
      ];
    },
  },
  M410: {
    check: (subject) =>
      listPlacedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
        (definition.stack?.excludes ?? []).flatMap((excluded, i) =>
          excluded === id
            ? [{ code: 'M410' as const, file, at: [...at, 'stack', 'excludes', i], details: { found: id } }]
            : [],
        ),
      ),
  },
  M411: {
    check: (subject) =>
      listPlacedInstruments(subject).flatMap(({ instrument: { id, amount, terms }, file, at }) => {
        if (terms || amount.kind !== 'rule') return [];
        const yearFigure = [...amount.given.keys()].find(isLoanFigure);
        if (yearFigure === undefined) return [];
        const [found = ''] = yearFigure.split('/');
        return [{ code: 'M411' as const, file, at: [...at, 'amount'], details: { found, name: id } }];
      }),
  },
  M412: {
    check: (subject) =>
      listPlacedTracks(subject).flatMap(({ track: { id, policy, when, tiers }, file, at }, i, all) => {
        const earlierMeasures = all.slice(0, i).filter(({ track }) => track.policy === policy);
        const notEarlier = earlierMeasures.flatMap(({ track }): Condition[] =>
          track.when ? [{ op: 'not', of: track.when }] : [],
        );
        const findUnreachable = (
          found: string,
          wanted: Phrase,
          conditions: readonly Condition[],
          place: Path,
        ): Problem[] =>
          toProblems(
            findAnswers(subject.plan, createConditionsGoal(conditions)),
            { code: 'M412', file, at: [...place, 'when'], on: 'key', details: { found, wanted } },
            { phrase: 'anybodyComesTo', id: found },
          );
        // A track without a condition is for all enterprises that no other track is for.
        const ownProblems = when
          ? findUnreachable(id, describeEarlierTracks(earlierMeasures.length), [when, ...notEarlier], at)
          : [];
        if (ownProblems.length > 0) return ownProblems;
        return tiers.flatMap(({ definition, when: needed }, t) => {
          const tierPath = [...at, 'tiers', t];
          const tierProblems = findUnreachable(definition.id, { phrase: 'noAnswersMeetCondition' }, [needed], tierPath);
          if (tierProblems.length > 0 || !when) return tierProblems;
          const unaffectedConditions = [...findUnaffectedParts(when, subject), ...findUnaffectedParts(needed, subject)];
          return findUnreachable(
            definition.id,
            { phrase: 'excludesCondition', track: id },
            unaffectedConditions,
            tierPath,
          );
        });
      }),
  },
  M413: {
    check({ policies, catalogue }) {
      const usualCurrency = catalogue.find(({ definition }) => definition.cost)?.definition.cost?.currency;
      if (usualCurrency === undefined) return [];
      return policies.flatMap(({ file, document: { currency, instruments = [] } }) =>
        currency === usualCurrency || instruments.length === 0
          ? []
          : [
              {
                code: 'M413' as const,
                file,
                at: ['currency'],
                on: 'value' as const,
                details: { found: currency, wanted: usualCurrency },
              },
            ],
      );
    },
  },
  M414: {
    check: (subject) =>
      listPlacedMeasures(subject).flatMap(({ measure, file, at }) =>
        costRulesOf(measure).flatMap(({ key, rule }) => {
          const crossedCosts = findCrossedCosts(rule);
          if (!crossedCosts) return [];
          const details = { found: measure.id, wanted: crossedCosts };
          return [
            {
              code: 'M414' as const,
              file,
              at: [...at, ...measure.costPlaces[key], 'low'],
              on: 'key' as const,
              details,
            },
          ];
        }),
      ),
  },
  M415: {
    check: (subject) =>
      listPlacedMeasures(subject).flatMap(({ measure, file, at }) =>
        costRulesOf(measure).flatMap(({ key, rule }) => {
          const values = valuesOfCost(rule);
          return (['low', 'high'] as const).flatMap((end): Problem[] => {
            const possibleCost = possibleAmount(rule[end], values);
            if (!possibleCost) return [];
            const isEndless = !rangeOf(possibleCost)?.high && !isNothing(possibleCost);
            if (!isEndless && !possibleCost.nothing) return [];
            const details = {
              found: measure.id,
              name: end,
              wanted: { phrase: isEndless ? 'noUpperEnd' : 'mayBeNothing' } as const,
            };
            return [{ code: 'M415', file, at: [...at, ...measure.costPlaces[key], end], on: 'key', details }];
          });
        }),
      ),
  },
  M416: {
    sparesInherited: true,
    check: (subject) => {
      const { plan, catalogue, priorities } = subject;
      const { file = '', document } = subject.measures ?? {};
      return (document?.priorities ?? []).flatMap(({ id }, i): Problem[] => {
        const priority = priorities.find((candidate) => candidate.id === id);
        if (!priority) return [];
        const priorityPath = ['priorities', i];
        const reportPriority = (wanted: Phrase): Problem => ({
          code: 'M416',
          file,
          at: [...priorityPath, 'id'],
          details: { found: id, wanted },
        });
        const neverGapProblems = toProblems(
          findAnswers(plan, createConditionsGoal([priority.when], undefined, 'worst')),
          reportPriority({ phrase: 'neverAGap' }),
          { phrase: 'priorityIsGap', id },
        );
        const canBeClosed = mayBeClosed(priority, catalogue, plan);
        return neverGapProblems.length === 0 && !canBeClosed
          ? [reportPriority({ phrase: 'closedByNone' })]
          : neverGapProblems;
      });
    },
  },
  M417: {
    isAboutPlace: true,
    check: (subject) =>
      listInstrumentAmounts(subject).flatMap(({ id, rule, file, at }) => {
        const rate = typeof rule.sum === 'object' && !Array.isArray(rule.sum) ? rateOf(rule.sum) : undefined;
        if (rate === undefined || rate <= 1) return [];
        const details = { found: id, wanted: `${toDecimalText(multiply(fromNumber(rate), fromNumber(100)), 2)} %` };
        return [{ code: 'M417' as const, file, at: [...at, 'sum'], on: 'key' as const, details }];
      }),
  },
  M418: {
    isAboutPlace: true,
    check: (subject) => listInstrumentAmounts(subject).flatMap(findFallingCap),
  },
  M419: {
    check: findIdleMeasures,
  },
  M420: {
    isAboutPlace: true,
    check: ({ measures }) =>
      (measures?.document.measures ?? []).flatMap(({ months }, i): Problem[] => {
        if (!measures || months === undefined || months.high <= MAX_MONTHS) return [];
        const details = { found: String(months.high), wanted: String(Math.round(months.high / 12)) };
        return [{ code: 'M420', file: measures.file, at: ['measures', i, 'months', 'high'], details }];
      }),
  },
  M421: {
    isAboutPlace: true,
    check: findInDocuments(['date', 'from', 'to'], 'M421', isOddDate),
  },
  M422: {
    isAboutPlace: true,
    check: findInDocuments(['url'], 'M422', (text) => !WEB_ADDRESS_PATTERN.test(text)),
  },
  M423: {
    check: ({ measures, catalogue, priorities }) =>
      (measures?.document.pains ?? []).flatMap(({ id, demand }, i): Problem[] => {
        // An obligation matters because of its day, even without a measure: the plan reports an unmet one prominently.
        const isJudged = !demand && priorities.some((priority) => priority.id === id);
        return !measures || !isJudged || catalogue.some(({ eases }) => eases.has(id))
          ? []
          : [{ code: 'M423', file: measures.file, at: ['pains', i, 'id'], details: { found: id } }];
      }),
  },
} satisfies Partial<Record<ProblemCode, Rule>>;

/** Ten years, because no measure takes longer. */
const MAX_MONTHS = 120;

/** The years between which the dates of sources and instruments must be. */
const SENSIBLE_YEARS = [1900, 2100] as const;

const WEB_ADDRESS_PATTERN = /^https?:\/\/[^/\s]+\.\S+$/;

function isOddDate(text: string): boolean {
  const yearFigure = Number(/^(\d{4})(?:-|$)/.exec(text)?.[1] ?? SENSIBLE_YEARS[0]);
  return yearFigure < SENSIBLE_YEARS[0] || yearFigure > SENSIBLE_YEARS[1];
}

/**
 * Creates a check of all texts under some keys, in every document of a pack and its policies. Findings are cached, so a
 * document that an editor did not change is not searched again.
 */
function findInDocuments(
  keys: readonly string[],
  code: ProblemCode,
  isWrong: (text: string) => boolean,
): (subject: Subject) => Problem[] {
  const cached = new WeakMap<object, readonly { readonly at: Path; readonly found: string }[]>();
  const walk = (value: object): { readonly at: Path; readonly found: string }[] =>
    Object.entries(value).flatMap(([key, inner]) => {
      if (typeof inner === 'string') return keys.includes(key) && isWrong(inner) ? [{ at: [key], found: inner }] : [];
      const pathKey = Array.isArray(value) ? Number(key) : key;
      return inner ? walk(inner).map(({ at, found }) => ({ at: [pathKey, ...at], found })) : [];
    });
  return ({ questionnaire, rubric, measures, policies }) =>
    [questionnaire, rubric, ...(measures ? [measures] : []), ...policies].flatMap(({ file, document }) => {
      const wrongTexts = cached.get(document) ?? walk(document);
      cached.set(document, wrongTexts);
      return wrongTexts.map(({ at, found }) => ({ code, file, at, details: { found } }));
    });
}

function listInstrumentAmounts({ policies }: Subject): { id: string; rule: AmountRule; file: string; at: Path }[] {
  return policies.flatMap(({ file, document: { instruments = [] } }) =>
    instruments.flatMap(({ id, amount }, i) =>
      typeof amount === 'object' && amount !== null
        ? [{ id, rule: amount, file, at: ['instruments', i, 'amount'] }]
        : [],
    ),
  );
}

/** Returns the rate per unit of cost in an amount; undefined if there is none, or if it is not a fixed number. */
function rateOf({ cost }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof cost === 'number' ? cost : undefined;
}

/** Reports the first level whose cap is lower than the cap of the level before it. */
function findFallingCap({ rule: { cap }, file, at }: { rule: AmountRule; file: string; at: Path }): Problem[] {
  if (typeof cap !== 'object' || cap === null) return [];
  const { of, steps } = cap as { of?: unknown; steps?: Readonly<Record<string, unknown>> };
  if (typeof of !== 'string' || !/(?:^|\.)level$/.test(of)) return [];
  const sortedSteps = Object.entries(steps ?? {}).sort(([a], [b]) => Number(a) - Number(b));
  const fallIndex = sortedSteps.findIndex(
    ([, value], i) => Number(value) < Number(sortedSteps[i - 1]?.[1] ?? Number.NaN),
  );
  const [key, value] = sortedSteps[fallIndex] ?? [];
  if (key === undefined) return [];
  const details = { found: key, wanted: String(value) };
  return [{ code: 'M418', file, at: [...at, 'cap', 'steps', key], on: 'key', details }];
}

/**
 * Finds measures that have no purpose: they only raise answers, and measures that they need already raise these as
 * high.
 */
function findIdleMeasures({ measures, plan }: Subject): Problem[] {
  const statedMeasures = measures?.document.measures ?? [];
  const byId = new Map(statedMeasures.map((measure) => [measure.id, measure]));
  const orderOf = (name: string, value: unknown): number => {
    const options = plan.inputs.find((input) => input.name === name)?.options ?? [];
    return options.length === 0 ? Number(value) : options.findIndex(({ id }) => id === value);
  };
  return statedMeasures.flatMap(({ id, needs, achieves = {}, addresses, expects }, i): Problem[] => {
    if (!measures || !needs || addresses || expects || Object.keys(achieves).length === 0) return [];
    const neededMeasures = needs.flatMap((need) => (typeof need === 'string' ? (byId.get(need) ?? []) : []));
    const isReached = Object.entries(achieves).every(([name, value]) =>
      neededMeasures.some(({ achieves: earlier = {} }) => {
        if (!Object.hasOwn(earlier, name) || typeof value === 'object' || typeof earlier[name] === 'object')
          return false;
        const [own, theirs] = [orderOf(name, value), orderOf(name, earlier[name])];
        return own >= 0 && theirs >= own;
      }),
    );
    const neededIds = neededMeasures.map((measure) => measure.id).join(', ');
    return isReached
      ? [{ code: 'M419', file: measures.file, at: ['measures', i, 'id'], details: { found: id, wanted: neededIds } }]
      : [];
  });
}

/**
 * Whether a measure can close a priority: the measure names the priority, or it changes answers that the priority
 * reads.
 */
function mayBeClosed({ id, when }: CompiledPriority, catalogue: readonly CompiledMeasure[], plan: Plan): boolean {
  const nodesRead = addDependencies(plan, listConditionDependencies(when));
  return catalogue.some(
    ({ closes, effects }) => closes.includes(id) || effects.some(({ node }) => nodesRead.has(node)),
  );
}

/**
 * The limit of work for finding costs whose ends cross; without it, the search would not end if the ends merely touch.
 */
const CROSSING_WORK = 40_000;

/** Describes answers for which the low end of a cost is above the high end; undefined if the search finds none. */
function findCrossedCosts({ low, high, reads, plan }: CostRule): Phrase | undefined {
  if (low.kind === 'rule' && high.kind === 'rule' && isNeverAbove(low.node, high.node, plan)) return undefined;
  const endOf = (amount: CompiledAmount, nodesRead: NodeReader): Possible => {
    if (amount.kind === 'rule') return nodesRead(amount.node);
    return amount.kind === 'fixed' ? createExactValue(amount.value) : NOTHING;
  };
  const answersThatCross = findAnswers(
    plan,
    {
      reads: [low, high].flatMap((end) => (end.kind === 'rule' ? [end.node] : [])),
      conditions: [],
      truth(nodesRead) {
        const costEnds = [endOf(low, nodesRead), endOf(high, nodesRead)];
        const [below, above] = costEnds.map(rangeOf);
        if (!below || !above) return 'fails';
        if (below.low && above.high && compare(below.low, above.high) > 0)
          return costEnds.some(({ nothing }) => nothing) ? 'undecided' : 'holds';
        return below.high && above.low && compare(below.high, above.low) <= 0 ? 'fails' : 'undecided';
      },
      direction: 'best',
    },
    CROSSING_WORK,
  );
  if (answersThatCross.verdict !== 'found') return undefined;
  const { values } = evaluateWithin(plan, answersThatCross.answers, [...plan.nodes.keys()]);
  const traits = reads.flatMap((name): Trait[] => {
    const node = plan.names.get(name)?.node;
    return node === undefined ? [] : [{ name, node, value: settledValue(itemAt(values, node)) }];
  });
  return describeTraits(traits);
}

/** Whether one of these conditions reads an answer that the measure raises. */
function readsAny(conditions: readonly (CompiledMeasure['when'] | null)[], { effects }: CompiledMeasure): boolean {
  return conditions.some(
    (condition) =>
      condition && listConditionDependencies(condition).some((at) => effects.some(({ node }) => node === at)),
  );
}

/** Searches for answers to which the measure applies and of which it raises at least one. */
function findMeasureGap({ when, effects }: CompiledMeasure, { plan }: Subject): SearchVerdict {
  if (effects.length === 0) return { verdict: 'found', answers: new Map() };
  // A measure that never applies is reported by M401.
  const measureConditions = when ? [when] : [];
  if (when && findAnswers(plan, createConditionsGoal(measureConditions, undefined, 'worst')).verdict !== 'found')
    return { verdict: 'found', answers: new Map() };
  const verdicts = effects.map((effect) =>
    findAnswers(plan, createConditionsGoal([...measureConditions, negateEffect(effect, plan)], undefined, 'worst')),
  );
  return chooseBestVerdict(verdicts);
}

function findUnreachableLevel({ plan, measures, catalogue }: Subject): Problem[] {
  const { level } = plan;
  if (level === null || !measures) return [];
  const { after, possible } = evaluateFromLowest(plan, catalogue);
  const highest = findHighestNumber(after.values[level]);
  const unreachableLevel = listLevelRequirements(plan).find(({ value }) => !isAtLeast(highest, value));
  // If the level cannot be reached with any answers, no measure can be missing.
  if (
    !unreachableLevel ||
    !isAtLeast(findHighestNumber(evaluatePossibleValues(plan, [level])(level)), unreachableLevel.value)
  )
    return [];
  const unreachableValue = toDecimalText(unreachableLevel.value, 6);
  const measuresPlace = { file: measures.file, at: ['measures'], on: 'key' as const };
  // All measures together need not be the best selection: some of them alone may lead to a higher level.
  if (isAtLeast(findHighestNumber(possible[level]), unreachableLevel.value)) {
    return [
      { code: 'M320', ...measuresPlace, details: { wanted: { phrase: 'measuresLeadTo', level: unreachableValue } } },
    ];
  }
  const failingRequirements = unreachableLevel
    .unmet((at) => after.values[at] as never)
    .filter(({ truth }) => truth === 'fails');
  const names = [...new Set(failingRequirements.map(({ name }) => name))];
  const wantedDetails: ProblemDetails = names.length === 0 ? {} : { wanted: { phrase: 'tooLittle', names } };
  return [{ code: 'M403', ...measuresPlace, details: { found: unreachableValue, ...wantedDetails } }];
}

function findUnreachableConditions(
  { instrument: { id, when, after }, file, at }: PlacedInstrument,
  subject: Subject,
): Problem[] {
  const findUnreachable = (key: 'when' | 'after', conditions: readonly Condition[], wanted: Phrase): Problem[] =>
    conditions.length === 0
      ? []
      : toProblems(
          findAnswers(subject.plan, createConditionsGoal(conditions)),
          { code: 'M404', file, at: [...at, key], on: 'key', details: { found: id, wanted } },
          { phrase: 'anybodyGets', id },
        );
  const ownProblems = [
    ...findUnreachable('when', when ? [when] : [], { phrase: 'noAnswersMeetCondition' }),
    ...findUnreachable('after', after ? [after] : [], { phrase: 'noAnswersAfter' }),
  ];
  if (ownProblems.length > 0 || !when || !after) return ownProblems;
  return findUnreachable('after', [...findUnaffectedParts(when, subject), ...findUnaffectedParts(after, subject)], {
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

/** Returns the values that a bound can have, if it lists them. */
function boundValues(bound: ScoreRule['cap']): readonly number[] {
  if (bound === undefined || typeof bound === 'string') return [];
  if (typeof bound === 'number') return [bound];
  const { value, steps, linear, first, floor, cap } = bound;
  const isBounded = floor !== undefined || cap !== undefined || bound.to !== undefined || bound.round !== undefined;
  const listedValues = steps ? Object.values(steps) : first?.map((declaredCase) => declaredCase.value);
  const statedValues = value === undefined ? (listedValues ?? Object.values(linear ?? {})) : [value];
  const values = statedValues.flatMap((number) => parseExact(number) ?? []).map(toNumber);
  return isBounded || values.length < statedValues.length ? [] : values;
}

/** Maximum number of kinds of enterprises that a finding names. */
const MAX_NAMED = 5;

function findUncoveredAnswers(subject: Subject): Problem[] {
  const { plan } = subject;
  const tracks = listPlacedTracks(subject);
  const [first] = tracks;
  if (!first || tracks.some(({ track }) => !track.when)) return [];
  const conditions = tracks.flatMap(({ track: { when } }) => (when ? [when] : []));
  const notCovered = conditions.map((of): Condition => ({ op: 'not', of }));
  if (plan.scope) notCovered.push(plan.scope.when);
  const tracksPlace = { file: first.file, at: ['tracks'], on: 'key' as const };
  const namedTraits: Phrase[] = [];
  for (;;) {
    const leftOut = findAnswers(plan, createConditionsGoal(notCovered));
    if (leftOut.verdict === 'undecided' && namedTraits.length === 0) {
      return [{ code: 'M320', ...tracksPlace, details: { wanted: { phrase: 'everyoneHasTrack' } } }];
    }
    if (leftOut.verdict !== 'found') break;
    const traits = listTraits(conditions, leftOut.answers, plan);
    namedTraits.push(describeTraits(traits));
    // Goes on to find another kind of enterprise, unless a trait is a number: then there are too many kinds.
    if (namedTraits.length === MAX_NAMED || !traits.every(isChoice)) break;
    const sameTraits = traits.map(({ name, node, value }): Condition => {
      return { op: 'entry', name, node, test: { keyword: 'const', atoms: [value as Atom] } };
    });
    notCovered.push({ op: 'not', of: { op: 'all', of: sameTraits } });
  }
  return namedTraits.length === 0
    ? []
    : [{ code: 'M407', ...tracksPlace, details: { wanted: { phrase: 'kindsOfEnterprise', of: namedTraits } } }];
}

/**
 * A value that conditions read. It is null if there is no value, and undefined if it is a list or if open answers may
 * still change it.
 */
interface Trait {
  readonly name: string;
  readonly node: number;
  readonly value: ReturnType<typeof settledValue>;
}

function listTraits(conditions: readonly Condition[], answers: PossibleAnswers, plan: Plan): Trait[] {
  const { values } = evaluateWithin(plan, answers, [...plan.nodes.keys()]);
  const entries = new Map(conditions.flatMap(listConditionEntries).map(({ name, node }) => [name, node]));
  return [...entries].map(([name, node]) => ({ name, node, value: settledValue(itemAt(values, node)) }));
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

function describeEarlierTracks(earlier: number): Phrase {
  return { phrase: earlier === 0 ? 'noAnswersMeetCondition' : 'noAnswersLeft' };
}
