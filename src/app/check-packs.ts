import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  applyRules,
  CHECKED_CODES,
  checkCase,
  collectCases,
  isAboutPlace,
  type Subject,
  sparesInherited,
} from '../check/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import {
  foundText,
  type KnownFinding,
  type LocatedProblem,
  type Phrase,
  PROBLEMS,
  type Problem,
  type Project,
  suggestRepair,
} from '../model/index.ts';
import {
  type CheckResult,
  checkPack,
  checkPolicy,
  checkSoundParts,
  collectSources,
  createPackCompiler,
  type FoundAtPath,
  findMisnamedFiles,
  formatDisplayPath,
  isInherited,
  loadCases,
  locateProblems,
  type MisnamedFile,
  openDocument,
  ruleSubjectOf,
  type Sources,
  type SourceText,
} from '../pack/index.ts';
import { formatBaseline } from '../report/index.ts';
import { writeAtomic } from '../store/index.ts';
import type { World } from '../world.ts';
import { openEarlier, openEarlierPolicy } from './git-revision.ts';

interface CheckOptions {
  /** Further folders that are searched for policies. */
  readonly folders: readonly string[];
  /** The day for which it is judged which instruments have expired. */
  readonly asOf: string;
  /** The git revision to compare packs with; undefined for no comparison. */
  readonly since?: string | undefined;
  /** Whether to skip the rules that search through possible answers, which are slow. */
  readonly isQuick?: boolean;
  /** Returns true once the text has changed, so that checking can stop. */
  readonly isLate?: (() => boolean) | undefined;
  /** The language of notices on stderr. */
  readonly lang?: string | undefined;
}

type AddCheckResult = (checked: Partial<CheckResult>) => void;

/**
 * Checks packs with their cases, policies and other documents. Each file is reported once, even if several paths lead
 * to it.
 */
export async function checkPacks(
  world: World,
  found: readonly FoundAtPath[],
  options: CheckOptions,
): Promise<CheckResult> {
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  const add: AddCheckResult = (checked) => {
    for (const problem of checked.problems ?? []) problems.push(problem);
    for (const [file, source] of checked.sources ?? []) sources.set(file, source);
  };
  const packFolders = new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)));
  const policyPaths = new Set(found.flatMap(({ policies }) => policies.map(({ path }) => path)));
  const checkedFiles = new Set<string>();
  for (const folder of packFolders) {
    for (const file of await checkWithCases(world, folder, options, add)) checkedFiles.add(file);
  }
  for (const path of policyPaths)
    await checkPolicyAlone(world, path, { packFolders, judged: checkedFiles, ...options }, add);
  for (const { kind, path } of found.flatMap(({ documents }) => documents)) {
    const document = await openDocument(world, kind, path);
    if (document) add({ problems: document.problems, sources: collectSources([document]) });
  }
  return { problems, sources };
}

/** Checks a pack with its cases; returns the files of the policies that were checked along with it. */
async function checkWithCases(
  world: World,
  folder: string,
  { folders, asOf, since, lang, isQuick = false, isLate }: CheckOptions,
  add: AddCheckResult,
): Promise<readonly string[]> {
  const result = await checkPack(world, folder, folders);
  add(result);
  const { pack, compile } = result;
  if (result.problems.length > 0)
    add({
      problems: await checkSoundParts(world, folder, {
        known: result.problems,
        folders,
        asOf,
        isQuick: isQuick || isLate !== undefined,
      }),
    });
  if (!pack || !compile) return [];
  add({ problems: findMisnamedFiles(folder).map((unread) => describeUnreadFile(world, unread)) });
  const loadedCases = await loadCases(world, pack);
  add(loadedCases);
  const compilation = await compile(undefined);
  if (compilation.problems.length > 0) return [];
  const collectedCases = collectCases(loadedCases.cases);
  add({ problems: collectedCases.problems });
  // Checking a case needs the plan but no measures, so with another policy the measures are not compiled again.
  const compileWithPolicy = createPackCompiler(world, { ...pack, measures: null }, folders);
  for (const source of collectedCases.cases.values()) {
    const { policy } = source.testCase;
    const { compiled } = policy === undefined ? compilation : await compileWithPolicy(policy);
    add({ problems: checkCase(source, collectedCases.cases, compiled.plan, compilation.compiled) });
  }
  if (result.problems.length > 0) return [];
  const earlierPack = since === undefined ? {} : await openEarlier(world, folder, { since, folders, lang });
  const subject = ruleSubjectOf(compilation.compiled, { asOf, cases: collectedCases.cases, ...earlierPack });
  const ownFolder = dirname(pack.questionnaire.file);
  const findings = await applyRulesInTurn(subject, { isQuick, isLate });
  add({
    problems: findings.filter(
      (problem) => !sparesInherited(problem.code) || !isInherited(problem, ownFolder, result.sources),
    ),
  });
  return compilation.compiled.policies.map(({ file }) => file);
}

