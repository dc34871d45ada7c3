// Compiles a catalogue of measures against a plan: effects, needs, exclusions, savings. Reports whatever cannot work.

import {
  type AddOptions,
  add,
  compare,
  findNearestNames,
  fromNumber,
  type Measure,
  type Measures,
  type Months,
  ONE,
  type Path,
  type Priority,
  type Problem,
  type ProblemCode,
  type Rational,
  type Role,
  rankBySpelling,
  type StatedCost,
  toDecimalText,
  ZERO,
} from '../model/index.ts';
import {
  type AnswerValue,
  type CompiledPlan,
  type Condition,
  compileCondition,
  hasUnknownOptions,
  type Input,
  type Plan,
  parseAnswerValue,
  type ReportProblem,
  type Source,
  takesSeveral,
} from '../scoring/index.ts';
import { type CompiledCaution, compileCautions } from './cautions.ts';
import { compileEases, compilePains, type EasedShare } from './compile-pains.ts';
import { compileDrivers, toGivenFigures } from './cost-drivers.ts';
import { type CostRule, type CostRuleOf, compileCostRules, computePossibleCost, isPlainCost } from './cost-rule.ts';
import type { CompiledDue, CompiledPriority } from './gaps.ts';
import { compileDaysRules, type DaysRule } from './own-days.ts';
import { type CostKey, type CostPlaces, type PricedMeasure, priceInCurrency } from './stated-costs.ts';

/** The open gap that makes a measure urgent: its weight and position decide the order of measures in plans. */
export interface OpenGap {
  /**
   * What the measure saves of the losses that the enterprise states: for each pain, what its removal is worth, times
   * the share of it that the measure takes away; absent if no sum is stated.
   */
  readonly saving?: Rational;
  /**
   * Set for a pain without a stated sum of which the measure takes away only a part, if another candidate takes away
   * most of it.
   */
  readonly isPart?: true;
  /** The weight of the gap; raised, where necessary, to that of any measure that saves less of the stated losses. */
  readonly weight: Rational;
  /** The position of the gap among the gaps, from 0. */
  readonly place: number;
}

/** A measure ready for planning: names are replaced by positions, and figures are exact. */
export interface CompiledMeasure {
  readonly id: string;
  /** The measure as written in the catalogue, with its costs in the pack's currency. */
  readonly definition: PricedMeasure;
  readonly costPlaces: CostPlaces;
  readonly when: Condition | null;
  readonly effects: readonly Effect[];
  /**
   * The ids of the priorities that the catalogue says the measure closes, and of the pains of which the measure takes
   * away most.
   */
  readonly closes: readonly string[];
  /** How much of each pain the measure takes away, by the id of the pain. */
  readonly eases: ReadonlyMap<string, EasedShare>;
  /** Only set for a candidate: the enterprise's gaps that the measure closes; absent if the enterprise has no gap. */
  readonly gaps?: readonly CompiledPriority[];
  /**
   * Only set for a candidate: the enterprise's gaps that the measure narrows or eases without closing them; absent if
   * there is none.
   */
  readonly narrows?: readonly CompiledPriority[];
  /**
   * Only set for a candidate: the pains that the measure removes in part, at a cost that this part is worth, and that no
   * candidate removes for the most part. Absent if there are none.
   */
  readonly worthwhile?: readonly CompiledPriority[];
  /**
   * Only set for a candidate: the most urgent gap that the measure closes itself. A pain counts even if it is only
   * eased, as long as no candidate takes away most of it. Without such a gap, the most urgent pain that the measure
   * eases in part.
   */
  readonly heaviestGap?: OpenGap;
  /** The ids of the measures that must be done before this one; there are no cycles. */
  readonly needs: readonly string[];
  /**
   * The ids of the measures whose data this one uses, and which should come before it where possible. There are no
   * cycles, even together with `needs`.
   */
  readonly after: readonly string[];
  /** The ids of the measures that cannot be combined with this one, no matter which of the two states it. */
  readonly excludes: readonly string[];
  /** What is saved if this measure is taken together with others, in the catalogue's currency. */
  readonly savings: readonly Saving[];
  readonly tags: readonly string[];
  /** The cost, in the single currency of the catalogue; null if no cost is known for the enterprise. */
  readonly cost: MeasureCost | null;
  /**
   * The rule for a cost that depends on facts; null if the cost is stated in numbers or not at all. With a rule, `cost`
   * is null until `priceMeasures` has run.
   */
  readonly costRule: CostRule | null;
  /** The cost of the measure in each year after the first, if it is stated in numbers; otherwise null. */
  readonly running: MeasureCost | null;
  /** The rule for the cost in each year after the first; null if that cost does not depend on facts. */
  readonly runningRule: CostRule | null;
  /**
   * The factor by which the working days of the enterprise's own people are multiplied; null if the days do not vary.
   */
  readonly daysRule: DaysRule | null;
  /**
   * Who takes over the work of a role in an enterprise that lacks it. If a role has several stand-ins, the first one
   * whose condition holds takes over.
   */
  readonly standIns: readonly StandIn[];
  /** The duration in months; null if none is stated. */
  readonly months: Span | null;
  /**
   * The months to allow for quotations before the measure begins; 0 if the catalogue states none, absent if nothing is
   * bought.
   */
  readonly quotationMonths?: Rational;
  /** Set if the measure was started and is not done; `months` and `cost` then state what remains of it. */
  readonly isUnderWay?: true;
  /**
   * The months that the measure has to wait in this enterprise, until quotations are there, until an instrument that
   * pays for it has been applied for, or until the day recorded for its start; absent if it does not wait.
   */
  readonly notBefore?: Rational;
}

