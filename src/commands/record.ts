import { relative } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  amountOption,
  currencyOf,
  DATA_FORMATS,
  type DataFormat,
  dayOption,
  dryRunOption,
  filesOption,
  type HelpDetails,
  isForPeople,
  type OutputOptions,
  openEnterprise,
  openPackOf,
  type PackOptions,
  packVocabulary,
  prepareOutput,
  programmeOption,
  type RecordDraft,
  recordStamp,
  reportOlderPolicy,
  requireCurrency,
  resolveAsOf,
  resolveLanguage,
  resolveNamed,
  resolveRecords,
  showOutput,
  writeTypedCommand,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import type { TypedAmount } from '../interview/index.ts';
import {
  addMonths,
  EARLIEST_DAY,
  type Enterprise,
  type FollowUp,
  type Money,
  toDecimalText,
  toNumber,
} from '../model/index.ts';
import { type CompiledPack, refuseStandardInput } from '../pack/index.ts';
import {
  findExcess,
  findLatestPlan,
  findRecordDoubts,
  INSTRUMENT_STATES,
  isRecordEvent,
  listRecordedInstruments,
  listRecordedMeasures,
  MEASURE_STATES,
  selectActiveRecords,
  totalAsJson,
} from '../policy/index.ts';
import {
  excessInWords,
  type RecordWords,
  recordDoubtInWords,
  recordInWords,
  renderRecords,
  type TerminalOptions,
  type Vocabulary,
} from '../report/index.ts';
import { appendFollowUps } from '../store/index.ts';
import type { World } from '../world.ts';

interface RecordOptions extends TypedRecord, PackOptions, OutputOptions<DataFormat> {
  readonly recorder?: string;
  readonly dryRun?: boolean;
  readonly files: string;
  readonly policy?: string;
}

/** `unknown` is accepted for amounts of money applied for or received. */
const WITH_UNKNOWN = { or: ['unknown'] };

export const help: HelpDetails = {
  examples: [
    {
      DE: 'matura record HRB-4711-MUSTERSTADT --measure crm --done today --amount 9500',
      CN: 'matura record 91350100M000100Y43 --measure mes --done today --amount 350000',
    },
    {
      DE: 'matura record HRB-4711-MUSTERSTADT --instrument bw-digital-grant --granted 900',
      CN: 'matura record 91350100M000100Y43 --instrument cd-sme-transform --granted 35000',
    },
    'matura record {enterprise} --cancel 1 --note "done elsewhere"',
    'matura record files/{enterprise}.json --json',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--measure <id|number>')
    .addOption(dayOption('--planned <date>'))
    .addOption(dayOption('--started <date>'))
    .addOption(dayOption('--done <date>'))
    .addOption(amountOption('--amount <amount>'))
    .option('--instrument <id>')
    .addOption(amountOption('--applied <amount>', WITH_UNKNOWN))
    .addOption(amountOption('--granted <amount>', WITH_UNKNOWN))
    .addOption(amountOption('--paid <amount>', WITH_UNKNOWN))
    .addOption(dayOption('--on <date>'))
    .option('--cancel <number>')
    .option('--note <text>')
    .option('--recorder <name>')
    .addOption(dryRunOption())
    .addOption(filesOption())
    .addOption(programmeOption());
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((file: string, options: RecordOptions) => record(world, file, options).then(done));
}

/** Options that ask for a record to be added. */
const EVENT_OPTIONS: readonly (keyof TypedRecord)[] = [
  ...(['measure', 'planned', 'started', 'done', 'amount', 'instrument', 'applied', 'granted', 'paid', 'on'] as const),
  ...(['cancel', 'note'] as const),
];

async function record(world: World, file: string, options: RecordOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['records', 'added', 'measures', 'instruments']);
  refuseStandardInput(file);
  const { enterprise, path } = await openEnterprise(world, file, options.files, options.lang);
  const { assessments } = enterprise;
  const latestPlan = findLatestPlan(enterprise);
  const latestAssessment = latestPlan?.assessment ?? assessments.at(-1);
  if (!latestAssessment) throw new CodedRefusal(3, 'noPolicyToFollow', { path: file });
  const compiledPack = await openPackOf(world, enterprise, latestAssessment, options);
  const { pack, policies } = compiledPack;
  const words: RecordWords = {
    vocabulary: packVocabulary(compiledPack, speech),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
  };
  const { measures = [], instruments = [] } = latestPlan?.recommendation ?? {};
  if (EVENT_OPTIONS.every((name) => options[name] === undefined)) {
    const { records = [] } = enterprise;
    const startedIds = new Set(
      selectActiveRecords(records).flatMap((event) => ('measure' in event ? [event.measure] : [])),
    );
    const openMeasure = [...measures, ...compiledPack.measures].find(({ id }) => !startedIds.has(id));
    const plan = {
      example: writeTypedCommand(
        ['record', file, '--measure', openMeasure?.id ?? 'ID', '--started', resolveAsOf(world, undefined)],
        options,
      ),
      planned: { measures, instruments },
    };
    const outputMakers = {
      pretty: (look: TerminalOptions) => renderRecords(records, words, { ...look, ...plan }),
      json: () => recordsAsJson(enterprise, []),
    };
    await showOutput(world, options, outputMakers, speech.messages);
    return 0;
  }
  const { records: messages } = speech.messages;
  const drafts = readRequest(
    {
      ...options,
      ...resolveNamedMeasure(
        options,
        measures.map(({ id }) => id),
      ),
    },
    compiledPack,
    { today: resolveAsOf(world, undefined), enterprise: file, pick: words.vocabulary.pick },
  );
  let addedRecords: FollowUp[] = [];
  const appendResult = await appendFollowUps(
    path,
    (stored) => {
      addedRecords = resolveRecords(stored, drafts, recordStamp(world, options.recorder), messages);
      return addedRecords;
    },
    { isTrial: options.dryRun ?? false },
  );
  if (options.dryRun) world.stderr.write(`${speech.messages.notices.dryRun}\n`);
  printExcess(world, appendResult, addedRecords, words);
  if (latestPlan) {
    const doubts = findRecordDoubts(
      addedRecords.filter(isRecordEvent),
      selectActiveRecords(appendResult.records ?? []),
      latestPlan.recommendation,
      latestAssessment.finishedAt.slice(0, 'YYYY-MM-DD'.length),
    );
    for (const doubt of doubts) world.stderr.write(`${recordDoubtInWords(doubt, words)}\n`);
  }
  const lines =
    addedRecords.length === 0
      ? [messages.alreadyThere]
      : addedRecords.map((record) => addedInWords(record, appendResult, words, options.dryRun ?? false));
  const outputMakers = {
    pretty: () => `${lines.join('\n')}\n`,
    json: () => recordsAsJson(appendResult, addedRecords),
  };
  await showOutput(world, options, outputMakers, speech.messages);
  if (isForPeople(options.format) && addedRecords.length > 0 && !options.quiet && !options.dryRun) {
    const { numbers, summary } = speech.messages;
    world.stderr.write(`${numbers.labelled(summary.enterpriseFile, relative(world.cwd, path) || path)}\n`);
  }
  if (addedRecords.length > 0 && !options.dryRun)
    await reportOlderPolicy(world, path, appendResult, { ...options, messages: speech.messages });
  return 0;
}

