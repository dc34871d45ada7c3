import type { Messages } from '../../i18n/index.ts';
import { CALENDAR_DATE } from '../../model/date.ts';
import { Refusal } from '../../model/refusal.ts';
import { countingOf } from '../../portfolio/counting.ts';
import { assumedPack } from '../../portfolio/pack-partition.ts';
import { formatNumber } from '../../report/number.ts';
import type { World } from '../../world.ts';
import type { ToldTable } from '../steps/open-table.ts';
import { startProgress } from '../steps/progress.ts';
import { type ReadRoster, type RosterRequest, readRoster } from '../steps/roster/read-roster.ts';
import type { PortfolioOptions } from './options.ts';
import { wantsOutlook } from './outlook-options.ts';
import type { PackShelf } from './pack-shelf.ts';

/**
 * Reads the registry and all inputs. Which pack results are by that state none may show only at the end: where they could
 * not be by it, all is read again, so that each such row is told.
 */
export async function readInputs(
  world: World,
  inputs: readonly string[],
  options: PortfolioOptions & { readonly asOf: string },
  shelf: PackShelf,
  messages: Messages,
): Promise<ReadRoster> {
  const { pack, levelOf, quiet = false } = options;
  const request = { ...requestOf(inputs, options, messages), limitsOf: shelf.limitsFor(pack) };
  const read = await readWithProgress(world, request, messages, quiet);
  if (pack !== undefined) return read;
  const assumed = assumedPack(read.roster, countingOf(read.roster, levelOf));
  if (assumed === null) return read;
  const limitsOf = shelf.limitsFor(assumed);
  const limits = await limitsOf(null);
  return limits && read.unjudged.exceeds(limits)
    ? await readWithProgress(world, { ...request, limitsOf }, messages, quiet)
    : read;
}

/** How the registry is written, as far as the user says. */
export function toldOf({ encoding, delimiter, sheet }: PortfolioOptions): ToldTable {
  return {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(sheet !== undefined && { sheet }),
  };
}

function requestOf(
  inputs: readonly string[],
  options: PortfolioOptions & { readonly asOf: string },
  { portfolio }: Messages,
): Omit<RosterRequest, 'limitsOf'> {
  const { asOf, registry, outside, key, registryKey, kind, date = null } = options;
  if (outside !== undefined && registry === undefined)
    throw new Refusal(
      2,
      portfolio.outsideNeedsRegistry('--outside', '--registry'),
      portfolio.giveBoth('--registry FILE'),
    );
  if (registryKey !== undefined && registry === undefined)
    throw new Refusal(
      2,
      portfolio.needsRegistry('--registry-key', '--registry'),
      portfolio.giveBoth('--registry FILE'),
    );
  if (date !== null && !CALENDAR_DATE.test(date)) throw new Refusal(2, `--date: there is no day "${date}"`);
  return {
    asOf,
    inputs,
    told: toldOf(options),
    facts: options.by.flat(),
    stamp: { kind, date },
    wantsAnswers: (options.questions ?? false) || wantsOutlook(options),
    ...(registry !== undefined && { registry }),
    ...(outside !== undefined && { outside }),
    ...(key !== undefined && { key }),
    ...(registryKey !== undefined && { registryKey }),
  };
}

async function readWithProgress(
  world: World,
  request: RosterRequest,
  messages: Messages,
  quiet: boolean,
): Promise<ReadRoster> {
  const write = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const say = (count: number, _: number, rate: number): string =>
    messages.portfolio.progress(write(count), write(rate));
  const progress = startProgress(world, say, { quiet });
  let count = 0;
  try {
    return await readRoster(world, request, messages, (more) => {
      count += more;
      progress.tell(count, count);
    });
  } finally {
    progress.end();
  }
}
