import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Estimate } from '../../policy/cost.ts';
import { langOption } from '../steps/look.ts';
import type { DuplicateRule } from './duplicates.ts';

/** More threads than this only take memory from each other. */
const MOST_JOBS = 64;

/** What a user asks of `matura batch`. */
export interface BatchOptions {
  readonly map?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  readonly sheet?: string;
  readonly out: string;
  readonly rejects: string;
  readonly mend?: string;
  readonly answers?: boolean;
  readonly bom?: boolean;
  readonly duplicates: DuplicateRule;
  readonly maxRejects: number;
  readonly files?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly cost: Estimate;
  readonly date?: string;
  readonly dateOrder?: 'dmy' | 'mdy';
  readonly renamed?: boolean;
  readonly kind: 'self' | 'onsite';
  readonly strict?: boolean;
  readonly jobs?: number;
  readonly minScore?: string[];
  readonly minLevel?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

/** Adds the options to the command. */
export function addOptions(command: Command): Command {
  return command
    .option('--map <file>', 'how columns meet questions (default: as is certain)')
    .option('--encoding <name>', 'utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: recognised)')
    .option('--delimiter <sign>', 'what parts the cells; tab for a tab (default: recognised)')
    .addOption(new Option('--decimal <sign>', 'the decimal sign (default: recognised)').choices(['.', ',']))
    .option('--sheet <name>', 'the sheet of a workbook (default: the first visible one)')
    .option('--out <file>', 'the results: .csv, .jsonl or .parquet', 'results.csv')
    .option('--rejects <file>', 'the rows that are no result, and why, as CSV', 'rejects.csv')
    .option('--mend <file>', 'also keeps the rejected rows as they stand in EXPORT there: mended, they can be scored')
    .option('--answers', "adds every question's answer to the results, or its state")
    .option('--bom', 'begins CSV with a byte-order mark, by which Excel knows that it is UTF-8')
    .addOption(
      new Option('--duplicates <rule>', 'of rows with one key, which counts: none (reject), the first or the last')
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    )
    .option('--files <dir>', "also keeps each enterprise's file KEY.json and writes its policy KEY.policy.md there")
    .option('--policy <id|path>', 'the policy for --files (default: the one the questionnaire names)')
    .addOption(
      new Option('--cost <estimate>', 'for --files: which of the stated costs funding is worked out from')
        .choices(['low', 'mid', 'high'])
        .default('high'),
    )
    .option('--as-of <date>', 'for --files: the day instruments are judged on (default: today)')
    .option(
      '--date <date|column>',
      'the day of the assessments for --files, or the heading of the column that says it (default: the day EXPORT was last changed)',
    )
    .addOption(
      new Option('--date-order <order>', 'which comes first in a day of that column, the day or the month').choices([
        'dmy',
        'mdy',
      ]),
    )
    .addOption(
      new Option('--kind <kind>', 'for --files: self: answered by the enterprises; onsite: diagnoses')
        .choices(['self', 'onsite'])
        .default('self'),
    )
    .option('--renamed', 'for --files: enterprises have other names now than in their files')
    .option('--strict', 'rejects rows with warnings, too')
    .option('--max-rejects <count>', 'exit code 0 with up to so many rejected rows', readCount, 0)
    .option(
      '--jobs <count>',
      'how many threads score, and with --files advise (default: one for each core where it is worth it)',
      readJobs,
    )
    .option('--min-score <name=value...>', 'exit code 1 unless every scored row has at least this score for sure')
    .option('--min-level <level>', 'exit code 1 unless every scored row has at least this level for sure')
    .option('--json', 'the summary as JSON')
    .option('--quiet', 'no progress')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--no-color', 'without colours');
}

function readCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

function readJobs(text: string): number {
  const count = readCount(text);
  if (count >= 1 && count <= MOST_JOBS) return count;
  throw new InvalidArgumentError(`It must be from 1 to ${MOST_JOBS}.`);
}
