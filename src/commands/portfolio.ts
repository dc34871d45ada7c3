import { type Command, Option } from 'commander';
import type { Messages } from '../i18n/messages.ts';
import { CALENDAR_DATE } from '../model/date.ts';
import { Refusal } from '../model/refusal.ts';
import type { AssessmentKind } from '../portfolio/member.ts';
import { formatNumber } from '../report/number.ts';
import { renderIntake } from '../report/portfolio/intake.ts';
import { plainLine } from '../report/terminal/line.ts';
import type { World } from '../world.ts';
import { lookOf, speechOf } from './steps/look.ts';
import { startProgress } from './steps/progress.ts';
import { type ReadRoster, type RosterRequest, readRoster } from './steps/roster/read-roster.ts';
import type { UnreadableList } from './steps/roster/unreadable.ts';

interface PortfolioOptions {
  readonly registry?: string;
  readonly by?: string;
  readonly key?: string;
  readonly kind: AssessmentKind;
  readonly date?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly quiet?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--registry <file>', 'the list of all enterprises in scope, a table: what coverage is counted against')
    .option('--by <columns>', 'facts to group by, parted by commas: district,sector,size,chain')
    .option('--key <column>', 'the column of the key in tables (default: the first one)')
    .addOption(new Option('--kind <kind>', 'what batch results are').choices(['self', 'onsite']).default('self'))
    .option('--date <date>', 'the day of batch results that do not state one')
    .option('--encoding <name>', 'how the registry is written: utf-8, gb18030, utf-16le or utf-16be')
    .option('--delimiter <sign>', 'what parts its cells: , ; | or tab')
    .option('--sheet <name>', 'which sheet of the workbook it is')
    .option('--quiet', 'no progress')
    .option('--lang <language>', 'en, zh or de (default: that of the system)')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
INPUT is a folder of enterprise files, or a batch result in CSV, XLSX, JSON lines or Parquet, as matura batch --out writes
it; several at once. A batch result is of --kind and --date, or says it before its path: onsite:2026-03-31:visits.csv; columns
named kind, assessedOn (YYYY-MM-DD) and pack (id@version) go before both. Every enterprise is counted once.

Exit code 0: done; 1: done, but rows or files could not be read; 3: an input cannot be used at all.

Examples:
  matura portfolio files --by district
  matura portfolio files results.csv --registry registry.csv --by district,sector,size
  matura portfolio self:2026-03-31:online.parquet onsite:visits.csv --registry registry.csv`,
    )
    .action(async (inputs: string[], options: PortfolioOptions) => {
      done(await tellPortfolio(world, inputs, options));
    });
}

async function tellPortfolio(world: World, inputs: readonly string[], options: PortfolioOptions): Promise<number> {
  const { messages } = speechOf(world, options.lang);
  const read = await readAll(world, inputs, options, messages);
  world.stdout.write(renderIntake(read.roster, { ...lookOf(world, world.stdout, options), messages }));
  tellUnreadable(world, read.unreadable, messages);
  return read.unreadable.count > 0 ? 1 : 0;
}

function tellUnreadable({ stderr }: World, { count, first }: UnreadableList, { portfolio, numbers }: Messages): void {
  if (count === 0) return;
  const { unreadable, more } = portfolio.intake;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const lines = first.map(({ source, line, reason }) =>
    numbers.labelled(line === undefined ? source : `${source}:${line}`, reason),
  );
  const rest = count > first.length ? [more(write(count - first.length))] : [];
  stderr.write(
    [unreadable(write(count), count === 1), ...lines, ...rest].map((line) => `${plainLine(line)}\n`).join(''),
  );
}

async function readAll(
  world: World,
  inputs: readonly string[],
  options: PortfolioOptions,
  messages: Messages,
): Promise<ReadRoster> {
  const { registry, key, kind, date = null, encoding, delimiter, sheet, quiet = false } = options;
  if (date !== null && !CALENDAR_DATE.test(date)) throw new Refusal(2, `--date: there is no day "${date}"`);
  const request: RosterRequest = {
    inputs,
    told: {
      ...(encoding !== undefined && { encoding }),
      ...(delimiter !== undefined && { delimiter }),
      ...(sheet !== undefined && { sheet }),
    },
    facts: (options.by ?? '').split(/[,，]/).flatMap((name) => name.trim() || []),
    stamp: { kind, date },
    wantsAnswers: false,
    ...(registry !== undefined && { registry }),
    ...(key !== undefined && { key }),
  };
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
