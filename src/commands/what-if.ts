import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  adviseSubmission,
  collectValues,
  DATA_FORMATS,
  type DataFormat,
  dayOption,
  filesOption,
  findNewWarnings,
  type HelpDetails,
  levelOption,
  numberWarnings,
  type OutputOptions,
  openAssessment,
  type PolicyOptions,
  packVocabulary,
  parseLevel,
  pickAssessment,
  printWarnings,
  programmeOption,
  reportEarlierDay,
  resolveAsOf,
  resolveLanguage,
  resolveProblemWords,
  searchWithSolver,
  showOutput,
  summaryReportOf,
  toleranceOption,
} from '../app/index.ts';
import { CodedRefusal, problemInWords } from '../i18n/index.ts';
import { type DecimalSign, parseTypedAnswer } from '../interview/index.ts';
import {
  type FullStatement,
  findNearestAllowed,
  findNearestSpelling,
  MAX_DECIMALS,
  type Rational,
  type Recommendation,
  Refusal,
  type Statement,
  toDecimalText,
} from '../model/index.ts';
import { type ComparedSide, compareSides, type Solver } from '../policy/index.ts';
import {
  formatDate,
  listOptions,
  nameEnterprise,
  type ProblemWords,
  renderWhatIf,
  type TerminalOptions,
  type Vocabulary,
} from '../report/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  assess,
  checkAnswers,
  entryOf,
  type Input,
  type Plan,
  remarksOf,
  takesSeveral,
} from '../scoring/index.ts';
import type { World } from '../world.ts';

interface WhatIfOptions extends PolicyOptions, OutputOptions<DataFormat> {
  readonly set: readonly string[];
  readonly assessment?: string;
  readonly target?: string;
  readonly tolerance?: Rational;
  readonly all?: boolean;
  readonly files: string;
}

export const help: HelpDetails = {
  examples: [
    {
      DE: 'matura what-if HRB-4711-MUSTERSTADT --set protection=3 --set orders=3',
      CN: 'matura what-if 91350100M000100Y43 --set Q5=C --set productionControl=3',
    },
    {
      DE: 'matura what-if HRB-4711-MUSTERSTADT --set employees=90 --set orders=unknown',
      CN: 'matura what-if 91350100M000100Y43 --set employees=500 --set Q7=unknown',
    },
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(new Option('--set <name=value>').argParser(collectValues).makeOptionMandatory())
    .option('--assessment <which>')
    .addOption(levelOption('--target <level>'))
    .addOption(toleranceOption())
    .addOption(dayOption('--as-of <date>'))
    .option('--all')
    .addOption(filesOption())
    .addOption(programmeOption());
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((file: string, options: WhatIfOptions) =>
    compareWhatIf(world, file, options).then(done),
  );
}

async function compareWhatIf(world: World, file: string, options: WhatIfOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const asOf = resolveAsOf(world, options.asOf);
  const { assessment: which, ...choice } = options;
  const { enterprise, assessment, compiled, sheet, date } = await openAssessment(world, file, {
    ...choice,
    ...(which === undefined ? {} : { choose: (all) => pickAssessment(all, which) }),
  });
  const { plan, stamp, pack, policies } = compiled;
  reportEarlierDay(world, compiled, { asOf, day: date }, speech.messages);
  const problemWords = await resolveProblemWords(world, options.lang);
  const vocabulary = packVocabulary(compiled, speech);
  const changes = readChanges(plan, options.set, problemWords, vocabulary);
  const settings = {
    asOf,
    target: parseLevel(plan, '--target', options.target),
    tolerance: options.tolerance,
  };
  const sideOf = (answers: AnswerSet, solver: Solver | null, follows?: Recommendation): ComparedSide => {
    const assessed = assess(plan, answers, stamp, world.version);
    const refusedNames = assessed.evaluation.refused.map(({ name }) => name);
    if (refusedNames.length > 0) throw new CodedRefusal(3, 'answersNeeded', { names: refusedNames });
    const submission = { ...assessment, sheet: answers, day: date };
    return {
      assessed,
      recommendation: adviseSubmission(compiled, submission, assessed, enterprise, { ...settings, solver, follows }),
    };
  };
  const { sideBefore, sideAfter } = await searchWithSolver(world, compiled, (solver) => {
    const sideBefore = sideOf(sheet, solver);
    // The second plan keeps the measures of the first one as far as possible.
    const sideAfter = sideOf(changeSheet(sheet, changes), solver, sideBefore.recommendation);
    return { sideBefore: sideBefore, sideAfter: sideAfter };
  });
  const comparison = compareSides(plan, sideBefore, sideAfter, new Set(changes.keys()));
  const asJson = (): object => {
    const sideAsJson = ({ assessed, recommendation }: ComparedSide): object => ({
      result: assessed.result,
      ...(recommendation ? { recommendation } : {}),
    });
    const head = { schemaVersion: 1, tool: world.version, key: enterprise.key, pack: stamp, assessedOn: date };
    return { ...head, ...comparison, before: sideAsJson(sideBefore), after: sideAsJson(sideAfter) };
  };
  const report = summaryReportOf(compiled, sideBefore.assessed, sideBefore.recommendation, {});
  const { numbers, words } = speech.messages;
  const { name = enterprise.key } = nameEnterprise(report);
  const subject = [name, words.kinds[assessment.kind], formatDate(date, numbers), `${stamp.id} ${stamp.version}`];
  const whatIfReport = {
    plan,
    subject: numbers.clauses(subject),
    before: sideBefore,
    after: sideAfter,
    comparison,
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    all: options.all ?? false,
  };
  const warnings = new Set([
    ...findNewWarnings(sideAfter.assessed, sideBefore.assessed),
    // Warnings about numbers are shown even if the numbers were not changed, because amounts are calculated from them.
    ...numberWarnings(sideAfter.assessed),
  ]);
  printWarnings(world, [...warnings], vocabulary);
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderWhatIf(whatIfReport, { ...look, vocabulary }),
    json: asJson,
  };
  await showOutput(world, options, outputMakers, speech.messages);
  return 0;
}

