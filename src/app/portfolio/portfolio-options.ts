import type { Command } from 'commander';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import type { TypedAmount } from '../../interview/index.ts';
import { didYouMean, foldKey, multiply, Refusal, toDecimalText, toNumber, wholeNumber } from '../../model/index.ts';
import {
  type AssessmentKind,
  findNested,
  isReservedHeading,
  type LevelOf,
  type Roster,
} from '../../portfolio/index.ts';
import type { PolicyOptions } from '../common-options.ts';
import type { TableOptions } from '../open-table.ts';
import { isStandardOutput, type OutputOptions } from '../output.ts';
import type { RosterRequest } from '../roster/read-roster.ts';
import { amountOption, countOption } from '../typed-options.ts';

/** The formats of a portfolio; the first one is the standard. */
export const PORTFOLIO_FORMATS = ['pretty', 'html', 'json', 'csv', 'xlsx', 'md'] as const;

/** What the command was told. */
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

/** What was typed about chains, models, visits and money. */
export interface ProjectionOptions extends Pick<PolicyOptions, 'policy' | 'asOf' | 'packs'> {
  readonly chains?: string;
  readonly models?: string;
  readonly visits?: number;
  readonly budget?: TypedAmount;
  readonly plans?: number | 'all';
  readonly pack?: string;
}

/** The same, read. */
interface ProjectionSettings {
  readonly models: readonly string[] | null;
  readonly visits: number | null;
  /** In hundredths of the currency. */
  readonly budget: number | null;
  readonly plans: number;
}

/** More enterprises than any region has. */
const MOST_COUNTED = 9_999_999;

/** Adds the options. */
export function addProjectionOptions(command: Command): void {
  command
    .optionsGroup('Next steps:')
    .option('--chains <file>', 'a table of supplier links: buyer, supplier; share or value, single, chain, cluster')
    .option(
      '--models <facts|all>',
      'list model cases, who leads and who rose, by these facts, such as sector,size, or among all',
    )
    .addOption(countOption('--visits <count>', 'list whom to visit next, this many', { most: MOST_COUNTED }))
    .addOption(amountOption('--budget <amount>', 'where to spend this amount next, and whom chain leaders take along'))
    .addOption(
      countOption(
        '--plans <count>',
        'with --budget: look only at this many enterprises beside those on file (default: all)',
        { most: MOST_COUNTED, or: ['all'] },
      ),
    )
    .option('--policy <id|path>', 'the policy for roadmaps and chain instruments (default: that of the pack)');
}

/** What was asked for of the outlook, by option. */
function askedFor({ chains, models, visits, budget }: ProjectionOptions): string[] {
  const asked = Object.entries({ chains, models, visits, budget }).filter(([, one]) => one !== undefined);
  return asked.map(([name]) => `--${name}`);
}

/** The facts that the user named for model cases; none for `all`. */
export function modelFacts({ models }: Pick<ProjectionOptions, 'models'>): string[] {
  return models !== undefined && models !== 'all' ? models.split(/[,，]/).map((name) => name.trim()) : [];
}

/** Whether anything of the outlook was asked for. */
export function wantsProjection(options: ProjectionOptions): boolean {
  return askedFor(options).length > 0;
}

/** The outlook names enterprises: throws a `Refusal` where counts under so many are hidden. */
export function refusePublishedProjection(
  options: ProjectionOptions,
  least: number | null,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (least === null || !wantsProjection(options)) return;
  throw new Refusal(
    2,
    words.onlyInternal(numbers.and(askedFor(options)), String(least)),
    words.makeInternal('--min-cell 1'),
  );
}

/** What is asked for. Throws a `Refusal` for options that do not go together, and for more money than is counted exactly. */
export function parseProjectionOptions(
  { models, visits, budget, plans }: ProjectionOptions,
  { batch }: Messages,
): ProjectionSettings {
  if (plans !== undefined && budget === undefined) throw new Refusal(2, batch.refused.goesWith('--plans', '--budget'));
  return {
    models: models === undefined ? null : modelFacts({ models }),
    visits: visits ?? null,
    budget: budget === undefined ? null : inHundredths(budget),
    plans: plans === undefined || plans === 'all' ? Number.POSITIVE_INFINITY : plans,
  };
}