/** A role that takes over the work of another role under a condition. */
interface StandIn {
  readonly of: string;
  readonly role: string;
  readonly when: Condition;
}

export interface MeasureCost extends Span {
  readonly currency: string;
  readonly illustrative: boolean;
}

interface Span {
  readonly low: Rational;
  readonly high: Rational;
}

/** A catalogue ready for planning, with the problems found in it. */
export interface CompiledMeasures {
  readonly measures: readonly CompiledMeasure[];
  /** Ordered by weight; a pain comes before a priority of the same weight. */
  readonly priorities: readonly CompiledPriority[];
  readonly cautions: readonly CompiledCaution[];
  readonly problems: readonly Problem[];
}

/**
 * Compiles a catalogue against a plan. Reports and leaves out whatever cannot work. `currency` is the currency of the
 * pack; if it is undefined, the costs decide which currency applies.
 */
export function compileMeasures(
  source: Source<Measures> | null,
  compiled: CompiledPlan,
  currency?: string,
): CompiledMeasures {
  if (!source) return { measures: [], priorities: [], cautions: [], problems: [] };
  const { file, document } = source;
  const problems: Problem[] = [];
  const complain: ReportProblem = (code, at, details, on = 'value') => problems.push({ code, file, at, on, details });
  const { scope, problems: found } = compiled.scope(file);
  const listedMeasures = rejectDuplicateIds(document.measures, ['measures'], new Set(), complain);
  const uniqueMeasures = priceInCurrency(listedMeasures, currency, complain);
  const gapIds = new Set<string>();
  const listedPains = rejectDuplicateIds(document.pains ?? [], ['pains'], gapIds, complain);
  const compileWhen = (when: Priority['when'], at: Path): Condition => compileCondition(when, at, scope);
  const pains = compilePains(listedPains, { plan: compiled.plan, currency }, compileWhen, complain);
  const listedPriorities = rejectDuplicateIds(document.priorities ?? [], ['priorities'], gapIds, complain);
  const priorities = listedPriorities.map(
    ({ one: definition, at }): CompiledPriority => ({
      id: definition.id,
      definition,
      when: compileWhen(definition.when, [...at, 'when']),
      ...(definition.due ? { due: compileDues(definition.due, [...at, 'due'], compileWhen) } : {}),
      weight: definition.weight === undefined ? ONE : fromNumber(definition.weight),
      fromLevel: definition.fromLevel === undefined ? null : fromNumber(definition.fromLevel),
    }),
  );
  const needsById = compileNeeds(uniqueMeasures, complain);
  const idsOf = (id: string, by: Need['by']): string[] =>
    (needsById.get(id) ?? []).filter((need) => need.by === by).map((need) => need.id);
  const listedRoles = rejectDuplicateIds(document.roles ?? [], ['roles'], new Set(), complain);
  const roles = listedRoles.map(({ one }) => one.id);
  for (const { one, at } of uniqueMeasures) checkRoles(one, at, roles, complain);
  const standIns = compileStandIns(listedRoles, compileWhen, complain);
  const listedDrivers = rejectDuplicateIds(document.drivers ?? [], ['drivers'], new Set(), complain);
  const drivers = compileDrivers(listedDrivers, file, compiled, complain);
  const costRuleOf = compileCostRules(uniqueMeasures, file, compiled, drivers, complain);
  const daysRuleOf = compileDaysRules(document, uniqueMeasures, file, compiled, toGivenFigures(drivers), complain);
  const interactions = compileInteractions(uniqueMeasures, (id) => idsOf(id, 'needs'), costRuleOf, complain);
  const measures = uniqueMeasures.map(({ one: definition, at, costPlaces }): CompiledMeasure => {
    const { id, when, tags = [], months } = definition;
    const eases = compileEases(definition, at, pains, complain);
    const readStatedCost = (key: CostKey): MeasureCost | null =>
      readCost(definition[key], [...at, ...costPlaces[key]], complain);
    const [cost, costRule] = [readStatedCost('cost'), costRuleOf(id, 'cost') ?? null];
    const isBought = !definition.inHouse && (costRule !== null || (cost !== null && compare(cost.high, ZERO) > 0));
    return {
      id,
      definition,
      costPlaces,
      when: when ? compileCondition(when, [...at, 'when'], scope) : null,
      effects: compileEffects(definition, at, compiled.plan, complain),
      closes: [
        ...compileAddresses(definition, at, compiled.plan, priorities, complain),
        ...[...eases].flatMap(([pain, share]) => (share.isMost ? [pain] : [])),
      ],
      eases,
      needs: idsOf(id, 'needs'),
      after: idsOf(id, 'after'),
      excludes: interactions.excludes.get(id) ?? [],
      savings: interactions.savings.get(id) ?? [],
      tags,
      cost,
      costRule,
      running: readStatedCost('running'),
      runningRule: costRuleOf(id, 'running') ?? null,
      daysRule: daysRuleOf(definition),
      standIns,
      months: months ? readSpan(months, ['shortDuration', 'longDuration'], [...at, 'months'], complain) : null,
      ...(isBought ? { quotationMonths: fromNumber(document.quotationMonths ?? 0) } : {}),
    };
  });
  const listedCautions = rejectDuplicateIds(document.cautions ?? [], ['cautions'], new Set(), complain);
  const cautions = compileCautions(listedCautions, file, compiled, complain);
  return { measures, priorities: [...pains, ...priorities], cautions, problems: [...problems, ...found] };
}

