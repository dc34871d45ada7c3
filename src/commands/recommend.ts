import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addDocumentOptions,
  addPackOptions,
  amountOption,
  choiceOption,
  collectValues,
  countOption,
  currencyOf,
  type DataFormat,
  type DocumentOptions,
  dayOption,
  draftDecisions,
  dryRunOption,
  dueOption,
  type FormatName,
  filesOption,
  findTyped,
  formatPath,
  type HelpDetails,
  isDataFormat,
  keepPlan,
  levelOption,
  monthsOption,
  type OpenedAssessment,
  type OutputOptions,
  openAssessment,
  outputsOf,
  type PolicyOptions,
  packVocabulary,
  parseLevel,
  printWarnings,
  programmeOption,
  readCustomerFiles,
  readEachEnterprise,
  recommendForAssessment,
  recordStamp,
  refuseFormat,
  refuseUnknownName,
  reportEarlierDay,
  reportOlderPolicy,
  requireCurrency,
  resolveAsOf,
  resolveLanguage,
  resolveNamed,
  resolveRecords,
  showOutput,
  summaryReportOf,
  toleranceOption,
  writeCorrectionCommand,
  writeDocument,
  writeTypedCommand,
} from '../app/index.ts';
import { CodedRefusal, type Messages, pickText } from '../i18n/index.ts';
import type { TypedAmount } from '../interview/index.ts';
import {
  type Enterprise,
  type FollowUp,
  type Instrument,
  isProvisionalKey,
  type JudgedDue,
  type KeptPlan,
  type Policy,
  type Rational,
  type Recommendation,
  Refusal,
  toNumber,
} from '../model/index.ts';
import { type CompiledPack, loadPolicy, refuseStandardInput } from '../pack/index.ts';
import {
  type Decision,
  type DueDate,
  type Estimate,
  findExclusion,
  findKeptPlan,
  findLatestPlan,
  type InstrumentDemand,
  inputOfLimits,
  isRecordEvent,
  type Minimised,
  planFor,
  tallyDemand,
  totalAsJson,
} from '../policy/index.ts';
import {
  dayOfKeptPlan,
  dueDatesInWords,
  type InstrumentDetails,
  limitsInWords,
  makePolicyDocument,
  type PolicyExtent,
  type PolicyReport,
  type ReportLanguage,
  renderDemand,
  renderMarkdown,
  renderPolicyMarkdown,
  renderRoadmap,
  sanitizeLine,
  type TerminalOptions,
  type Vocabulary,
  vocabularyOf,
} from '../report/index.ts';
import { appendFollowUps, rootOf } from '../store/index.ts';
import type { World } from '../world.ts';

/** Formats that write a document for readers, rather than data or tables. */
const PAGE_FORMATS: readonly FormatName[] = ['md', 'html', 'docx', 'pdf'];

interface RecommendOptions extends PolicyOptions, DocumentOptions {
  readonly files: string;
  readonly target?: string;
  readonly budget?: TypedAmount;
  readonly by?: readonly DueDate[];
  readonly cost: Estimate;
  readonly tolerance?: Rational;
  readonly least: Minimised;
  readonly horizon?: Rational;
  readonly require: readonly string[];
  readonly exclude: readonly string[];
  readonly reason?: string;
  readonly keep?: boolean;
  readonly dryRun?: boolean;
  readonly atOnce?: number;
  readonly short?: boolean;
  readonly full?: boolean;
}