function inHundredths({ amount }: TypedAmount): number {
  const hundredths = toNumber(multiply(amount, wholeNumber(100)));
  if (Number.isSafeInteger(hundredths)) return hundredths;
  throw new CodedRefusal(2, 'tooManyDigits', '--budget', toDecimalText(amount, 2), '13');
}

/** Groupings as they were typed: each by one fact or several crossed. */
type GroupingTerms = readonly (readonly string[])[];

/** What facts are looked up in. */
interface KnownFacts {
  readonly facts: ReadonlyMap<string, unknown>;
  /** The headings of keys: each enterprise would be a group of its own. */
  readonly keys: ReadonlySet<string>;
}

/** Splits what was typed: groupings by commas, crossed facts by `*`. A name that is missing is blank. */
export function parseTerms(given: string): string[][] {
  return given.split(/[,，]/).map((term) => term.split('*').map((name) => name.trim()));
}

/** Throws a `Refusal` where a name is missing or a grouping stands there twice. */
export function checkTerms(option: string, by: GroupingTerms, { portfolio }: Messages): void {
  if (by.flat().includes('')) throw new Refusal(2, portfolio.by.missing(option), portfolio.by.form('--by'));
  const twice = by.flatMap((term, i) => [
    ...term.filter((name, j) => term.indexOf(name) < j).slice(0, 1),
    ...(by.slice(0, i).some((other) => isSame(other, term)) ? [term.join('*')] : []),
  ]);
  if (twice[0] !== undefined) throw new Refusal(2, portfolio.by.twice(option, twice[0]));
}

/** The same groupings by the names that facts have; throws a `Refusal` for one that is none. */
export function resolveTerms(by: GroupingTerms, known: KnownFacts, messages: Messages): GroupingTerms {
  const resolved = by.map((term) => term.map((name) => resolveFact(name, known, messages)));
  checkTerms('--by', resolved, messages);
  return resolved;
}

/** The fact of that name; in other capitals where only one is spelled so. Throws a `Refusal` where there is none. */
export function resolveFact(name: string, { facts, keys }: KnownFacts, { portfolio, numbers }: Messages): string {
  if (facts.has(name)) return name;
  const known = [...facts.keys()];
  const folded = foldKey(name);
  const alike = known.filter((fact) => foldKey(fact) === folded);
  if (alike[0] !== undefined && alike.length === 1) return alike[0];
  if ([...keys].some((key) => foldKey(key) === folded)) throw new Refusal(3, portfolio.by.isKey(name));
  if (isReservedHeading(name))
    throw new Refusal(3, portfolio.by.isNoFact(name), portfolio.columnsAre(numbers.list(known)));
  const near = didYouMean(name, known);
  const hint = near === undefined ? portfolio.columnsAre(numbers.list(known)) : portfolio.didYouMean(near);
  throw new Refusal(3, portfolio.notes.noFact(name), known.length > 0 ? hint : undefined);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** The least count shown of what is passed on, where nobody says another. */
const PUBLISHED = 5;

/** Null shows all. What is passed on is protected, unless the user says otherwise. */
export function minimumCellOf({ minCell, by, format, output }: PortfolioOptions): number | null {
  const least = minCell ?? (format === 'pretty' && isStandardOutput(output) ? 1 : PUBLISHED);
  if (least <= 1) return null;
  const twice = by.flatMap((term, i) =>
    by.slice(i + 1).flatMap((other) => term.filter((name) => other.includes(name))),
  );
  if (twice.length === 0) return least;
  throw new CodedRefusal(2, 'sharedFact', String(twice[0]));
}

/** What follows from stages side by side is looked for in all their combinations. */
const MOST_STAGES = 24;

/** Throws a `Refusal` where there are more. */
export function refuseManyStages(stages: number): void {
  if (stages <= MOST_STAGES) return;
  throw new CodedRefusal(2, 'tooManyStages', String(stages));
}

/** Of counties and their districts, each table would give away what the other hides. */
export function refuseNestedGroupings(roster: Roster, { by }: PortfolioOptions): void {
  const nested = findNested(roster, by);
  if (!nested) return;
  const [inner, outer] = nested;
  throw new CodedRefusal(2, 'nestedGroupings', inner.join('*'), outer.join('*'));
}