/** Applies the rules one at a time, so that an editor's messages can be handled in between. */
async function applyRulesInTurn(
  subject: Subject,
  { isQuick, isLate }: Pick<CheckOptions, 'isQuick' | 'isLate'>,
): Promise<readonly Problem[]> {
  if (isQuick || !isLate) return applyRules(subject, isQuick ? isAboutPlace : undefined);
  const problems: Problem[] = [];
  for (const code of CHECKED_CODES) {
    await setImmediate();
    if (isLate()) return [];
    problems.push(...applyRules(subject, (ruleCode) => ruleCode === code));
  }
  return problems;
}

function describeUnreadFile(world: World, { path, name, wanted }: MisnamedFile): Problem {
  const details = { found: name, advice: { phrase: 'callIt', name: wanted } } as const;
  return { code: 'M118', file: formatDisplayPath(world, path), at: { start: 0, end: 0 }, details };
}

/**
 * Checks a policy together with a pack that it suits. Leaves out the rules for policies if the policy was already
 * checked together with a pack.
 */
async function checkPolicyAlone(
  world: World,
  path: string,
  {
    judged,
    packFolders,
    folders,
    asOf,
    since,
    lang,
    isQuick = false,
    isLate,
  }: CheckOptions & { readonly judged: ReadonlySet<string>; readonly packFolders: ReadonlySet<string> },
  add: AddCheckResult,
): Promise<void> {
  const result = await checkPolicy(world, path, { packFolders, folders });
  add(result);
  const { compiled, policies } = result;
  if (!compiled || !policies?.some(({ file }) => !judged.has(file))) return;
  const earlierPolicy =
    since === undefined ? {} : await openEarlierPolicy(world, path, compiled.pack, { since, folders, lang });
  const problems = await applyRulesInTurn(ruleSubjectOf(compiled, { asOf, ...earlierPolicy }), { isQuick, isLate });
  add({ problems: problems.filter(({ file }) => policies.some((policy) => policy.file === file)) });
}

/**
 * Returns the text that corrects a finding, in the same quotes as `written`; undefined unless the correction is
 * certain.
 */
export function replacementOf(finding: LocatedProblem, written: string): string | undefined {
  const replacement = suggestRepair(finding);
  const quote = /^["']/.exec(written)?.[0] ?? '';
  const isFoundText = written === `${quote}${foundText(finding.details)}${quote}`;
  return replacement === undefined || !isFoundText ? undefined : `${quote}${replacement}${quote}`;
}

/** A correction that was made for a finding. */
interface Repair {
  readonly finding: LocatedProblem;
  readonly found: string;
  readonly instead: string;
}

/**
 * Makes the corrections of errors that can be corrected in only one way, and returns them. Leaves text alone that has
 * changed since it was checked.
 */
export async function repairFiles(world: World, findings: readonly LocatedProblem[]): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  const errors = findings.filter(
    (problem) => PROBLEMS[problem.code].severity === 'error' && suggestRepair(problem) !== undefined,
  );
  for (const file of new Set(errors.map((problem) => problem.file))) {
    const path = resolve(world.cwd, file);
    const lines = (await readFile(path, 'utf8')).split('\n');
    const countBefore = repairs.length;
    // Corrections are made from the end backwards, so that earlier positions stay valid.
    const errorsOfFile = errors
      .filter((problem) => problem.file === file)
      .sort((a, b) => b.line - a.line || b.column - a.column);
    for (const finding of errorsOfFile) {
      const { line, column, endColumn, endLine } = finding;
      const characters = [...(lines[line - 1] ?? '')];
      const replacedText = characters.slice(column - 1, endColumn - 1).join('');
      const newText = line === endLine ? replacementOf(finding, replacedText) : undefined;
      if (newText === undefined) continue;
      characters.splice(column - 1, endColumn - column, newText);
      lines[line - 1] = characters.join('');
      repairs.push({ finding, found: replacedText, instead: newText });
    }
    if (repairs.length > countBefore) await writeAtomic(path, lines.join('\n'));
  }
  return repairs.reverse();
}

