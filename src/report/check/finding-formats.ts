import { detailsInWords, type PhraseTexts, phraseInWords, problemInWords } from '../../i18n/index.ts';
import {
  findNearestAllowed,
  type KnownFinding,
  type LocatedProblem,
  PROBLEMS,
  type ProblemCode,
  replaceInvisible,
  type Severity,
  severityOf,
  writeYamlValue,
} from '../../model/index.ts';
import type { ProblemWords } from './problem-list.ts';

/** The result of a check, for all formats. */
export interface Findings {
  readonly findings: readonly LocatedProblem[];
  /** The names of the files that were checked. */
  readonly files: readonly string[];
  /** The number of findings left out because a baseline accepts them. */
  readonly known: number;
  /** The lowest severity that makes the check fail. */
  readonly failOn: Severity;
  readonly words: ProblemWords;
}

/**
 * The maximum number of findings that are listed per rule: one mistake in something that many parts use can cause
 * thousands.
 */
const MAX_FINDINGS_PER_RULE = 200;

/** The findings of a rule that are not listed one by one. */
export interface MoreOfRule {
  readonly code: ProblemCode;
  readonly count: number;
  /** The highest severity among these findings. */
  readonly severity: Severity;
}

/** Splits findings into those that are listed and, by rule, the number of those that are not. */
export function limitFindings(findings: readonly LocatedProblem[]): {
  readonly listed: readonly LocatedProblem[];
  readonly more: readonly MoreOfRule[];
} {
  const counts = new Map<ProblemCode, number>();
  const moreByRule = new Map<ProblemCode, MoreOfRule>();
  const listedFindings = findings.filter((finding) => {
    const { code } = finding;
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count <= MAX_FINDINGS_PER_RULE) return true;
    const severity = moreByRule.get(code)?.severity === 'error' ? 'error' : severityOf(finding);
    moreByRule.set(code, { code, count: count - MAX_FINDINGS_PER_RULE, severity });
    return false;
  });
  return { listed: listedFindings, more: [...moreByRule.values()] };
}

/** Writes how many more findings of a rule there are. */
export function moreText({ code, count }: MoreOfRule, { messages }: ProblemWords): string {
  return messages.findings.moreOfRule({ count: String(count), rule: nameRule(code) });
}

/** Whether a finding makes the check fail. */
export function isFailing(finding: LocatedProblem, failOn: Severity): boolean {
  return failOn === 'warning' || severityOf(finding) === 'error';
}

/** Writes what is wrong and what was meant, without formatting for a terminal. */
export function findingText({ code, details }: Pick<LocatedProblem, 'code' | 'details'>, words: ProblemWords): string {
  const { findings } = words.messages;
  const { advice } = details;
  const suggestion = findNearestAllowed(details);
  const message = problemInWords({ code, details }, words);
  const messageWithName =
    suggestion === undefined
      ? message
      : findings.meant({ text: message, name: JSON.stringify(suggestion).slice(1, -1) });
  const text =
    advice === undefined ? messageWithName : findings.advised({ text: message, advice: phraseInWords(advice, words) });
  // Line ends are kept, because each format writes them in its own way.
  return text
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 1 ? part : replaceInvisible(part)))
    .join('');
}

/**
 * Renders findings for GitHub, which shows them beside the lines of a change. `pathOf` returns the path of a file from
 * the root of the repository.
 */
export function renderGithub({ findings, words }: Findings, pathOf: (file: string) => string): string {
  const { listed, more } = limitFindings(findings);
  const remarks = more.map((omitted) =>
    annotate(omitted.severity, moreText(omitted, words), { title: nameRule(omitted.code) }),
  );
  return listed
    .map((finding) => {
      const { code, file, line, column, endLine, endColumn } = finding;
      return annotate(severityOf(finding), findingText(finding, words), {
        file: pathOf(file),
        line,
        endLine,
        // GitHub shows columns only for findings within one line, and its end column is inclusive.
        ...(line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {}),
        title: nameRule(code),
      });
    })
    .concat(remarks)
    .join('');
}

function nameRule(code: ProblemCode): string {
  return `${code} ${PROBLEMS[code].name}`;
}

/**
 * Writes a workflow command of GitHub Actions, which shows a text beside its place or, without a file, with the run.
 */