/** Compiles the days by which a gap must be closed, each with its condition. */
function compileDues(
  due: NonNullable<Priority['due']>,
  at: Path,
  compileWhen: (when: Priority['when'], at: Path) => Condition,
): CompiledDue[] {
  return [due].flat().map((definition, i): CompiledDue => {
    const whenPath = Array.isArray(due) ? [...at, i, 'when'] : [...at, 'when'];
    return { definition, when: definition.when ? compileWhen(definition.when, whenPath) : null };
  });
}

/**
 * Returns those names in the `addresses` of a measure that are priorities. Reports a name that the pack does not have.
 */
function compileAddresses(
  { addresses = [] }: PricedMeasure,
  at: Path,
  { names }: Plan,
  priorities: readonly CompiledPriority[],
  complain: ReportProblem,
): string[] {
  const ids = priorities.map(({ id }) => id);
  return addresses.flatMap((name, i) => {
    if (ids.includes(name)) return [name];
    if (names.has(name)) return [];
    const allowedNames = findNearestNames(name, [...ids, ...names.keys()]);
    complain('M203', [...at, 'addresses', i], {
      found: name,
      wanted: { phrase: 'measureTarget' },
      allowed: allowedNames,
    });
    return [];
  });
}

/** Reports the roles that a measure names but the catalogue does not define. */
function checkRoles(
  { roles = [], effort }: PricedMeasure,
  at: Path,
  knownRoles: readonly string[],
  complain: ReportProblem,
): void {
  const checkRole = (id: string, place: Path, on: 'key' | 'value'): void => {
    if (knownRoles.includes(id)) return;
    complain('M203', place, { found: id, wanted: { phrase: 'role' }, allowed: findNearestNames(id, knownRoles) }, on);
  };
  for (const [i, id] of roles.entries()) checkRole(id, [...at, 'roles', i], 'value');
  if (typeof effort === 'object') for (const id of Object.keys(effort)) checkRole(id, [...at, 'effort', id], 'key');
}

