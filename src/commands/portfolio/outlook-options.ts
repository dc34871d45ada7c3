import type { Command } from 'commander';
import type { Messages } from '../../i18n/index.ts';
import { parseDecimal } from '../../model/rational.ts';
import { Refusal } from '../../model/refusal.ts';

/** What was typed about chains, models, visits and money. */
export interface OutlookOptions {
  readonly chains?: string;
  readonly models?: string | true;
  readonly visits?: string | true;
  readonly budget?: string;
  readonly plans?: string;
  readonly pack?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly packs?: string[];
}

/** The same, read. */
export interface OutlookWishes {
  readonly models: readonly string[] | null;
  readonly visits: number | null;
  /** In hundredths of the currency. */
  readonly budget: number | null;
  readonly plans: number;
}

const VISITS = 20;
const PLANS = 40;
const MODELS = ['sector', 'size'];

/** Adds the options. */
export function addOutlookOptions(command: Command): void {
  command
    .option('--chains <file>', 'supplier links, a table: buyer, supplier; share or value, single, chain, cluster')
    .option('--models [columns]', 'model cases: who leads and who rose, by these facts (default: sector,size)')
    .option('--visits [number]', `whom to visit next: so many (default: ${VISITS})`)
    .option('--budget <amount>', 'where the next money goes, and whom chain leaders take along, within this amount')
    .option(
      '--plans <number>',
      `with --budget: for how many enterprises to work roadmaps out beside those on file, or all (default: ${PLANS})`,
    )
    .option('--policy <id|path>', 'the policy that roadmaps and chain instruments follow (default: that of the pack)');
}

/** What was asked for of the outlook, by option. */
function askedFor({ chains, models, visits, budget }: OutlookOptions): string[] {
  const asked = Object.entries({ chains, models, visits, budget }).filter(([, one]) => one !== undefined);
  return asked.map(([name]) => `--${name}`);
}

/** The facts that the user named for model cases; none where it is those that most have. */
export function modelFacts({ models }: { readonly models?: string | true | undefined }): string[] {
  return typeof models === 'string' ? models.split(/[,，]/).map((name) => name.trim()) : [];
}

/** Whether anything of the outlook was asked for. */
export function wantsOutlook(options: OutlookOptions): boolean {
  return askedFor(options).length > 0;
}

/** The outlook names enterprises: throws a `Refusal` where counts under so many are hidden. */
export function refuseWherePassedOn(
  options: OutlookOptions,
  least: number | null,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (least === null || !wantsOutlook(options)) return;
  throw new Refusal(
    2,
    words.onlyInternal(numbers.and(askedFor(options)), String(least)),
    words.makeInternal('--min-cell 1'),
  );
}

/** Reads the options; throws a `Refusal` for what is no number. */
export function readWishes(
  { models, visits, budget, plans }: OutlookOptions,
  words: Messages['outlook'],
): OutlookWishes {
  const named = modelFacts({ models });
  const roadmaps = readPlans(plans, words);
  if (plans !== undefined && budget === undefined) throw new Refusal(2, words.needs('--plans', '--budget'));
  return {
    models: models === undefined ? null : named.length > 0 ? named : MODELS,
    visits: visits === undefined ? null : visits === true ? VISITS : readCount('--visits', visits, words),
    budget: budget === undefined ? null : readBudget(budget, words),
    plans: roadmaps,
  };
}

function readCount(option: string, text: string, words: Messages['outlook']): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Refusal(2, words.badCount(option, text));
}

function readPlans(plans: string | undefined, words: Messages['outlook']): number {
  if (plans === undefined) return PLANS;
  return plans === 'all' ? Number.POSITIVE_INFINITY : readCount('--plans', plans, words);
}

/** What is below a hundredth is of no account. */
function readBudget(text: string, words: Messages['outlook']): number {
  const amount = /^\d{1,13}(\.\d+)?$/.test(text) ? parseDecimal(text) : undefined;
  if (!amount) throw new Refusal(2, words.badBudget(text));
  return Number((amount.n * 100n) / amount.d);
}
