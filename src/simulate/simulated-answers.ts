import { keyFactOf } from '../interview/index.ts';
import {
  type Region,
  rankBySpelling,
  type SimulatedGroup,
  toDayNumber,
  toNumber,
  wholeNumber,
} from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  evaluate,
  type Input,
  isRequiredOfAll,
  listedAnswers,
  type Plan,
} from '../scoring/index.ts';
import { createChance } from './chance.ts';
import {
  describeUnknown,
  maturityOf,
  type ReportRegionProblem,
  type SimulatedAssessments,
  type SimulatedEnterprise,
} from './region-spec.ts';
import type { RolesOf } from './simulated-chains.ts';

const DAYS_PER_YEAR = 365.25;
/** How much an answer varies from wave to wave, as a share of how much answers to different questions vary. */
const QUESTION_SCATTER = 0.25;

/** Generates the answers of an enterprise in a wave, facts included. */
export type GenerateAnswers = (
  enterprise: SimulatedEnterprise,
  wave: Omit<SimulatedAssessments, 'enterprises'>,
) => AnswerSet;

/**
 * Creates a generator of answers. Each answer corresponds to the enterprise's maturity plus a random deviation, most of
 * which is the same in all waves; in self-assessments, enterprises rate themselves higher and leave some answers open.
 */
export function createAnswerGenerator(region: Region, plan: Plan, facts: StatedFacts): GenerateAnswers {
  const { seed, waves = [] } = region;
  const { scatter, growth, optimism, doubt } = maturityOf(region);
  const start = waves[0] ? toDayNumber(waves[0].date) : 0;
  const questions = plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'derived');
  const isGuarded = questions.some(({ when }) => when !== null);
  return (enterprise, { date, kind }) => {
    // Used for everything that is the same in all waves, so that an enterprise's answers are consistent.
    const lastingChance = createChance(seed, 'answers', enterprise.index);
    const momentChance = createChance(seed, 'answers', enterprise.index, date, kind);
    const years = (toDayNumber(date) - start) / DAYS_PER_YEAR;
    const maturity = enterprise.maturity + growth * 2 * lastingChance.next() * years + (kind === 'self' ? optimism : 0);
    const sheet = new Map<string, AnswerEntry>(facts(enterprise));
    for (const input of questions) {
      const position = maturity + scatter * (lastingChance.normal() + QUESTION_SCATTER * momentChance.normal());
      const isOpen = momentChance.next() < (kind === 'self' ? doubt : 0);
      const value = input.form.simulate?.(input, Math.min(1, Math.max(0, position)), lastingChance.next);
      if (isOpen) sheet.set(input.name, { state: 'unknown' });
      else if (value !== undefined) sheet.set(input.name, { state: 'answered', value });
    }
    return isGuarded ? removeUnasked(plan, sheet, questions) : sheet;
  };
}

/** Removes answers to questions that are not asked, repeatedly until none is left. */
function removeUnasked(plan: Plan, sheet: Map<string, AnswerEntry>, questions: readonly Input[]): AnswerSet {
  for (;;) {
    const { asked } = evaluate(plan, sheet);
    const unaskedQuestions = questions.filter(
      (input) => sheet.has(input.name) && asked[plan.nodes.indexOf(input)] === 'fails',
    );
    if (unaskedQuestions.length === 0) return sheet;
    for (const { name } of unaskedQuestions) sheet.delete(name);
  }
}

/** Returns the facts that an enterprise states about itself. */
type StatedFacts = (enterprise: SimulatedEnterprise) => ReadonlyMap<string, AnswerEntry>;

/**
 * Determines which facts of a pack enterprises state: key and name, their groups with the numbers of these, and their
 * chains and role. Reports facts that the pack does not have, and values that it does not allow.
 */