/**
 * Compiles which role stands in for another one. Reports a stand-in that the catalogue does not define as a role, or
 * that would stand in for itself.
 */
function compileStandIns(
  listed: readonly { readonly one: Role; readonly at: Path }[],
  compileWhen: (when: Priority['when'], at: Path) => Condition,
  complain: ReportProblem,
): CompiledMeasure['standIns'] {
  return listed.flatMap(({ one: { id, standIns = [] }, at }) => {
    const otherIds = listed.flatMap(({ one }) => (one.id === id ? [] : [one.id]));
    return standIns.map(({ role, when }, i): StandIn => {
      const standInPath = [...at, 'standIns', i];
      if (!otherIds.includes(role)) {
        const similarIds = findNearestNames(role, otherIds);
        complain('M203', [...standInPath, 'role'], { found: role, wanted: { phrase: 'role' }, allowed: similarIds });
      }
      return { of: id, role, when: compileWhen(when, [...standInPath, 'when']) };
    });
  });
}

/** Reads a cost stated in numbers; null if it is stated as a rule or not at all. */
function readCost(cost: StatedCost | undefined, at: Path, complain: ReportProblem): MeasureCost | null {
  if (!cost || !isPlainCost(cost)) return null;
  const { currency, illustrative = false } = cost;
  return { ...readSpan(cost, ['lowCost', 'highCost'], at, complain), currency, illustrative };
}

/** Reads both ends of a range. Reports a low end above the high end; the two phrases name the ends in this report. */
function readSpan(
  stated: Months,
  [lowEnd, highEnd]: readonly ['lowCost', 'highCost'] | readonly ['shortDuration', 'longDuration'],
  at: Path,
  complain: ReportProblem,
): Span {
  const [low, high] = [fromNumber(stated.low), fromNumber(stated.high)];
  if (compare(low, high) > 0) {
    complain('M215', [...at, 'low'], {
      found: { phrase: lowEnd, value: toDecimalText(low, 15) },
      wanted: { phrase: highEnd, value: toDecimalText(high, 15) },
    });
  }
  return { low, high };
}

/** The effect of a measure on one answer. */
export interface Effect {
  readonly name: string;
  /** The position of the question or fact in the plan. */
  readonly node: number;
  /** The minimum value of the answer once the measure is done; for a multiple choice, the options to add. */
  readonly to: AnswerValue;
  /** Whether the effect is only expected, so that a re-assessment must confirm it. */
  readonly expected: boolean;
}