/** Replaces some answers in the sheet; keeps their notes and evidence. */
function changeSheet(sheet: AnswerSet, changes: AnswerSet): AnswerSet {
  const changedEntries = [...changes].map(([name, entry]): [string, AnswerEntry] => [
    name,
    { ...remarksOf(entryOf(sheet, name)), ...entry },
  ]);
  return new Map([...sheet, ...changedEntries]);
}

/** States that can be typed instead of an answer. */
const ANSWER_STATES: readonly string[] = ['notApplicable', 'unknown', 'unanswered'];

/**
 * Reads answers typed as `NAME=VALUE`: numbers in the notation of the user's language, several options separated by
 * commas. For an unknown name or a value that is not allowed, throws a `Refusal` with a suggestion.
 */
function readChanges(plan: Plan, typed: readonly string[], words: ProblemWords, vocabulary: Vocabulary): AnswerSet {
  const groups: { readonly facts: Record<string, Statement>; readonly answers: Record<string, Statement> } = {
    facts: Object.create(null),
    answers: Object.create(null),
  };
  for (const text of typed) {
    const position = text.indexOf('=');
    if (position < 1) throw new CodedRefusal(2, 'notAChange', { text });
    const [name, value] = [text.slice(0, position).trim(), text.slice(position + 1).trim()];
    const input = findInput(plan, name);
    const group = groups[input.role === 'fact' ? 'facts' : 'answers'];
    if (Object.hasOwn(group, name)) throw new CodedRefusal(2, 'setTwice', { name });
    group[name] = statementOf(input, value, words.messages.numbers.decimal === ',' ? ',' : '.');
  }
  const { sheet, problems } = checkAnswers(plan, groups, { file: '--set', withoutRequired: true });
  const [first] = problems;
  if (first) throw refusalOf(first, words, vocabulary);
  return sheet;
}

function findInput(plan: Plan, name: string): Input {
  const input = plan.inputs.find((candidate) => candidate.name === name);
  if (input) return input;
  if (plan.scores.some((score) => score.name === name)) {
    throw new CodedRefusal(2, 'setScore', { name });
  }
  const rows = plan.inputs.map((one) => one.name).filter((one) => one.startsWith(`${name}/`));
  if (rows.length > 0) throw new CodedRefusal(2, 'setRows', { name, rows });
  const names = plan.inputs.map((input) => input.name);
  throw new CodedRefusal(2, 'setUnknown', { name, closest: findNearestSpelling(name, names) });
}

function statementOf(input: Input, value: string, decimal: DecimalSign): Statement {
  const { name, form, options } = input;
  const isOption = options.some(({ id }) => id === value);
  if (ANSWER_STATES.includes(value) && !isOption) return { state: value as NonNullable<FullStatement['state']> };
  if (input.value.kind === 'number') {
    const typedAnswer = parseTypedAnswer(input, value, decimal);
    if ('value' in typedAnswer) return toDecimalText(typedAnswer.value as Rational, MAX_DECIMALS);
    if (typedAnswer.fault === 'ambiguous') {
      const [one, other] = typedAnswer.readings;
      throw new CodedRefusal(2, 'ambiguousNumber', { option: `--set ${name}`, text: value, one, other });
    }
  }
  if (form.control === 'typeDay') {
    const typedAnswer = parseTypedAnswer(input, value, decimal);
    if ('value' in typedAnswer) return String(typedAnswer.value);
  }
  return takesSeveral(input) ? (value === '' ? [] : value.split(',').map((option) => option.trim())) : value;
}

function refusalOf(
  { code, details, at }: ReturnType<typeof checkAnswers>['problems'][number],
  words: ProblemWords,
  vocabulary: Vocabulary,
): Refusal {
  const { findings, numbers } = words.messages;
  const { allowed = [] } = details;
  const suggestion = findNearestAllowed(details);
  const name = details.name ?? (Array.isArray(at) ? String(at[1]) : '');
  const text = problemInWords({ code, details }, words);
  const option = numbers.labelled(
    `--set ${name}`,
    suggestion === undefined ? text : findings.meant({ text, name: suggestion }),
  );
  const options = listOptions({ code, details: { ...details, name } }, words, vocabulary);
  const allowedNames = allowed.length > 0 ? [findings.allowed({ names: numbers.items(allowed) })] : [];
  const lists = [
    ...(options ? [findings.options, ...options] : allowedNames),
    findings.states({ names: numbers.items(ANSWER_STATES) }),
  ];
  return new Refusal(2, option, lists.join('\n'));
}