export function planFacts(region: Region, plan: Plan, roles: RolesOf, report: ReportRegionProblem): StatedFacts {
  const facts = new Map(plan.inputs.filter(({ role }) => role === 'fact').map((input) => [input.name, input]));
  const isFree = (input: Input | undefined): input is Input =>
    input !== undefined && input.derived === null && input.type !== 'derived';
  const groups = (region.groups ?? []).flatMap((group, g): { group: SimulatedGroup; input: Input }[] => {
    const input = facts.get(group.fact ?? group.id);
    if (group.fact !== undefined && !input)
      report('M203', ['groups', g, 'fact'], describeUnknown(group.fact, { phrase: 'factOfPack' }, [...facts.keys()]));
    if (group.fact !== undefined && input && !isFree(input))
      report('M113', ['groups', g, 'fact'], { wanted: { phrase: 'statedFact' } });
    if (!isFree(input)) return [];
    checkValues(group, input, ['groups', g], report);
    return [{ group, input }];
  });
  const key = keyFactOf(plan);
  const factsNamed = (name: string, type: Input['type'] = 'text'): string[] =>
    facts.get(name)?.type === type ? [name] : [];
  const [nameFacts, chains] = [factsNamed('name'), factsNamed('chain')];
  const roleFact = factsNamed('chainRole', 'single').filter((name) =>
    (['leader', 'supplier', 'none'] as const).every((id) =>
      facts.get(name)?.options.some((option) => option.id === id),
    ),
  );
  const numbers = new Set(
    [...facts.values()]
      .filter((input) => isFree(input) && (input.type === 'integer' || input.type === 'decimal'))
      .map(({ name }) => name),
  );
  checkRanges(region, new Map([...facts].filter(([name]) => numbers.has(name))), report);
  const statedFacts = [...(key ? [key] : []), ...groups.map(({ input }) => input)].map(({ name }) => name);
  checkRequired(region, [...facts.values()], new Set([...statedFacts, ...nameFacts, ...chains, ...roleFact]), report);
  return (enterprise) => {
    const entries = new Map<string, AnswerEntry>();
    const stateAnswer = (name: string, value: string): void => void entries.set(name, { state: 'answered', value });
    if (key) stateAnswer(key.name, enterprise.key);
    for (const nameFact of nameFacts) stateAnswer(nameFact, enterprise.name);
    for (const { group, input } of groups) {
      const value = enterprise.values.get(group.id);
      if (value !== undefined) stateAnswer(input.name, value);
    }
    for (const [name, value] of enterprise.facts)
      if (numbers.has(name)) entries.set(name, { state: 'answered', value: wholeNumber(value) });
    const { chain, role } = roles(enterprise);
    for (const name of chains) if (chain[0] !== undefined) stateAnswer(name, chain[0]);
    for (const name of roleFact) stateAnswer(name, role);
    return entries;
  };
}

function checkValues(
  { values }: SimulatedGroup,
  input: Input,
  at: readonly (string | number)[],
  report: ReportRegionProblem,
): void {
  if (input.type === 'text') return;
  if (input.type !== 'single' && input.type !== 'country') {
    report('M113', [...at, 'id'], {
      wanted: { phrase: 'otherFactName', fact: input.name },
    });
    return;
  }
  const allowedIds = (listedAnswers(input) ?? []).map(({ id }) => id);
  for (const [v, { value }] of values.entries())
    if (!allowedIds.includes(value))
      report('M205', [...at, 'values', v, 'value'], {
        found: value,
        name: input.name,
        allowed: rankBySpelling(value, allowedIds),
      });
}

/**
 * Reports facts that the pack requires but that the specification does not give every enterprise, because answers
 * cannot be scored without these facts.
 */
function checkRequired(
  { groups = [] }: Region,
  facts: readonly Input[],
  stated: ReadonlySet<string>,
  report: ReportRegionProblem,
): void {
  const withValues = new Set(groups.flatMap(({ values }) => values.flatMap((value) => Object.keys(value.facts ?? {}))));
  for (const { name } of facts.filter(isRequiredOfAll))
    if (!stated.has(name) && !withValues.has(name))
      report('M113', ['pack'], {
        wanted: { phrase: 'packWithStatedFacts', fact: name },
      });
}

/** Reports numbers that the pack does not accept. */
function checkRanges({ groups = [] }: Region, facts: ReadonlyMap<string, Input>, report: ReportRegionProblem): void {
  for (const [g, { values }] of groups.entries())
    for (const [v, value] of values.entries())
      for (const [id, { from, to }] of Object.entries(value.facts ?? {})) {
        const { low, high } = facts.get(id)?.range ?? {};
        const factPath = ['groups', g, 'values', v, 'facts', id];
        if (low && from < toNumber(low))
          report('M113', [...factPath, 'from'], { wanted: { phrase: 'atLeastOfPack', limit: toNumber(low) } });
        if (high && to > toNumber(high))
          report('M113', [...factPath, 'to'], { wanted: { phrase: 'atMostOfPack', limit: toNumber(high) } });
      }
}
