import { relative } from 'node:path';
import type { Command } from 'commander';
import type { Assessment, Enterprise, FollowUp } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import { Refusal } from '../model/refusal.ts';
import { findActive, isEvent } from '../policy/records/active.ts';
import { findExcess } from '../policy/records/consistency.ts';
import { standingOfInstruments, standingOfMeasures, type Total } from '../policy/records/standing.ts';
import { renderRecords } from '../report/records/list.ts';
import { eventInWords, excessInWords, type RecordWords } from '../report/records/record.ts';
import { makeVocabulary } from '../report/vocabulary.ts';
import type { World } from '../world.ts';
import { readRequest, type Typed } from './record/request.ts';
import { settleRecords } from './record/settle-records.ts';
import { dayOf } from './steps/advise.ts';
import { langOption, lookOf, speechOf } from './steps/look.ts';
import { openEnterprise, openPackOf } from './steps/open-enterprise.ts';

interface RecordOptions extends Typed {
  readonly by?: string;
  readonly files: string;
  readonly json?: boolean;
  readonly policy?: string;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--measure <id>', 'a measure of the catalogue')
    .option('--planned [date]', 'the day it is planned for')
    .option('--started [date]', 'the day it was started')
    .option('--done [date]', 'the day it was done')
    .option('--cost <amount>', 'what it cost, or is expected to')
    .option('--instrument <id>', 'an instrument of the policy')
    .option('--applied [amount]', 'applied for, with the amount where it is known')
    .option('--granted [amount]', 'granted')
    .option('--paid [amount]', 'paid; of several payments each is a record')
    .option('--on <date>', 'the day of it (default: today)')
    .option('--cancel <number>', 'withdraws a record, which stays in the file; can be given with what is right instead')
    .option('--note <text>', 'a remark')
    .option('--by <name>', 'who records it (default: the name you are logged in with)')
    .option('--files <dir>', 'the folder of enterprise files, where an enterprise is named by its key', 'files')
    .option('--json', 'what is on record, as JSON')
    .option('--policy <id|path>', 'the policy whose instruments are meant (default: that of the latest recommendation)')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
FILE is an enterprise file, or the key of an enterprise with --files. Without anything to record it lists what is on record.
A record is only ever added; the same one given again adds nothing. Amounts have at most two decimals, which are kept
exactly; those of several records add up.

Exit code 0: recorded or listed; 2: an id, a day or an amount is wrong; 3: refused, as where dates run backwards.

Examples:
  matura record 914403001922038216 --measure mes --done 2026-09-30 --cost 350000
  matura record 914403001922038216 --instrument dy-project --granted 35000 --on 2026-10-01
  matura record 914403001922038216 --cancel 3 --measure mes --done 2026-10-02
  matura record files/914403001922038216.json --json`,
    )
    .action(async (file: string, options: RecordOptions) => {
      done(await record(world, file, options));
    });
}

/** Says that something is to be recorded. */
const ASKS: readonly (keyof Typed)[] = [
  ...(['measure', 'planned', 'started', 'done', 'cost', 'instrument', 'applied', 'granted', 'paid', 'on'] as const),
  ...(['cancel', 'note'] as const),
];

async function record(world: World, file: string, options: RecordOptions): Promise<number> {
  const speech = await speechOf(world, options.lang);
  const { enterprise, path } = await openEnterprise(world, file, options.files);
  const latest = latestOf(enterprise);
  if (!latest) throw new Refusal(3, `${file} holds no assessment, so there is no policy to follow`);
  const settled = await openPackOf(world, latest, options);
  const { pack, plan, policies } = settled;
  const words: RecordWords = {
    vocabulary: makeVocabulary({ plan, ...speech, languages: pack.questionnaire.document.languages }),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
  };
  if (ASKS.every((name) => options[name] === undefined)) {
    const { records = [] } = enterprise;
    const look = { ...lookOf(world, world.stdout, options), example: exampleOf(file, settled.measures[0]?.id) };
    world.stdout.write(options.json ? toJson(enterprise, []) : renderRecords(records, words, look));
    return 0;
  }
  const drafts = readRequest(options, settled, dayOf(world, undefined));
  const recordedBy = options.by ?? world.env.USER ?? world.env.LOGNAME ?? world.env.USERNAME;
  const stamp = { recordedAt: world.now().toISOString(), ...(recordedBy ? { recordedBy } : {}) };
  // Only now, because locks come with it.
  const { appendRecords } = await import('../files/records.ts');
  let added: FollowUp[] = [];
  const after = await appendRecords(path, (stored) => {
    added = settleRecords(stored, drafts, stamp);
    return added;
  });
  tellExcess(world, after, added, words);
  const { records: messages } = speech.messages;
  if (options.json) world.stdout.write(toJson(after, added));
  else if (added.length === 0) world.stdout.write(`${messages.alreadyThere}\n`);
  else {
    world.stdout.write(`${added.map((one) => addedInWords(one, after, words)).join('\n')}\n`);
    world.stderr.write(
      `${speech.messages.numbers.labelled(speech.messages.summary.enterpriseFile, relative(world.cwd, path) || path)}\n`,
    );
  }
  return 0;
}

/** The latest assessment with a recommendation, else the latest. */
function latestOf({ assessments }: Enterprise): Assessment | undefined {
  return assessments.findLast(({ recommendation }) => recommendation) ?? assessments.at(-1);
}

function exampleOf(file: string, measure = 'ID'): string {
  return `matura record ${file} --measure ${measure} --started 2026-01-31`;
}

function addedInWords(record: FollowUp, { records = [] }: Enterprise, words: RecordWords): string {
  const messages = words.vocabulary.messages.records;
  if (isEvent(record)) return messages.recorded(String(record.number), eventInWords(record, words));
  const withdrawn = records.filter(isEvent).find(({ number }) => number === record.withdraws);
  return messages.cancelled(String(record.withdraws), withdrawn ? eventInWords(withdrawn, words) : '');
}

/** Says where there is more money than the step before allows, of the instruments just recorded. */
function tellExcess(world: World, { records = [] }: Enterprise, added: readonly FollowUp[], words: RecordWords): void {
  const touched = added.flatMap((one) => ('instrument' in one ? [one.instrument] : []));
  for (const excess of findExcess(findActive(records))) {
    if (touched.includes(excess.standing.id)) world.stderr.write(`${excessInWords(excess, words)}\n`);
  }
}

function toJson({ key, records = [] }: Enterprise, added: readonly FollowUp[]): string {
  const active = findActive(records);
  const sum = ({ amount, unknown, count }: Total): object => ({ amount: amount && toNumber(amount), unknown, count });
  const measures = standingOfMeasures(active).map(({ id, states }) => ({ id, ...states }));
  const instruments = standingOfInstruments(active).map(({ id, policy, currency, totals }) => ({
    id,
    policy,
    currency,
    applied: sum(totals.applied),
    granted: sum(totals.granted),
    paid: sum(totals.paid),
  }));
  const document = { schemaVersion: 1, key, records, added: added.map(({ number }) => number), measures, instruments };
  return `${JSON.stringify(document, null, 2)}\n`;
}
