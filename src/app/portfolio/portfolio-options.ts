import type { Command } from 'commander';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import type { TypedAmount } from '../../interview/index.ts';
import {
  findNearestSpelling,
  foldKey,
  multiply,
  Refusal,
  toDecimalText,
  toNumber,
  wholeNumber,
} from '../../model/index.ts';
import {
  type AssessmentKind,
  findNested,
  isReservedHeading,
  type LevelOf,
  type PayableTier,
  type Roster,
} from '../../portfolio/index.ts';
import { choiceOption, type PolicyOptions, programmeOption } from '../common-options.ts';
import type { TableOptions } from '../open-table.ts';
import { isStandardOutput, type OutputOptions } from '../output.ts';
import type { RosterRequest } from '../roster/read-roster.ts';
import { amountOption, countOption } from '../typed-options.ts';

/** The formats of a portfolio; the first one is the default. */
export const PORTFOLIO_FORMATS = ['pretty', 'html', 'json', 'csv', 'xlsx', 'md'] as const;

/** The options of `matura portfolio`. */
export interface PortfolioOptions
  extends ProjectionOptions,
    OutputOptions<(typeof PORTFOLIO_FORMATS)[number]>,
    TableOptions,
    Pick<RosterRequest, 'registry' | 'outside' | 'key' | 'count' | 'registryKey'> {
  readonly by: readonly (readonly string[])[];
  readonly stages?: string;
  readonly levelOf: LevelOf;
  readonly questions?: boolean;
  readonly sections?: boolean;
  readonly csv?: 'excel';
  readonly peers?: string;
  readonly name?: string;
  readonly index?: string;
  readonly kind: AssessmentKind;
  readonly date?: string;
  readonly pairedWithin?: number;
  readonly minCell?: number;
  readonly missing?: string;
  readonly pseudonyms?: string;
}

/** The options, as typed, for the outlook: chains, models, visits and money. */
export interface ProjectionOptions extends Pick<PolicyOptions, 'policy' | 'asOf' | 'packs'> {
  readonly chains?: string;
  readonly models?: string;
  readonly visits?: number;
  readonly budget?: TypedAmount;
  readonly pays?: 'cost' | PayableTier;
  readonly plans?: number | 'all';
  readonly pack?: string;
}

/** The settings for the outlook, read from its options. */
interface ProjectionSettings {
  readonly models: readonly string[] | null;
  readonly visits: number | null;
  /** The budget, in hundredths of the currency; null if none is given. */
  readonly budget: number | null;
  /** The grants that the budget pays; null if it pays the full cost of measures. */
  readonly tier: PayableTier | null;
  readonly plans: number;
}

/** The greatest count that an option accepts, more than any region has enterprises. */
const MAX_ENTERPRISES = 9_999_999;

/** Adds the options for chains, models, visits and money. */
export function addProjectionOptions(command: Command): void {
  command
    .optionsGroup('next-steps')
    .option('--chains <file>')
    .option('--models <facts|all>')
    .addOption(countOption('--visits <count>', { most: MAX_ENTERPRISES }))
    .addOption(amountOption('--budget <amount>'))
    .addOption(choiceOption('--pays <kind>', ['cost', 'likely', 'possible']))
    .addOption(countOption('--plans <count>', { most: MAX_ENTERPRISES, or: ['all'] }))
    .addOption(programmeOption());
}

/** Returns the given options that ask for parts of the outlook. */
function listOutlookOptions({ chains, models, visits, budget }: ProjectionOptions): string[] {
  const givenOptions = Object.entries({ chains, models, visits, budget }).filter(([, one]) => one !== undefined);
  return givenOptions.map(([name]) => `--${name}`);
}

/** Returns the facts by which the user wants model cases to be chosen; empty for `all`. */
export function listModelFacts({ models }: Pick<ProjectionOptions, 'models'>): string[] {
  return models !== undefined && models !== 'all' ? models.split(/[,，]/).map((name) => name.trim()) : [];
}

/** Whether any part of the outlook was asked for. */
export function wantsProjection(options: ProjectionOptions): boolean {
  return listOutlookOptions(options).length > 0;
}

/**
 * Throws a `Refusal` if an outlook is requested although counts below `least` are hidden: the outlook names single
 * enterprises.
 */
export function refusePublishedProjection(
  options: ProjectionOptions,
  least: number | null,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (least === null || !wantsProjection(options)) return;
  throw new Refusal(
    2,
    words.onlyInternal({ options: numbers.and(listOutlookOptions(options)), least: String(least) }),
    words.makeInternal({ option: '--min-cell 1' }),
  );
}

/**
 * Reads the settings of the outlook. Throws a `Refusal` if options exclude each other, or if an amount is too large for
 * exact calculation.
 */