/**
 * Replaces the number of a measure in the latest policy by the measure's id. Throws a `Refusal` if there is no such
 * number.
 */
function resolveNamedMeasure({ measure }: TypedRecord, planned: readonly string[]): Pick<TypedRecord, 'measure'> {
  if (measure === undefined || !/^[1-9]\d*$/.test(measure)) return {};
  const id = planned[Number(measure) - 1];
  if (id === undefined) throw new CodedRefusal(2, 'noSuchStep', { number: measure, count: String(planned.length) });
  return { measure: id };
}

function addedInWords(record: FollowUp, { records = [] }: Enterprise, words: RecordWords, isTrial: boolean): string {
  const messages = words.vocabulary.messages.records;
  if (!('withdraws' in record))
    return messages.recorded({ number: String(record.number), text: recordInWords(record, words), isTrial });
  const withdrawnRecord = records.find(({ number }) => number === record.withdraws);
  return messages.cancelled({
    isTrial,
    number: String(record.withdraws),
    text: withdrawnRecord && !('withdraws' in withdrawnRecord) ? recordInWords(withdrawnRecord, words) : '',
  });
}

/** Prints a warning for each instrument just recorded of which more was granted or paid than the steps before allow. */
function printExcess(world: World, { records = [] }: Enterprise, added: readonly FollowUp[], words: RecordWords): void {
  const touchedInstruments = added.flatMap((record) => ('instrument' in record ? [record.instrument] : []));
  for (const excess of findExcess(selectActiveRecords(records))) {
    if (touchedInstruments.includes(excess.standing.id)) world.stderr.write(`${excessInWords(excess, words)}\n`);
  }
}

function recordsAsJson({ key, records = [] }: Enterprise, added: readonly FollowUp[]): object {
  const activeEvents = selectActiveRecords(records);
  const measures = listRecordedMeasures(activeEvents).map(({ id, states }) => ({ id, ...states }));
  const instruments = listRecordedInstruments(activeEvents).map(({ id, policy, currency, totals }) => ({
    id,
    policy,
    currency,
    applied: totalAsJson(totals.applied),
    granted: totalAsJson(totals.granted),
    paid: totalAsJson(totals.paid),
  }));
  return { schemaVersion: 1, key, records, added: added.map(({ number }) => number), measures, instruments };
}

interface TypedRecord {
  readonly measure?: string;
  readonly planned?: string;
  readonly started?: string;
  readonly done?: string;
  readonly amount?: TypedAmount;
  readonly instrument?: string;
  readonly applied?: TypedAmount | 'unknown';
  readonly granted?: TypedAmount | 'unknown';
  readonly paid?: TypedAmount | 'unknown';
  readonly on?: string;
  readonly cancel?: string;
  readonly note?: string;
}