export function annotate(
  severity: Severity,
  text: string,
  properties: Readonly<Record<string, string | number>>,
): string {
  const writtenProperties = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${severity} ${writtenProperties.join(',')}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Renders findings as JSON. Their details are always in English, because programs identify findings by them. */
export function renderFindingsJson({ findings, files, known, words }: Findings, english: PhraseTexts): string {
  const { listed, more } = limitFindings(findings);
  const describedFindings = listed.map((finding) => describe(finding, words, english));
  const omittedRules = more.map(({ code, count }) => ({ code, name: PROBLEMS[code].name, count }));
  const report = {
    schemaVersion: 1,
    files: files.length,
    known,
    findings: describedFindings,
    ...(omittedRules.length === 0 ? {} : { more: omittedRules }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function describe(finding: LocatedProblem, words: ProblemWords, english: PhraseTexts): object {
  const { code, file, line, column, endLine, endColumn } = finding;
  const { name } = PROBLEMS[code];
  const severity = severityOf(finding);
  const message = problemInWords(finding, words);
  const details = detailsInWords(finding.details, english);
  return { code, name, severity, message, file, line, column, endLine, endColumn, details };
}

/**
 * Renders findings as JUnit XML: a suite for each file, with a test for each finding or, without findings, a test that
 * passes. A finding that does not make the check fail is a skipped test, so that a build server shows it and continues.
 */
export function renderJunit({ findings, files, failOn, words }: Findings): string {
  const { listed, more } = limitFindings(findings);
  const byFile = new Map<string, LocatedProblem[]>(files.map((file) => [file, []]));
  for (const finding of listed) {
    const sameFile = byFile.get(finding.file);
    if (sameFile) sameFile.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const suites = [...byFile].map(([file, found]): JunitSuite => {
    const tests = found.map((finding) => createFindingTest(finding, failOn, words));
    return { name: file, tests: tests.length > 0 ? tests : [{ name: 'is well', place: file }] };
  });
  const omittedTests = more.map((omitted): JunitTest => {
    const text = moreText(omitted, words);
    const isFailure = failOn === 'warning' || omitted.severity === 'error';
    return {
      name: `${nameRule(omitted.code)} (${omitted.count} more)`,
      place: 'matura validate',
      ...(isFailure ? { failure: { message: text, type: omitted.severity, text } } : { skipped: text }),
    };
  });
  return renderSuites(
    'matura validate',
    omittedTests.length === 0 ? suites : [...suites, { name: 'matura validate', tests: omittedTests }],
  );
}

function createFindingTest(finding: LocatedProblem, failOn: Findings['failOn'], words: ProblemWords): JunitTest {
  const { code, file, line, column } = finding;
  const message = findingText(finding, words);
  const outcome: Partial<JunitTest> = isFailing(finding, failOn)
    ? { failure: { message, type: severityOf(finding), text: `${file}:${line}:${column} ${message}` } }
    : { skipped: message };
  return { name: `${nameRule(code)} (line ${line}, column ${column})`, place: file, ...outcome };
}

/** Tests that a build server shows together. */
export interface JunitSuite {
  readonly name: string;
  readonly tests: readonly JunitTest[];
}

/** A test; it passes unless it has a failure or is skipped. */
export interface JunitTest {
  readonly name: string;
  /** The group of the test, such as its file. */
  readonly place: string;
  readonly failure?: { readonly message: string; readonly type: string; readonly text: string };
  /** The reason why the test is skipped. */
  readonly skipped?: string;
}

/** Renders suites as JUnit XML. */
export function renderSuites(name: string, suites: readonly JunitSuite[]): string {
  const writtenSuites = suites.map(
    (suite) =>
      `  <testsuite name="${escapeXml(suite.name)}" ${countTests(suite.tests)} skipped="${countOf(suite.tests, 'skipped')}">\n${suite.tests.map(renderTest).join('')}  </testsuite>\n`,
  );
  const head = `name="${escapeXml(name)}" ${countTests(suites.flatMap(({ tests }) => tests))}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${writtenSuites.join('')}</testsuites>\n`;
}

function countTests(tests: readonly JunitTest[]): string {
  return `tests="${tests.length}" failures="${countOf(tests, 'failure')}" errors="0"`;
}

function countOf(tests: readonly JunitTest[], outcome: 'failure' | 'skipped'): number {
  return tests.filter((test) => test[outcome] !== undefined).length;
}

function renderTest({ name, place, failure, skipped }: JunitTest): string {
  const head = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(place)}"`;
  if (failure) {
    const { message, type, text } = failure;
    return `${head}><failure message="${escapeXml(message)}" type="${type}">${escapeXml(text)}</failure></testcase>\n`;
  }
  return skipped === undefined ? `${head}/>\n` : `${head}><skipped message="${escapeXml(skipped)}"/></testcase>\n`;
}

// Characters that XML 1.0 does not allow.
const UNWRITABLE_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE_IN_XML, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => XML_ENTITIES[character] ?? character);
}

/** Writes accepted findings as the YAML of a baseline. */
export function formatBaseline(findings: readonly KnownFinding[]): string {
  const openingComment =
    '# Findings of `matura validate` that may stay, each with the reason. One that is gone must be removed.\n';
  if (findings.length === 0) return `${openingComment}kind: baseline\nfindings: []\n`;
  const entries = findings.map(({ code, file, text, reason }) =>
    [
      `  - code: ${code}`,
      `    file: ${writeYamlValue(file)}`,
      `    text: ${writeYamlValue(text)}`,
      `    reason: ${writeYamlValue(reason)}`,
    ].join('\n'),
  );
  return `${openingComment}kind: baseline\nfindings:\n${entries.join('\n')}\n`;
}
