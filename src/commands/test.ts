import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  adviseSubmission,
  DATA_FORMATS,
  formatRefusal,
  isForPeople,
  loadSolverIfNeeded,
  NO_HISTORY,
  nameFromRoot,
  type OutputOptions,
  outputStyleOf,
  type PackOptions,
  refuseProblems,
  resolveAsOf,
  resolveProblemWords,
  shareOption,
  showOutput,
  writeAnnotations,
} from '../app/index.ts';
import {
  type CaseRun,
  type CaseSource,
  type CaseTrace,
  type Coverage,
  type CoverageDocuments,
  collectCases,
  computePercent,
  countMissing,
  explainMismatch,
  findCoverageItem,
  measureCoverage,
  planRewrite,
  runCase,
} from '../check/index.ts';
import { CodedRefusal, detailsInWords, loadProblemTexts, type PhraseTexts } from '../i18n/index.ts';
import {
  fromNumber,
  type LocatedProblem,
  multiply,
  type Path,
  type Problem,
  type Rational,
  Refusal,
  toNumber,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import {
  type CaseEdits,
  type CompiledPack,
  type CompiledWithPolicy,
  createPackCompiler,
  findLine,
  findPacksAt,
  formatDisplayPath,
  formatValue,
  type LoadedPack,
  loadCases,
  loadPackFolder,
  locateProblems,
  readDocumentBytes,
  rewriteCases,
  type Sources,
} from '../pack/index.ts';
import type { Solver } from '../policy/index.ts';
import {
  type CoverageReport,
  type FailedCase,
  findingText,
  type PackCaseRuns,
  type Rewriting,
  renderCaseRuns,
  renderCasesGithub,
  renderCasesJunit,
  renderRewriting,
} from '../report/index.ts';
import { FileProblem, writeAtomic } from '../store/index.ts';
import type { World } from '../world.ts';

const FORMATS = [...DATA_FORMATS, 'junit', 'github'] as const;

interface TestOptions extends PackOptions, OutputOptions<(typeof FORMATS)[number]> {
  readonly filter?: string;
  readonly coverage?: boolean;
  readonly minCoverage?: Rational;
  readonly update?: boolean;
  readonly reason?: string;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--filter <text>')
    .option('--coverage')
    .addOption(shareOption('--min-coverage <percent>', { most: 100 }))
    .addOption(new Option('--update').conflicts('json'))
    .option('--reason <text>');
  addOutputOptions(command, FORMATS);
  addPackOptions(command).action((paths: string[], options: TestOptions) =>
    testPacks(world, paths, options).then(done),
  );
}

async function testPacks(world: World, paths: readonly string[], options: TestOptions): Promise<number> {
  const reason = reasonOf(options);
  const speech = await resolveProblemWords(world, options.lang);
  const packPaths = await Promise.all((paths.length > 0 ? paths : ['.']).map((path) => findPacksAt(world, path)));
  const folders = [...new Set(packPaths.flatMap(({ packs }) => packs.map(({ folder }) => folder)))];
  const outputStyle = outputStyleOf(world, options);
  const countsCoverage = options.coverage || options.minCoverage !== undefined;
  if (countsCoverage && options.filter !== undefined)
    world.stderr.write(`${speech.messages.notices.filteredCoverage}\n`);
  let findings: readonly LocatedProblem[] = [];
  const run = (folder: string): Promise<TestedPack> =>
    testPack(world, folder, { ...options, coverage: countsCoverage }, (found) => {
      findings = found;
    });
  const tests: PackCaseRuns[] = [];
  const refusals: { folder: string; refusal: Refusal; findings: readonly LocatedProblem[] }[] = [];
  for (const folder of folders) {
    try {
      let testedPack = await run(folder);
      if (reason !== undefined && testedPack.runs.length > 0) {
        const rewriting = await updateCases(world, testedPack, { reason, date: resolveAsOf(world, undefined) });
        if (rewriting.done.length + rewriting.kept.length > 0)
          (isForPeople(options.format) ? world.stdout : world.stderr).write(
            `${renderRewriting(rewriting, speech, outputStyle)}\n`,
          );
        if (rewriting.done.length > 0) testedPack = await run(folder);
      }
      if (testedPack.runs.length > 0) tests.push(await describePack(testedPack, options));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // A pack that cannot be used does not prevent testing the others.
      if (folders.length > 1) world.stderr.write(`matura: ${formatRefusal(error, speech.messages)[0]}\n\n`);
      refusals.push({ folder: nameFromRoot(world, folder), refusal: error, findings });
      findings = [];
    }
  }
  if (tests.length === 0) throw refuseNoCase(refusals[0]?.refusal, folders.length, options);
  // Texts for people are in their language. Output for programs stays English unless a language is requested.
  const writtenWords = options.lang === undefined ? await resolveProblemWords(world, 'en') : speech;
  const refusedPacks = refusals.map(({ folder, refusal, findings }) => {
    const reasons = findings.map(
      (problem) =>
        `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${findingText(problem, writtenWords)}`,
    );
    return { folder, reason: [...formatRefusal(refusal, writtenWords.messages).slice(0, 1), ...reasons].join('\n') };
  });
  const english = await loadProblemTexts('en');
  const results = { packs: tests, refused: refusedPacks, speech: writtenWords };
  const rendererByFormat = {
    pretty: () => renderCaseRuns(tests, speech, outputStyle),
    github: () => renderCasesGithub(results, (file) => nameFromRoot(world, file)),
    junit: () => renderCasesJunit(results),
    json: () => ({
      schemaVersion: 1,
      packs: tests.map((packRuns) => packAsJson(packRuns, english)),
      refused: refusedPacks.map(({ reason }) => reason),
    }),
  };
  await showOutput(world, options, rendererByFormat, speech.messages);
  writeAnnotations(world, [{ format: options.format, file: options.output }], (pathOf) =>
    renderCasesGithub(results, pathOf),
  );
  const areAllPassed = tests.every(({ failures, coverage }) => failures.length === 0 && !coverage?.short);
  return refusals.length > 0 || !areAllPassed ? 1 : 0;
}

/** Returns the reason for rewriting expectations; undefined if the user did not ask to rewrite them. */
function reasonOf({ update, reason }: TestOptions): string | undefined {
  if (update && !reason?.trim()) throw new CodedRefusal(2, 'updateNeedsReason');
  if (!update && reason !== undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--reason', other: '--update', example: '--update' });
  return update ? reason?.trim() : undefined;
}

function refuseNoCase(refusal: Refusal | undefined, folders: number, { filter }: TestOptions): Refusal {
  if (refusal) return folders === 1 ? refusal : new CodedRefusal(3, 'noCaseToRun');
  if (filter !== undefined) return new CodedRefusal(3, 'noCaseNamed', { text: filter });
  return new CodedRefusal(3, 'noCase');
}

/** The cases of one pack, after running them. */
interface TestedPack {
  readonly pack: LoadedPack;
  readonly sources: Sources;
  readonly runs: readonly { readonly run: CaseRun; readonly source: CaseSource; readonly compiled: CompiledPack }[];
  /** The pack with the policy that the pack itself names. */
  readonly own: CompiledPack;
}

/** Maximum number of findings shown if a pack's cases cannot be run. */
const MAX_FINDINGS_SHOWN = 20;

/**
 * Runs the cases of the pack in a folder; if the pack or its cases have problems, shows them and throws a `Refusal`.
 */
async function testPack(
  world: World,
  folder: string,
  options: TestOptions,
  notify: (found: readonly LocatedProblem[]) => void,
): Promise<TestedPack> {
  const refuse = async (pack: LoadedPack | null, problems: readonly Problem[], sources: Sources): Promise<never> => {
    notify(await locateProblems(problems.slice(0, MAX_FINDINGS_SHOWN), sources));
    return refuseProblems(
      world,
      problems,
      sources,
      new CodedRefusal(3, 'casesUnusable', { pack: pack?.id ?? formatDisplayPath(world, folder) }),
      options,
    );
  };
  const { pack, problems, sources: documents } = await loadPackFolder(world, folder, options.packs);
  if (!pack || problems.length > 0) return refuse(pack, problems, documents);
  const loadedCases = await loadCases(world, pack);
  const { cases, problems: twice } = collectCases(loadedCases.cases);
  const caseProblems = [...loadedCases.problems, ...twice];
  if (caseProblems.length > 0) return refuse(pack, caseProblems, loadedCases.sources);
  const sources = new Map([...documents, ...loadedCases.sources]);
  const compile = createPackCompiler(world, pack, options.packs ?? []);
  const openWithPolicy = async (policy: string | undefined): Promise<CompiledWithPolicy['compiled']> => {
    const { compiled, problems: policyProblems, sources: more } = await compile(policy);
    if (policyProblems.length > 0) return refuse(pack, policyProblems, new Map([...documents, ...more]));
    for (const [file, source] of more) sources.set(file, source);
    return compiled;
  };
  let solver: Solver | null = null;
  const runs: { run: CaseRun; source: CaseSource; compiled: CompiledPack }[] = [];
  for (const source of cases.values()) {
    if (!source.testCase.id.includes(options.filter ?? '')) continue;
    const compiledPack = await openWithPolicy(source.testCase.policy);
    solver ??= await loadSolverIfNeeded(world, compiledPack);
    const run = runCase(source, cases, {
      plan: compiledPack.plan,
      pack: compiledPack.stamp,
      recommend: (sheet, assessed, { asOf, target, budget }) =>
        adviseSubmission(compiledPack, { sheet, day: asOf }, assessed, NO_HISTORY, {
          asOf,
          solver,
          target,
          budget: budget === undefined ? null : fromNumber(budget),
        }),
      recommendWherePolicy: options.coverage ?? false,
    });
    runs.push({ run, source, compiled: compiledPack });
  }
  return { pack, sources, runs, own: await openWithPolicy(undefined) };
}

/** Returns the evaluations of the cases by policy, the pack's own policy first. */
function groupTracesByPolicy({ own, runs }: TestedPack): ReadonlyMap<CompiledPack, readonly CaseTrace[]> {
  const traces = new Map<CompiledPack, CaseTrace[]>([[own, []]]);
  for (const { run, compiled } of runs) {
    const packTraces = traces.get(compiled) ?? [];
    if (run.trace) packTraces.push(run.trace);
    traces.set(compiled, packTraces);
  }
  return traces;
}

/** Collects what the report of a tested pack is built from. */
async function describePack(tested: TestedPack, options: TestOptions): Promise<PackCaseRuns> {
  const { pack, runs } = tested;
  const failedRuns = runs.filter(({ run }) => run.mismatches.length > 0);
  const countsCoverage = options.coverage || options.minCoverage !== undefined;
  return {
    pack: { id: pack.id, version: pack.version },
    runs: runs.map(({ run }) => run),
    failures: await Promise.all(failedRuns.map((failedRun) => describeFailure(failedRun, tested.sources))),
    ...(countsCoverage ? { coverage: await describeCoverage(tested, options) } : {}),
    languages: pack.questionnaire.document.languages,
    titles: pack.rubric.document.titles,
  };
}

async function describeFailure(
  { run, compiled: { plan } }: TestedPack['runs'][number],
  sources: Sources,
): Promise<FailedCase> {
  const mismatches = run.mismatches.map(async (mismatch) => ({
    mismatch,
    line: await lineOf(sources, run.file, [...run.at, ...mismatch.at]),
    reason: run.trace ? explainMismatch(run.trace, mismatch) : undefined,
  }));
  return { run, plan, mismatches: await Promise.all(mismatches) };
}

async function describeCoverage(tested: TestedPack, options: TestOptions): Promise<CoverageReport> {
  const { own, pack, sources } = tested;
  const traces = groupTracesByPolicy(tested);
  const coverage = measureCoverage(
    [...traces].map(([{ plan, measures, policy }, some]) => ({
      plan,
      measures,
      instruments: policy.instruments,
      traces: some,
    })),
  );
  const policies = [
    ...new Map([...traces.keys()].flatMap((policy) => policy.policies).map((policy) => [policy.id, policy])).values(),
  ];
  const documents = { questionnaire: pack.questionnaire, rubric: pack.rubric, measures: pack.measures, policies };
  const askedPercent = toNumber(multiply(options.minCoverage ?? ZERO, wholeNumber(100)));
  const items = countMissing(askedPercent, coverage.total);
  return {
    ...coverage,
    plan: own.plan,
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    places: options.coverage ? await placesOf(coverage, documents, sources) : [],
    listed: options.coverage ?? false,
    ...(items > 0 ? { short: { asked: askedPercent, items } } : {}),
  };
}

async function placesOf(
  { untouched }: Coverage,
  documents: CoverageDocuments,
  sources: Sources,
): Promise<(string | undefined)[]> {
  return Promise.all(
    untouched.map(async (item) => {
      const coveragePlace = findCoverageItem(item, documents);
      return coveragePlace && `${coveragePlace.file}:${await lineOf(sources, coveragePlace.file, coveragePlace.at)}`;
    }),
  );
}

async function lineOf(sources: Sources, file: string, at: Path): Promise<number> {
  const source = sources.get(file);
  return source ? findLine(source, at) : 1;
}

/** Returns an actual value as JSON; a missing value becomes null. The details of a refusal are in English. */
function gotAsJson(actual: unknown, english: PhraseTexts): unknown {
  if (typeof actual !== 'object' || actual === null || !('refused' in actual && 'at' in actual)) return actual ?? null;
  const { refused, at, ...details } = actual;
  return { refused, at, ...detailsInWords(details, english) };
}

/** Returns a tested pack as plain JSON, with unrounded numbers. */
function packAsJson({ pack, runs, failures, coverage }: PackCaseRuns, english: PhraseTexts): object {
  const failureOf = new Map(failures.map((failure) => [failure.run, failure]));
  return {
    pack,
    runs: runs.map((run) => {
      const { id, file, origin, why } = run;
      const mismatches = (failureOf.get(run)?.mismatches ?? []).map(({ mismatch, line, reason }) => {
        const { what, expected, got: actual, difference } = mismatch;
        const { members, lacking, instrument } = reason ?? {};
        const countedMembers = members?.map(({ node, contribution }) => ({
          name: node.name,
          value: node.value,
          contribution,
        }));
        const mismatchReason = {
          ...(countedMembers && countedMembers.length > 0 ? { members: countedMembers } : {}),
          ...(lacking ? { lacking } : {}),
          ...(instrument ? { instrument } : {}),
        };
        return { what, line, expected, got: gotAsJson(actual, english), difference, because: mismatchReason };
      });
      return { id, file, origin, why, mismatches };
    }),
    ...(coverage ? { coverage: coverageAsJson(coverage) } : {}),
  };
}

function coverageAsJson({ kinds, total, untouched, places, listed, short }: CoverageReport): object {
  return {
    kinds: kinds.map((kind) => ({ ...kind, percent: computePercent(kind) })),
    total: { ...total, percent: computePercent(total) },
    ...(listed ? { untouched: untouched.map((item, i) => ({ ...item, place: places[i] })) } : {}),
    ...(short ? { short } : {}),
  };
}

/** The reason for rewriting expectations, and the day. */
interface RewriteOccasion {
  readonly reason: string;
  /** The day of the rewriting, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Rewrites the expectations that were not met in a pack's cases; each changed file is written as a whole. */
async function updateCases(world: World, { runs, sources }: TestedPack, occasion: RewriteOccasion): Promise<Rewriting> {
  const doneUpdates: Rewriting['done'][number][] = [];
  const keptUpdates: Rewriting['kept'][number][] = [];
  const changes = new Map<string, (CaseEdits & { readonly id: string })[]>();
  for (const { run, source } of runs) {
    const { edits, unchanged: some } = planRewrite(run, source.testCase);
    keptUpdates.push(...some.map((keptUpdate) => ({ id: run.id, ...keptUpdate })));
    if (edits.length === 0) continue;
    const change = { id: run.id, at: run.at, edits, ...occasion };
    changes.set(run.file, [...(changes.get(run.file) ?? []), change]);
  }
  for (const [file, some] of changes) {
    const source = sources.get(file);
    if (!source) throw new Error(`the text of ${file} is not known`);
    const rewrittenText = rewriteCases(source.text, file, some);
    const idOf = (edit: object): string =>
      some.find(({ edits }) => edits.some((candidate) => candidate.at === (edit as typeof candidate).at))?.id ?? '';
    keptUpdates.push(
      ...rewrittenText.shared.map((edit) => ({ id: idOf(edit), what: edit.what, because: 'shared' as const })),
    );
    if (rewrittenText.done.length === 0) continue;
    await writeCases(world, file, source.text, rewrittenText.text);
    const { source: now } = await readDocumentBytes('cases', file, Buffer.from(rewrittenText.text));
    for (const edit of rewrittenText.done) {
      const lineReference = `${file}:${await findLine(now, edit.at)}`;
      doneUpdates.push({
        id: idOf(edit),
        place: lineReference,
        what: edit.what,
        was: edit.was,
        is: formatValue(edit.value),
      });
    }
  }
  return { done: doneUpdates, kept: keptUpdates };
}

/** Writes a file of cases, after checking that it will be readable and that nobody has changed it meanwhile. */
async function writeCases(world: World, file: string, before: string, after: string): Promise<void> {
  const { problems } = await readDocumentBytes('cases', file, Buffer.from(after));
  if (problems.length > 0) throw new Error(`${file} would not be readable any more: ${JSON.stringify(problems[0])}`);
  const path = resolve(world.cwd, file);
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : Buffer.alloc(0);
  if (bytes.subarray(mark.length).toString() !== before) throw new CodedRefusal(3, 'fileChanged', { path: file });
  try {
    await writeAtomic(path, Buffer.concat([mark, Buffer.from(after)]));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new CodedRefusal(3, 'notWritten', { path: file, cause: error.code });
  }
}

/** The byte order mark that some editors put before UTF-8. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