/** The findings that remain after accepted ones were removed. */
interface SiftedFindings {
  readonly findings: readonly LocatedProblem[];
  /** The number of findings that were removed because they are accepted. */
  readonly known: number;
  /** The path of the baseline, as problems show it. */
  readonly file: string;
}

/**
 * Matches a comment that accepts a finding, with the code of the rule and a reason. It applies to the line that it is
 * on or, if it is alone on a line, to the next line.
 */
const IGNORE_COMMENT_PATTERN = /(?:^|\s)#\s*matura:\s*ignore\s+(?<code>[AM]\d{3})\b[ \t]*(?<reason>.*)$/;

/**
 * Removes the findings that a comment beside them accepts. Adds a problem for each comment without a reason, and for
 * each comment without a matching finding.
 */
export async function removeIgnored(
  findings: readonly LocatedProblem[],
  sources: Sources,
): Promise<Omit<SiftedFindings, 'file'>> {
  const acceptedFindings = new Set<LocatedProblem>();
  const problems: Problem[] = [];
  // After errors in form or names, some rules were not applied.
  const areAllRulesApplied = !findings.some(({ code }) => /^M[12]/.test(code) && PROBLEMS[code].severity === 'error');
  for (const { file, text } of sources.values()) {
    if (!text.includes('matura:')) continue;
    let start = 0;
    for (const [i, line] of text.split('\n').entries()) {
      const { code = '', reason = '' } = IGNORE_COMMENT_PATTERN.exec(line)?.groups ?? {};
      const span = { start: start + line.indexOf('#'), end: start + line.length };
      start += line.length + 1;
      if (code === '') continue;
      const targetLine = /^\s*#/.test(line) ? i + 2 : i + 1;
      const matchingFindings = findings.filter(
        (problem) => problem.file === file && problem.code === code && problem.line === targetLine,
      );
      if (matchingFindings.length > 0 && (reason.trim() === '' || TODO_PATTERN.test(reason))) {
        problems.push({ code: 'M117', file, at: span, details: { found: reason.trim() } });
      } else if (matchingFindings.length > 0)
        for (const matchingIgnore of matchingFindings) acceptedFindings.add(matchingIgnore);
      // Without `--since`, the M6 rules, which compare with an earlier revision, are not applied.
      else if (areAllRulesApplied && !code.startsWith('M6')) {
        problems.push({
          code: 'M116',
          file,
          at: span,
          details: { wanted: { phrase: 'goneInLine', code, line: targetLine } },
        });
      }
    }
  }
  const locatedFindings = await locateProblems(problems, sources);
  return {
    findings: [...findings.filter((problem) => !acceptedFindings.has(problem)), ...locatedFindings],
    known: acceptedFindings.size,
  };
}

/** Matches a placeholder, such as "TODO", in the place of a reason. */
const TODO_PATTERN = /^\W*todo\b/i;

const MAX_TEXT_CHARS = 80;

/**
 * Removes the findings that a baseline accepts, one per entry. Adds problems of the baseline itself: entries without a
 * reason, and entries that match nothing any more in the files checked. Throws a `Refusal` if the baseline does not
 * exist.
 */