export const help: HelpDetails = {
  examples: [
    'matura recommend {enterprise}',
    'matura recommend {enterprise} --target 3 --at-once 2 --format md',
    {
      DE: 'matura recommend files/HRB-4711-MUSTERSTADT.json --budget 60000 --horizon 18',
      CN: 'matura recommend files/91350100M000100Y43.json --budget 500000 --horizon 18',
    },
    {
      DE: 'matura recommend HRB-4711-MUSTERSTADT --budget 60000 --keep -o plan.docx',
      CN: 'matura recommend 91350100M000100Y43 --budget 500000 --keep -o plan.docx',
    },
    'matura recommend {enterprise} --least own',
    'matura recommend {enterprise} --exclude ai-assistant --reason "Later"',
    'matura recommend {enterprise} --short -o page.html',
    'matura recommend {enterprise} --full -o plan.docx',
    'matura recommend {enterprise} -o policy.docx -o policy.xlsx',
    'matura recommend {enterprise} -o deadlines.ics',
    'matura recommend files',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(filesOption())
    .addOption(levelOption('--target <level>'))
    .addOption(amountOption('--budget <amount>'))
    .addOption(dueOption('--by <id=date>'))
    .addOption(choiceOption('--cost <estimate>', ['low', 'mid', 'high']).default('high'))
    .addOption(choiceOption('--least <sum>', ['cost', 'own']).default('cost'))
    .addOption(toleranceOption())
    .addOption(monthsOption('--horizon <months>'))
    .addOption(
      countOption('--at-once <number>', {
        least: 1,
        most: 9999,
      }),
    )
    .addOption(new Option('--require <id>').argParser(collectValues).default([]))
    .addOption(new Option('--exclude <id>').argParser(collectValues).default([]))
    .option('--reason <text>')
    .option('--keep')
    .addOption(dryRunOption())
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'))
    .option('--short')
    .addOption(new Option('--full').conflicts('short'));
  addDocumentOptions(command, { isShown: true, hasDays: true });
  addPackOptions(command).action(async (file: string, options: RecommendOptions) => {
    const pathStat = await stat(resolve(world.cwd, file)).catch(() => undefined);
    if (pathStat?.isDirectory()) refuseForFolder(command);
    done(await (pathStat?.isDirectory() ? printDemand : recommendFor)(world, file, options));
  });
}

/** Options that plan for a single enterprise. */
const OPTIONS_FOR_ONE = [
  'target',
  'budget',
  'by',
  'cost',
  'least',
  'tolerance',
  'horizon',
  'atOnce',
  'require',
  'exclude',
  'reason',
  'keep',
  'policy',
  'asOf',
  'short',
  'full',
  'template',
  'logo',
  'open',
];

/** Throws a `Refusal` if options for a single enterprise are used with a folder. */
function refuseForFolder(command: Command): void {
  const misplacedOption = findTyped(command, OPTIONS_FOR_ONE);
  if (misplacedOption)
    throw new CodedRefusal(2, 'notForFolder', { option: misplacedOption.long ?? misplacedOption.flags });
}

/**
 * Returns the outputs for the demand of all enterprises in a folder. Throws a `Refusal` for a format that only exists
 * for a single enterprise.
 */
function requireDataFormats({ also = [], ...first }: RecommendOptions): OutputOptions<DataFormat> {
  const toDataTarget = <Target extends Pick<OutputOptions, 'format'>>(
    target: Target,
  ): Target & { format: DataFormat } => {
    const { format } = target;
    if (!isDataFormat(format)) throw new CodedRefusal(2, 'formatNotForFolder', { format });
    return { ...target, format };
  };
  return { ...toDataTarget(first), also: also.map(toDataTarget) };
}

async function recommendFor(world: World, file: string, options: RecommendOptions): Promise<number> {
  if (options.tolerance && options.least === 'own')
    throw new CodedRefusal(2, 'conflictingOptions', { option: '--tolerance', other: '--least own' });
  const otherOutput = options.short && outputsOf(options).find(({ format }) => !PAGE_FORMATS.includes(format));
  if (otherOutput) throw refuseFormat('--short', PAGE_FORMATS, otherOutput.format);
  const speech = await resolveLanguage(world, options.lang);
  const keys = ['policy', 'track', 'target', 'measures', 'instruments'];
  const customerFiles = await readCustomerFiles(world, options, speech, keys);
  const asOf = resolveAsOf(world, options.asOf);
  const openedAssessment = await openAssessment(world, file, { ...options, policyOn: asOf });
  const { compiled, assessment, assessed, date, enterprise } = openedAssessment;
  const { stamp } = compiled;
  reportEarlierDay(world, compiled, { asOf, day: date }, speech.messages);
  if (options.budget) requireCurrency('--budget', options.budget, currencyOf(compiled));
  const dueDates = options.by ?? [];
  refuseUnknownDue(dueDates, compiled, asOf);
  const decisions = readDecisions(options, compiled, packVocabulary(compiled, speech));
  if (decisions.size > 0 || options.keep) refuseStandardInput(file);
  const planLimits = readLimits(options, compiled);
  const createRecords = (stored: Enterprise): FollowUp[] => {
    const drafts = draftDecisions(stored, decisions, resolveAsOf(world, undefined), options.reason);
    return resolveRecords(stored, drafts, recordStamp(world, undefined), speech.messages.records);
  };
  const records = [...(enterprise.records ?? []), ...createRecords(enterprise)];
  const recommendation = await recommendForAssessment(
    world,
    { ...openedAssessment, enterprise: { ...enterprise, records } },
    {
      asOf,
      ...inputOfLimits(planLimits),
    },
  );
  if (!recommendation) throw new CodedRefusal(3, 'namesNoPolicy', { pack: stamp.id });
  refuseUnmet(recommendation, decisions, compiled, speech);
  if (decisions.size > 0)
    await recordDecisions(world, file, openedAssessment.path, createRecords, options, speech.messages);
  const { kind, assessor } = assessment;
  const report = summaryReportOf(compiled, assessed, recommendation, { kind, assessor, date }, openedAssessment.sheet);
  refuseMissed({ ...report, recommendation }, dueDates, speech);
  for (const sentence of missedInWords({ ...report, recommendation }, speech)) world.stderr.write(`${sentence}\n`);
  const { roadmap } = recommendation;
  printWarnings(world, assessed.result.warnings, vocabularyOf(report, speech));
  if (assessed.result.warnings.length > 0) printCorrection(world, openedAssessment, options, speech);
  const ownMakers = {
    // Without a roadmap, a terminal shows the policy as text to be read and edited.
    pretty: (look: TerminalOptions) =>
      roadmap
        ? renderRoadmap({ ...report, recommendation: { ...recommendation, roadmap } }, { ...speech, ...look })
        : renderMarkdown(makePolicyDocument({ ...report, recommendation }, speech, 'whole')),
    json: () => recommendation,
  };
  for (const { extent, ...outputs } of groupOutputs(options)) {
    const document = makePolicyDocument({ ...report, recommendation }, speech, extent);
    const target = { ...options, ...outputs, subject: enterprise.key };
    await writeDocument(world, document, target, { ...customerFiles, ...ownMakers }, speech.messages);
  }
  if (options.keep) {
    const policy = renderPolicyMarkdown({ ...report, recommendation }, speech, 'plan');
    const keptPlan = { recommendation, limits: planLimits, policy };
    await keepPlan(world, openedAssessment, keptPlan, { ...options, file, messages: speech.messages });
  } else reportOtherPlan(world, openedAssessment, { recommendation, limits: planLimits }, options, speech);
  return recommendation.target.reached && (recommendation.due ?? []).every(isAsSoonAsPossible) ? 0 : 1;
}

/** Reads the limits of the plan; options at their defaults are absent. */
function readLimits(
  { target, budget, by, cost, least, tolerance, horizon, atOnce }: RecommendOptions,
  compiled: CompiledPack,
): KeptPlan['limits'] {
  const level = parseLevel(compiled.plan, '--target', target);
  const currency = currencyOf(compiled) ?? budget?.currency ?? NO_CURRENCY;
  return {
    ...(level === undefined ? {} : { target: level }),
    ...(budget === undefined ? {} : { budget: { amount: toNumber(budget.amount), currency } }),
    ...(by === undefined ? {} : { due: by.map(({ id, date }) => ({ id, date })) }),
    ...(cost === 'high' ? {} : { estimate: cost }),
    ...(least === 'cost' ? {} : { least }),
    ...(tolerance === undefined ? {} : { tolerance: toNumber(tolerance) }),
    ...(horizon === undefined ? {} : { horizon: toNumber(horizon) }),
    ...(atOnce === undefined ? {} : { atOnce }),
  };
}

/** The ISO 4217 code for amounts without a currency: no measure of such a pack states a cost. */
const NO_CURRENCY = 'XXX';

/**
 * If this plan has limits or another plan was kept, reports that `report` and `record` use the plan on file instead of
 * this one.
 */
function reportOtherPlan(
  world: World,
  { enterprise, assessment, compiled, path }: OpenedAssessment,
  { recommendation, limits }: Pick<KeptPlan, 'recommendation' | 'limits'>,
  { quiet }: RecommendOptions,
  speech: ReportLanguage,
): void {
  const keptPlan = findKeptPlan(enterprise, assessment);
  const idsOf = ({ measures }: Recommendation): string => measures.map(({ id }) => id).join();
  const planOnFile = planFor(enterprise, assessment);
  const hasLimits = Object.keys(limits).length > 0 || keptPlan !== undefined;
  const isOnFile = planOnFile !== undefined && idsOf(planOnFile) === idsOf(recommendation);
  if (quiet || path === 'stdin' || !hasLimits || isOnFile) return;
  const vocabulary = packVocabulary(compiled, speech);
  const text = speech.messages.notices.notKept({
    date: keptPlan && dayOfKeptPlan(keptPlan, vocabulary),
    limits: keptPlan ? limitsInWords(keptPlan.limits, compiled.pack.measures?.document, vocabulary) : '',
    option: '--keep',
  });
  world.stderr.write(`${sanitizeLine(text)}\n`);
}

/**
 * Records decisions in the enterprise file and reports them. `newRecords` returns the records to add to the file in its
 * state at that time.
 */
async function recordDecisions(
  world: World,
  file: string,
  path: string,
  newRecords: (stored: Enterprise) => FollowUp[],
  options: RecommendOptions,
  messages: Messages,
): Promise<void> {
  let addedRecords: FollowUp[] = [];
  const appended = await appendFollowUps(
    path,
    (stored) => {
      addedRecords = newRecords(stored);
      return addedRecords;
    },
    { isTrial: options.dryRun ?? false },
  );
  reportDecisions(world, file, addedRecords, options, messages);
  // A plan that is kept replaces the policy right afterwards.
  if (!options.dryRun && !options.keep) await reportOlderPolicy(world, path, appended, { ...options, messages });
}

/** Prints the command that corrects an answer; nothing for an enterprise from standard input, which has no file. */
function printCorrection(
  world: World,
  { path, enterprise: { key }, compiled }: Pick<OpenedAssessment, 'path' | 'enterprise' | 'compiled'>,
  { packs, lang }: Pick<RecommendOptions, 'packs' | 'lang'>,
  { messages }: ReportLanguage,
): void {
  if (path === 'stdin') return;
  const files = formatPath(world, rootOf(path, key)) || '.';
  const command = writeCorrectionCommand({ pack: compiled.stamp.id, key, files, packs, lang });
  world.stderr.write(`${sanitizeLine(messages.notices.correctAnswer({ command }))}
`);
}

/**
 * Groups the outputs by how much of the policy they contain. Tables and data contain all of it; documents for readers
 * contain what the options ask for.
 */
function groupOutputs(
  options: RecommendOptions,
): (Pick<RecommendOptions, 'format' | 'output' | 'also'> & { readonly extent: PolicyExtent })[] {
  const ofPages = options.short ? 'page' : options.full ? 'whole' : 'plan';
  const outputs = outputsOf(options).map(({ format, output }) => ({
    format,
    ...(output === undefined ? {} : { output }),
    extent: PAGE_FORMATS.includes(format) ? ofPages : ('whole' as const),
  }));
  return (['page', 'plan', 'whole'] as const).flatMap((extent) => {
    const [first, ...also] = outputs.filter((output) => output.extent === extent);
    const furtherOutputs = also.flatMap(({ format, output }) => (output === undefined ? [] : [{ format, output }]));
    return first ? [{ ...first, extent, also: furtherOutputs }] : [];
  });
}

/**
 * Throws a `Refusal` for a date whose id is neither a measure nor a priority of the pack, and for a date before the
 * plan begins.
 */
function refuseUnknownDue(due: readonly DueDate[], { measures, priorities }: CompiledPack, asOf: string): void {
  const knownIds = [...priorities, ...measures].map(({ id }) => id);
  for (const { id, date } of due) {
    if (!knownIds.includes(id)) throw refuseUnknownName('unknownDue', id, knownIds);
    if (date < asOf) throw new CodedRefusal(2, 'duePast', { option: '--by', name: id, date, asOf });
  }
}

/** Throws a `Refusal` if something cannot be done by the date in `--by`; the message says by when it can be done. */
function refuseMissed(report: PolicyReport, asked: readonly DueDate[], speech: ReportLanguage): void {
  const isAsked = ({ id }: JudgedDue): boolean => asked.some((dueDate) => dueDate.id === id);
  const sentences = missedInWords(report, speech, isAsked);
  if (sentences.length === 0) return;
  const { due = [], measures } = report.recommendation;
  const lateMeasures = due
    .filter((judgedDue) => isAsked(judgedDue) && judgedDue.state === 'late')
    .flatMap(({ by = [] }) => by);
  // A measure that begins on the first day of the plan cannot begin earlier, however many measures run at a time.
  const mayStartSooner = measures.some(({ id, start }) => lateMeasures.includes(id) && start !== 0);
  throw new CodedRefusal(3, 'cannotMeet', {
    sentence: speech.messages.numbers.sentences(sentences),
    option: mayStartSooner ? '--at-once' : undefined,
  });
}

/** Returns a sentence for each due item accepted by `isMeant` that cannot be done in time. */
function missedInWords(
  report: PolicyReport,
  speech: ReportLanguage,
  isMeant: (due: JudgedDue) => boolean = () => true,
): string[] {
  const missedDates = (report.recommendation.due ?? []).filter(
    (judgedDue) => !isInTime(judgedDue) && isMeant(judgedDue),
  );
  const recommendation = { ...report.recommendation, due: missedDates };
  return dueDatesInWords({ ...report, recommendation }, { ...vocabularyOf(report, speech), namesOptions: true });
}

/**
 * Whether the plan meets a date. A date that a law sets and that has passed or is too near counts as met if the plan
 * does what the law demands as soon as possible.
 */
function isAsSoonAsPossible(due: JudgedDue): boolean {
  return isInTime(due) || (due.state === 'late' && due.demandedBy === 'law' && !due.instead);
}

function isInTime({ state }: JudgedDue): boolean {
  return state === 'met' || state === 'done';
}

/**
 * Reads decisions about measures, named by id or title. Throws a `Refusal` for an unknown name, and for a measure that
 * is both required and excluded.
 */
function readDecisions(
  { require, exclude, reason }: RecommendOptions,
  { measures }: CompiledPack,
  { pick }: Pick<Vocabulary, 'pick'>,
): ReadonlyMap<string, Decision> {
  if (reason !== undefined && require.length + exclude.length === 0) {
    throw new CodedRefusal(2, 'optionNeeds', {
      option: '--reason',
      other: '--exclude / --require',
      example: '--exclude ID',
    });
  }
  const [required, excluded] = [require, exclude].map((typed) =>
    typed.map((name) => resolveNamed('unknownMeasure', name, measures, pick).id),
  ) as [string[], string[]];
  const contradictory = required.find((id) => excluded.includes(id));
  if (contradictory !== undefined) throw new CodedRefusal(2, 'requiredAndExcluded', { measure: contradictory });
  return new Map<string, Decision>([
    ...required.map((id) => [id, 'required'] as const),
    ...excluded.map((id) => [id, 'excluded'] as const),
  ]);
}

/** Reports that decisions were recorded and how to withdraw them, or that nothing was recorded. */
function reportDecisions(
  world: World,
  file: string,
  added: readonly FollowUp[],
  { dryRun, ...place }: RecommendOptions,
  { notices, numbers }: Messages,
): void {
  if (dryRun) {
    world.stderr.write(`${notices.dryRun}\n`);
    return;
  }
  const recordNumbers = added.filter(isRecordEvent).map(({ number }) => String(number));
  const [first] = recordNumbers;
  if (first === undefined) return;
  const command = writeTypedCommand(['record', file, '--cancel', first], place);
  const text = notices.decisionsKept({ numbers: numbers.and(recordNumbers), command, option: '--dry-run' });
  world.stderr.write(`${sanitizeLine(text)}\n`);
}

/**
 * Throws a `Refusal` if a measure that the command line requires cannot be in the plan; the message says what prevents
 * it.
 */
function refuseUnmet(
  { onRecord, blocked = [] }: Recommendation,
  decisions: ReadonlyMap<string, Decision>,
  { measures }: CompiledPack,
  { messages }: ReportLanguage,
): void {
  const requiredMeasures = (onRecord?.measures ?? []).filter(({ state }) => state === 'required');
  for (const { id, unmet } of requiredMeasures) {
    // A required measure that is already in place need not be in the plan.
    if (unmet === undefined || unmet === 'there' || decisions.get(id) !== 'required') continue;
    const demandedIds = requiredMeasures.map((measure) => measure.id);
    const conflicting =
      unmet === 'limits'
        ? findExclusion(measures, demandedIds)
        : (blocked.find((measure) => measure.id === id)?.by ?? []);
    // If two measures exclude each other, the one that was required earlier can be given up.
    const earlierDecision =
      unmet === 'limits' ? conflicting.find((other) => decisions.get(other) !== 'required') : undefined;
    throw new CodedRefusal(3, 'cannotRequire', {
      measure: id,
      why: messages.records.unmet[unmet],
      others: conflicting.join(', '),
      option: earlierDecision === undefined ? undefined : `--exclude ${earlierDecision}`,
    });
  }
}

/** An instrument with the budget of its funding scheme. */
type Scheme = Instrument & { readonly budget?: { readonly amount: number | null } };

/**
 * Prints, for each instrument, the demand of a folder's enterprises according to their latest recommendations, the
 * budget, and the money applied for, granted and paid. Returns the exit code, 1 if a file cannot be read. Throws a
 * `Refusal` if the folder has no enterprise files.
 */
async function printDemand(world: World, dir: string, options: RecommendOptions): Promise<number> {
  const target = requireDataFormats(options);
  const { messages } = await resolveLanguage(world, options.lang);
  const tally = tallyDemand();
  const [policies, unreadable] = [new Set<string>(), [] as string[]];
  let [enterprises, withoutPolicy, provisional] = [0, 0, 0];
  const folder = { root: resolve(world.cwd, dir), messages, quiet: options.quiet ?? false };
  for await (const { key, assessments, records } of readEachEnterprise(world, folder, (path) =>
    unreadable.push(path),
  )) {
    // Such an enterprise may also have a file under its code, so it would be counted twice.
    if (isProvisionalKey(key)) {
      provisional += 1;
      continue;
    }
    const recommendation = findLatestPlan({ assessments, records })?.recommendation;
    enterprises += 1;
    if (recommendation) policies.add(recommendation.policy.id);
    else withoutPolicy += 1;
    tally.add({ recommendation, records });
  }
  if (enterprises + provisional === 0 && unreadable.length === 0) throw new CodedRefusal(3, 'noFiles', { folder: dir });
  const instruments = tally.finish();
  const documents = await findPolicies(world, policies, options.packs ?? [], messages);
  const findInstrument = ({ id, policy }: InstrumentDemand): InstrumentDetails | undefined => {
    const policyOfInstrument = documents.find((document) => document.id === policy);
    const scheme: Scheme | undefined = policyOfInstrument?.instruments?.find((instrument) => instrument.id === id);
    if (!policyOfInstrument || !scheme) return undefined;
    const title = pickText(scheme.title, messages.language, []) ?? id;
    return { title, budget: scheme.budget?.amount ?? null, currency: policyOfInstrument.currency, instrument: scheme };
  };
  const counts = { enterprises, withoutPolicy, provisional, unreadable: unreadable.length };
  const outputMakers = {
    pretty: (look: TerminalOptions) =>
      renderDemand({ ...counts, instruments, find: findInstrument }, { ...look, messages }),
    json: () => demandAsJson(instruments, { ...counts, unreadable }, findInstrument),
  };
  await showOutput(world, target, outputMakers, messages);
  return unreadable.length > 0 ? 1 : 0;
}

/**
 * Finds policies by their ids, and the policies that these include. A policy that is not found is reported on stderr,
 * and its instruments are shown by id.
 */
async function findPolicies(
  world: World,
  ids: ReadonlySet<string>,
  packs: readonly string[],
  messages: Messages,
): Promise<Policy[]> {
  const policies: Policy[] = [];
  for (const id of [...ids].sort()) {
    const loadedPolicy = await loadPolicy(world, id, { packs }).catch((error) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (!loadedPolicy?.policies) world.stderr.write(`${messages.notices.policyNotFound({ policy: id })}\n`);
    else policies.push(...loadedPolicy.policies.map(({ document }) => document));
  }
  return policies;
}

function demandAsJson(
  instruments: readonly InstrumentDemand[],
  counts: object,
  findInstrument: (demand: InstrumentDemand) => InstrumentDetails | undefined,
): object {
  const rows = instruments.map((one) => {
    const { id, policy, currency, verdicts, demand, doubtful, records } = one;
    const details = findInstrument(one);
    return {
      id,
      policy,
      currency: details?.currency ?? currency,
      ...verdicts,
      demand: totalAsJson(demand),
      toClarify: { ...totalAsJson(doubtful), doubts: doubtful.doubts },
      ...(details ? { budget: details.budget } : {}),
      ...Object.fromEntries(
        Object.entries(records).map(([state, total]) => [
          state,
          { ...totalAsJson(total), enterprises: total.enterprises },
        ]),
      ),
    };
  });
  return { schemaVersion: 1, ...counts, instruments: rows };
}