/** For target answers of measures, the problem codes used instead of those for the answers of an enterprise. */
const MEASURE_CODES: Partial<Record<ProblemCode, ProblemCode>> = { A102: 'M205', A103: 'M107', A104: 'M113' };

/**
 * Compiles the effects that a measure surely has (`achieves`), then those it is only expected to have (`expects`).
 * Reports and leaves out effects that cannot work.
 */
function compileEffects(
  { achieves, expects = {} }: PricedMeasure,
  at: Path,
  plan: Plan,
  complain: ReportProblem,
): Effect[] {
  return [
    ...compileTargets(achieves, [...at, 'achieves'], plan, complain).map((effect) => ({ ...effect, expected: false })),
    ...compileTargets(expects, [...at, 'expects'], plan, complain).map((effect) => ({ ...effect, expected: true })),
  ];
}

/** Compiles the target answers of a measure, each parsed by the type of its question. */
function compileTargets(
  targets: Measure['achieves'],
  at: Path,
  plan: Plan,
  complain: ReportProblem,
): Omit<Effect, 'expected'>[] {
  return Object.entries(targets).flatMap(([name, stated]) => {
    const namePath = [...at, name];
    const node = plan.names.get(name)?.node;
    const input = node === undefined ? undefined : plan.nodes[node];
    if (node === undefined || input?.op !== 'input') {
      complain(
        'M203',
        namePath,
        { found: name, wanted: { phrase: 'factOrQuestion' }, allowed: suggestInput(plan, name) },
        'key',
      );
      return [];
    }
    if (!input.form.isRaisable) {
      complain('M107', namePath, { found: name, wanted: { phrase: 'notRaisable' } }, 'key');
      return [];
    }
    const targetValue = readTarget(input, stated, namePath, complain);
    return targetValue === undefined ? [] : [{ name, node, to: targetValue }];
  });
}

function suggestInput(plan: Plan, name: string): string[] {
  return findNearestNames(
    name,
    plan.inputs.map((input) => input.name),
  );
}

function readTarget(
  input: Input,
  stated: string | AddOptions,
  at: Path,
  complain: ReportProblem,
): AnswerValue | undefined {
  if (hasUnknownOptions(input.value)) return undefined;
  if (typeof stated === 'object') {
    if (takesSeveral(input)) return readAdded(input, stated.add, [...at, 'add'], complain);
    complain('M212', [...at, 'add'], { found: input.type, name: 'add' }, 'key');
    return undefined;
  }
  // A document that was read without a check against its schema may contain a number in place of a text.
  const text = String(stated);
  if (takesSeveral(input)) {
    complain('M107', at, { found: text, wanted: { phrase: 'addedOptions', form: `{ add: [${text}] }` } });
    return undefined;
  }
  const parsedValue = parseAnswerValue(input, text);
  if ('value' in parsedValue) return parsedValue.value;
  complain(MEASURE_CODES[parsedValue.code] ?? 'M111', at, { name: input.name, ...parsedValue.details });
  return undefined;
}

/**
 * Reads the options to add, in the order stated. Reports and leaves out an exclusive option: a measure can only cause
 * such an option to be dropped, not add it.
 */
function readAdded(input: Input, add: readonly string[], at: Path, complain: ReportProblem): string[] | undefined {
  const freeIds = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const addedOptions = add.map(String).filter((option, i, all) => {
    const itemPath = [...at, i];
    if (!input.options.some(({ id }) => id === option)) {
      complain('M205', itemPath, { found: option, name: input.name, allowed: rankBySpelling(option, freeIds) });
    } else if (!freeIds.includes(option)) {
      complain('M111', itemPath, { found: option, allowed: freeIds });
    } else if (all.indexOf(option) < i) {
      complain('M201', itemPath, { found: option });
    } else return true;
    return false;
  });
  const { most } = input.choose;
  if (most !== null && addedOptions.length > most)
    complain('M113', at, { wanted: { phrase: 'atMostOptions', count: most } });
  return addedOptions.length === 0 ? undefined : addedOptions;
}