/** What is needed to read from the options what is to be recorded. */
interface RequestContext {
  /** Today's date in the user's time zone. */
  readonly today: string;
  /** The enterprise, as the user named it. */
  readonly enterprise: string;
  readonly pick: Vocabulary['pick'];
}

/**
 * Reads what to record, withdrawals first. Throws a `Refusal` for an id that neither the pack nor the policy has, an
 * invalid or future day, or an invalid amount.
 */
function readRequest(typed: TypedRecord, compiled: CompiledPack, context: RequestContext): RecordDraft[] {
  const note = typed.note === undefined ? {} : { note: typed.note };
  const drafts = [
    ...readCancel(typed),
    ...readMeasure(typed, compiled, context),
    ...readInstrument(typed, compiled, context),
  ];
  if (drafts.length === 0) throw new CodedRefusal(2, 'nothingToRecord');
  return drafts.map((draft) => ({ ...draft, ...note }));
}

function readCancel({ cancel }: TypedRecord): RecordDraft[] {
  if (cancel === undefined) return [];
  if (/^[1-9]\d{0,8}$/.test(cancel)) return [{ withdraws: Number(cancel) }];
  throw new CodedRefusal(2, 'notARecord', { text: cancel });
}

function readMeasure(
  typed: TypedRecord,
  compiled: CompiledPack,
  { today, enterprise, pick }: RequestContext,
): RecordDraft[] {
  const { measures } = compiled;
  const states = MEASURE_STATES.filter((state) => typed[state] !== undefined);
  if (typed.measure === undefined) {
    refuseWithout('--measure', [...states, ...(typed.amount === undefined ? [] : ['amount'])], enterprise);
    return [];
  }
  const { id } = resolveNamed('unknownMeasure', typed.measure, measures, pick);
  if (states.length === 0) throw new CodedRefusal(2, 'whichMeasureState', { id });
  const cost = typed.amount === undefined ? {} : { cost: toMoney('--amount', typed.amount, currencyOf(compiled)) };
  return states.map((state, i) => {
    const day = checkDay(`--${state}`, typed[state], today, state === 'planned');
    // If several steps are recorded, only the last one gets the cost, because the cost is best known then.
    return { measure: id, state, on: day, ...(i === states.length - 1 ? cost : {}) };
  });
}

function readInstrument(
  typed: TypedRecord,
  { policy }: CompiledPack,
  { today, enterprise, pick }: RequestContext,
): RecordDraft[] {
  const states = INSTRUMENT_STATES.filter((state) => typed[state] !== undefined);
  if (typed.instrument === undefined) {
    refuseWithout(
      '--instrument',
      [...states, ...(typed.on === undefined || typed.measure === undefined ? [] : ['on'])],
      enterprise,
    );
    return [];
  }
  const definition = resolveNamed('unknownInstrument', typed.instrument, policy.instruments, pick);
  const { id } = definition;
  if (states.length === 0) throw new CodedRefusal(2, 'whichInstrumentState', { id });
  const day = checkDay('--on', typed.on, today);
  return states.map((state) => {
    const statedSum = typed[state];
    const amount =
      statedSum !== undefined && statedSum !== 'unknown'
        ? { amount: toMoney(`--${state}`, statedSum, definition.currency) }
        : {};
    return { instrument: id, policy: definition.policy ?? '', state, on: day, ...amount };
  });
}

/**
 * Throws a `Refusal` if one of the options `typed` was given without `option`, which names the subject of the record.
 */
function refuseWithout(option: string, typed: readonly string[], enterprise: string): void {
  const [first] = typed;
  if (first !== undefined)
    throw new CodedRefusal(2, 'recordNeeds', { option: `--${first}`, other: option, enterprise });
}

/** A planned date that is more than this many years ahead is taken for a mistyped year. */
const MAX_YEARS_AHEAD = 30;

function checkDay(option: string, day: string | undefined, today: string, mayCome = false): string {
  if (day === undefined) return today;
  if (day > today && !mayCome) throw new CodedRefusal(2, 'dayToCome', { option, day, today });
  if (day < EARLIEST_DAY || day > addMonths(today, 12 * MAX_YEARS_AHEAD))
    throw new CodedRefusal(2, 'dayOutOfReach', { option, day, years: String(MAX_YEARS_AHEAD) });
  return day;
}

/**
 * Returns the amount in the programme's currency. Throws a `Refusal` for an amount in another currency, or if the
 * programme has no currency.
 */
function toMoney(option: string, typed: TypedAmount, currency: string | undefined): Money {
  requireCurrency(option, typed, currency);
  const statedCurrency = typed.currency ?? currency;
  if (statedCurrency === undefined)
    throw new CodedRefusal(2, 'noCurrency', { option, number: toDecimalText(typed.amount, 2) });
  return { amount: toNumber(typed.amount), currency: statedCurrency };
}