export async function removeAccepted(
  world: World,
  findings: readonly LocatedProblem[],
  { path, sources }: { readonly path: string; readonly sources: Sources },
): Promise<SiftedFindings> {
  const baselinePath = resolve(world.cwd, path);
  const baselineFile = await openDocument(world, 'baseline', baselinePath);
  if (!baselineFile) throw new CodedRefusal(3, 'noBaseline', { path });
  const { file, document } = baselineFile;
  const unmatchedFindings = new Map<string, LocatedProblem[]>();
  for (const finding of findings) {
    appendToList(unmatchedFindings, keyOf(describeFinding(finding, world, baselinePath)), finding);
  }
  const acceptedFindings = new Set<LocatedProblem>();
  const problems: Problem[] = [...baselineFile.problems];
  const checkedFiles = new Set([...sources.keys()].map((name) => resolve(world.cwd, name)));
  for (const [i, entry] of (document?.findings ?? []).entries()) {
    const findingPath = ['findings', i];
    const match = unmatchedFindings.get(keyOf(entry))?.shift();
    if (match && TODO_PATTERN.test(entry.reason)) {
      problems.push({ code: 'M117', file, at: [...findingPath, 'reason'], details: { found: entry.reason } });
    } else if (match) acceptedFindings.add(match);
    else {
      const target = resolve(dirname(baselinePath), entry.file);
      const isGone = (await stat(target).catch(() => undefined)) === undefined;
      const wantedPhrase: Phrase = isGone
        ? { phrase: 'fileGone', file: entry.file }
        : { phrase: 'gone', code: entry.code, text: entry.text, file: entry.file };
      // An entry about a file that was not checked may still match a finding.
      if (isGone || checkedFiles.has(target))
        problems.push({ code: 'M116', file, at: [...findingPath, 'code'], details: { wanted: wantedPhrase } });
    }
  }
  const locatedStale = await locateProblems(problems, new Map([[file, baselineFile.source]]));
  return {
    findings: [...findings.filter((problem) => !acceptedFindings.has(problem)), ...locatedStale],
    known: acceptedFindings.size,
    file,
  };
}

/**
 * Writes findings as a baseline; entries that were there before keep their reasons. Returns the number of entries, and
 * of those without a reason.
 */
export async function writeBaseline(
  world: World,
  findings: readonly LocatedProblem[],
  path: string,
): Promise<{ readonly written: number; readonly open: number }> {
  const baselinePath = resolve(world.cwd, path);
  const reasons = await readReasons(world, baselinePath, path);
  const entries = findings.map((finding) => {
    const entry = describeFinding(finding, world, baselinePath);
    return { ...entry, reason: reasons.get(keyOf(entry))?.shift() ?? 'TODO' };
  });
  await writeAtomic(baselinePath, formatBaseline(entries));
  return { written: entries.length, open: entries.filter(({ reason }) => TODO_PATTERN.test(reason)).length };
}

async function readReasons(world: World, place: string, path: string): Promise<Map<string, string[]>> {
  const reasons = new Map<string, string[]>();
  const baselineFile = await openDocument(world, 'baseline', place);
  if (baselineFile && !baselineFile.document) {
    throw new CodedRefusal(3, 'notABaseline', { path });
  }
  for (const entry of baselineFile?.document?.findings ?? []) {
    appendToList(reasons, keyOf(entry), entry.reason);
  }
  return reasons;
}

type FindingDescription = Omit<KnownFinding, 'reason'>;

/** Describes a finding for a baseline. Its place is given by the text that it marks, because line numbers change. */
function describeFinding(
  { code, file, line, column, endLine, endColumn, frame }: LocatedProblem,
  world: World,
  place: string,
): FindingDescription {
  const text = [...(frame.find(({ number }) => number === line)?.text ?? '')];
  const markedText = text
    .slice(column - 1, endLine === line ? endColumn - 1 : undefined)
    .slice(0, MAX_TEXT_CHARS)
    .join('')
    .trim();
  const name = relative(dirname(place), resolve(world.cwd, file)).split(sep).join('/');
  return { code, file: name, text: markedText };
}

function appendToList<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const existingValues = lists.get(key);
  if (existingValues) existingValues.push(value);
  else lists.set(key, [value]);
}

function keyOf({ code, file, text }: FindingDescription): string {
  return JSON.stringify([code, file, text]);
}

/** Applies the severities that the project sets; findings of rules that it turns off are dropped. */
export function applySeverities(
  findings: readonly LocatedProblem[],
  rules: Project['rules'] = {},
): readonly LocatedProblem[] {
  return findings.flatMap((finding) => {
    const severity = Object.hasOwn(rules, finding.code) ? rules[finding.code] : undefined;
    if (severity === undefined) return [finding];
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}