/** A measure that must (`needs`) or should (`after`) be done before another one, with its place in the document. */
interface Need {
  readonly id: string;
  readonly by: 'needs' | 'after';
  readonly at: Path;
}

/**
 * Resolves, for each measure by id, what must and what should be done before it. Reports and leaves out unknown
 * measures, and the entry that would close a cycle, so that the measures can always be put in order.
 */
function compileNeeds(
  listed: readonly ListEntry<PricedMeasure>[],
  complain: ReportProblem,
): Map<string, readonly Need[]> {
  const statedNeeds = new Map(
    listed.map(({ one, at }) => [one.id, [...listNeeds(one, 'needs', at), ...listNeeds(one, 'after', at)]]),
  );
  const needsByMeasure = new Map<string, Need[]>();
  const underWay: string[] = [];

  function resolveNeeds(id: string): void {
    if (needsByMeasure.has(id)) return;
    const resolvedNeeds: Need[] = [];
    underWay.push(id);
    for (const need of statedNeeds.get(id) ?? []) {
      if (!statedNeeds.has(need.id)) {
        complain('M217', need.at, { found: need.id, allowed: findNearestNames(need.id, [...statedNeeds.keys()]) });
      } else if (underWay.includes(need.id)) {
        const cyclePath = [...underWay.slice(underWay.indexOf(need.id)), need.id].join(' → ');
        complain('M208', need.at, { found: need.id, wanted: cyclePath });
      } else if (!resolvedNeeds.some((resolved) => resolved.id === need.id)) {
        resolvedNeeds.push(need);
        resolveNeeds(need.id);
      }
    }
    underWay.pop();
    needsByMeasure.set(id, resolvedNeeds);
  }

  for (const id of statedNeeds.keys()) resolveNeeds(id);
  return needsByMeasure;
}

function listNeeds(measure: Pick<PricedMeasure, Need['by']>, by: Need['by'], at: Path): Need[] {
  return (measure[by] ?? []).map((id, i) => ({ id, by, at: [...at, by, i] }));
}

/** What is saved if a measure is taken together with all measures in `with`. */
interface Saving {
  readonly with: readonly string[];
  readonly amount: Rational;
}

/** By measure id: which measures cannot be combined with it, and what is saved by combining it with others. */
interface Interactions {
  /** If one measure excludes another, both list each other. Variants of the same measure exclude each other as well. */
  readonly excludes: ReadonlyMap<string, readonly string[]>;
  readonly savings: ReadonlyMap<string, readonly Saving[]>;
}

/**
 * Finds which measures exclude each other and what is saved by combining measures. Reports and leaves out unknown ids,
 * a measure that excludes itself or a measure that it needs, and a saving greater than the least cost of its measures.
 */