export function parseProjectionOptions({ models, visits, budget, pays, plans }: ProjectionOptions): ProjectionSettings {
  const tier = pays === undefined || pays === 'cost' ? null : pays;
  if (pays !== undefined && budget === undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--pays', other: '--budget', example: '--budget 5000000' });
  // Grants are those of plans on file; no further plans are made for them.
  if (tier !== null && plans !== undefined)
    throw new CodedRefusal(2, 'conflictingOptions', { option: '--plans', other: `--pays ${tier}` });
  if (plans !== undefined && budget === undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--plans', other: '--budget', example: '--budget 5000000' });
  return {
    models: models === undefined ? null : listModelFacts({ models }),
    visits: visits ?? null,
    budget: budget === undefined ? null : toHundredths(budget),
    tier,
    plans: plans === undefined || plans === 'all' ? Number.POSITIVE_INFINITY : plans,
  };
}

function toHundredths({ amount }: TypedAmount): number {
  const hundredths = toNumber(multiply(amount, wholeNumber(100)));
  if (Number.isSafeInteger(hundredths)) return hundredths;
  throw new CodedRefusal(2, 'tooManyDigits', { option: '--budget', text: toDecimalText(amount, 2), most: '13' });
}

/** Groupings as typed: each by one fact or by several crossed facts. */
type GroupingTerms = readonly (readonly string[])[];

/** The facts and key headings among which typed names are looked up. */
interface KnownFacts {
  readonly facts: ReadonlyMap<string, unknown>;
  /** Headings of keys. Grouping by a key is refused, because each enterprise would be a group of its own. */
  readonly keys: ReadonlySet<string>;
  /** Returns the fact that has a text as its title; undefined if no pack has such a fact. */
  readonly factTitled?: ((title: string) => string | undefined) | undefined;
}

/** Splits groupings at commas, and crossed facts at `*`. A missing name becomes an empty text. */
export function parseTerms(given: string): string[][] {
  return given.split(/[,，]/).map((term) => term.split('*').map((name) => name.trim()));
}

/** Throws a `Refusal` if a name is missing or a grouping occurs twice. */
export function checkTerms(option: string, by: GroupingTerms, { portfolio }: Messages): void {
  if (by.flat().includes(''))
    throw new Refusal(2, portfolio.by.missing({ option }), portfolio.by.form({ option: '--by' }));
  const duplicates = by.flatMap((term, i) => [
    ...term.filter((name, j) => term.indexOf(name) < j).slice(0, 1),
    ...(by.slice(0, i).some((other) => isSame(other, term)) ? [term.join('*')] : []),
  ]);
  if (duplicates[0] !== undefined) throw new Refusal(2, portfolio.by.twice({ option, term: duplicates[0] }));
}

/** Returns the groupings with facts spelled as in the inputs; throws a `Refusal` for an unknown fact. */
export function resolveTerms(by: GroupingTerms, known: KnownFacts, messages: Messages): GroupingTerms {
  const resolvedTerms = by.map((term) => term.map((name) => resolveFact(name, known, messages)));
  checkTerms('--by', resolvedTerms, messages);
  return resolvedTerms;
}

/**
 * Finds a fact by its name, ignoring upper and lower case if only one fact then matches, or by its title. Throws a
 * `Refusal` for an unknown fact.
 */
export function resolveFact(
  name: string,
  { facts, keys, factTitled }: KnownFacts,
  { portfolio, numbers }: Messages,
): string {
  if (facts.has(name)) return name;
  const factNames = [...facts.keys()];
  const foldedName = foldKey(name);
  const sameFolded = factNames.filter((fact) => foldKey(fact) === foldedName);
  if (sameFolded[0] !== undefined && sameFolded.length === 1) return sameFolded[0];
  const titledFact = factTitled?.(name);
  if (titledFact !== undefined && facts.has(titledFact)) return titledFact;
  if ([...keys].some((key) => foldKey(key) === foldedName)) throw new Refusal(3, portfolio.by.isKey({ name }));
  if (isReservedHeading(name))
    throw new Refusal(3, portfolio.by.isNoFact({ name }), portfolio.columnsAre({ columns: numbers.list(factNames) }));
  const suggestion = findNearestSpelling(name, factNames);
  const hint =
    suggestion === undefined
      ? portfolio.columnsAre({ columns: numbers.list(factNames) })
      : portfolio.didYouMean({ column: suggestion });
  throw new Refusal(3, portfolio.notes.noFact({ name }), factNames.length > 0 ? hint : undefined);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** The smallest count shown in output that others may read, unless the user sets another limit. */
const MIN_SHOWN_COUNT = 5;

/**
 * Returns the smallest count that is shown; smaller ones are hidden, and null shows all. Output that does not only go
 * to the terminal is protected, unless the user decides otherwise.
 */
export function minimumCellOf({ minCell, by, format, output }: PortfolioOptions): number | null {
  const leastCount = minCell ?? (format === 'pretty' && isStandardOutput(output) ? 1 : MIN_SHOWN_COUNT);
  if (leastCount <= 1) return null;
  const sharedFacts = by.flatMap((term, i) =>
    by.slice(i + 1).flatMap((other) => term.filter((name) => other.includes(name))),
  );
  if (sharedFacts.length === 0) return leastCount;
  throw new CodedRefusal(2, 'sharedFact', { fact: String(sharedFacts[0]) });
}

/** Maximum number of stages: all their combinations are tried to find out what published figures reveal together. */
const MAX_STAGES = 24;

/** Throws a `Refusal` if there are too many stages. */
export function refuseManyStages(stages: number): void {
  if (stages <= MAX_STAGES) return;
  throw new CodedRefusal(2, 'tooManyStages', { count: String(stages) });
}

/**
 * Throws a `Refusal` for nested groupings, such as counties and their districts: hidden figures of one table could be
 * calculated from the other.
 */
export function refuseNestedGroupings(roster: Roster, { by }: PortfolioOptions): void {
  const nestedFacts = findNested(roster, by);
  if (!nestedFacts) return;
  const [inner, outer] = nestedFacts;
  throw new CodedRefusal(2, 'nestedGroupings', { inner: inner.join('*'), outer: outer.join('*') });
}