function compileInteractions(
  listed: readonly ListEntry<PricedMeasure>[],
  needsOf: (id: string) => readonly string[],
  costRuleOf: CostRuleOf,
  complain: ReportProblem,
): Interactions {
  const measuresById = new Map(listed.map(({ one }) => [one.id, one]));
  const closures = new Map(listed.map(({ one }) => [one.id, collectNeeds(one.id, needsOf)]));
  const excludes = new Map(listed.map(({ one }) => [one.id, new Set<string>()]));
  const addExclusion = (a: string, b: string, at: Path): void => {
    const conflict = a === b || closures.get(a)?.has(b) || closures.get(b)?.has(a);
    if (conflict) {
      complain('M231', at, { found: a, wanted: b });
      return;
    }
    excludes.get(a)?.add(b);
    excludes.get(b)?.add(a);
  };
  const isKnownMeasure = (id: string, at: Path): boolean => {
    if (measuresById.has(id)) return true;
    complain('M217', at, { found: id, allowed: findNearestNames(id, [...measuresById.keys()]) });
    return false;
  };
  for (const { one, at } of listed) {
    one.excludes?.forEach((id, i) => {
      const exclusionPath = [...at, 'excludes', i];
      if (isKnownMeasure(id, exclusionPath)) addExclusion(one.id, id, exclusionPath);
    });
    const variants = listed.filter(({ one: other }) => other.id < one.id && other.variant !== undefined);
    const alongside = (one.alongside ?? []).filter((id, i) => isKnownMeasure(id, [...at, 'alongside', i]));
    for (const { one: other } of variants) {
      const isAllowed = alongside.includes(other.id) || other.alongside?.includes(one.id);
      if (other.variant === one.variant && !isAllowed) addExclusion(one.id, other.id, [...at, 'variant']);
    }
  }
  const savings = listed.map(({ one, at }) => {
    const usableSavings = (one.savings ?? []).flatMap((stated, i): Saving[] => {
      const savingsPath = [...at, 'savings', i];
      const partners = [...new Set(stated.with)].filter(
        (id, k) => isKnownMeasure(id, [...savingsPath, 'with', k]) && id !== one.id,
      );
      const amount = fromNumber(stated.amount);
      if (partners.length === 0) return [];
      const lowestCost = computeLeastCost([one.id, ...partners], measuresById, costRuleOf);
      if (!lowestCost || compare(amount, lowestCost) <= 0) return [{ with: partners, amount }];
      complain('M215', [...savingsPath, 'amount'], {
        found: { phrase: 'saving', value: toDecimalText(amount, 15) },
        wanted: { phrase: 'lowCostOfMeasures', value: toDecimalText(lowestCost, 15) },
      });
      return [];
    });
    return [one.id, usableSavings] as const;
  });
  return {
    excludes: new Map([...excludes].map(([id, others]) => [id, [...others].sort()])),
    savings: new Map(savings),
  };
}

/** Returns the least that measures together could cost any enterprise; null if this is unknown. */
function computeLeastCost(
  ids: readonly string[],
  known: ReadonlyMap<string, PricedMeasure>,
  costRuleOf: CostRuleOf,
): Rational | null {
  const costs = ids.map((id) => {
    const [rule, cost] = [costRuleOf(id, 'cost'), known.get(id)?.cost];
    if (rule) return computePossibleCost(rule)?.low ?? null;
    return cost && isPlainCost(cost) ? fromNumber(cost.low) : ZERO;
  });
  return costs.reduce((sum, cost) => sum && cost && add(sum, cost));
}

function collectNeeds(id: string, needsOf: (id: string) => readonly string[], found = new Set<string>()): Set<string> {
  for (const need of needsOf(id)) {
    if (found.has(need)) continue;
    found.add(need);
    collectNeeds(need, needsOf, found);
  }
  return found;
}

/** A measure, track, instrument or the like from a list, with its place in the document. */
interface ListEntry<T> {
  readonly one: T;
  readonly at: Path;
}

/** Reports and leaves out entries whose id is already in `seen`, ignoring case; adds the other ids to `seen`. */
export function rejectDuplicateIds<T extends { readonly id: string }>(
  list: readonly T[],
  at: Path,
  seen: Set<string>,
  complain: ReportProblem,
): ListEntry<T>[] {
  return list.flatMap((item, i) => {
    const itemPath = [...at, i];
    const isTwice = seen.has(item.id.toLowerCase());
    if (isTwice) complain('M201', [...itemPath, 'id'], { found: item.id });
    seen.add(item.id.toLowerCase());
    return isTwice ? [] : [{ one: item, at: itemPath }];
  });
}

/** Returns the measures that have one of the tags; all of them if no tags are given. */
export function selectCovered<Measure extends Pick<CompiledMeasure, 'tags'>>(
  tags: readonly string[] | undefined,
  measures: readonly Measure[],
): readonly Measure[] {
  return tags ? measures.filter((measure) => measure.tags.some((tag) => tags.includes(tag))) : measures;
}
