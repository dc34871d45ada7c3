import {
  didYouMean,
  type KnownFinding,
  type LocatedProblem,
  PROBLEMS,
  replaceInvisible,
  type Severity,
  severityOf,
} from '../../model/index.ts';
import { type ProblemWords, problemInWords } from './problem-words.ts';

/** What checking came to, for any format. */
export interface Findings {
  readonly findings: readonly LocatedProblem[];
  /** The names of the files that were checked. */
  readonly files: readonly string[];
  /** How many findings were left out because a baseline knows them. */
  readonly known: number;
  /** From which severity on a finding makes the check fail. */
  readonly failOn: Severity;
  readonly words: ProblemWords;
}

/** Whether a finding makes the check fail. */
export function isFailing(finding: LocatedProblem, failOn: Severity): boolean {
  return failOn === 'warning' || severityOf(finding) === 'error';
}

/** What is wrong and what was meant, without marks of a terminal. */
export function findingText({ code, details }: LocatedProblem, words: ProblemWords): string {
  const { findings } = words.messages;
  const { found, allowed = [], advice } = details;
  const near = found === undefined ? undefined : didYouMean(found, allowed);
  const message = problemInWords({ code, details }, words);
  const meant = near === undefined ? message : findings.meant(message, JSON.stringify(near).slice(1, -1));
  const text = advice === undefined ? meant : findings.advised(message, words.phrase(advice));
  // Each format writes line ends in its own way.
  return text
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 1 ? part : replaceInvisible(part)))
    .join('');
}

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change. `pathOf` names a file
 * from the root of the repository.
 */
export function renderGithub({ findings, words }: Findings, pathOf: (file: string) => string): string {
  return findings
    .map((finding) => {
      const { code, file, line, column, endLine, endColumn } = finding;
      const { name } = PROBLEMS[code];
      const severity = severityOf(finding);
      const properties = {
        file: pathOf(file),
        line,
        endLine,
        // Columns are shown only where the finding stands in one line; the last one belongs to it.
        ...(line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {}),
        title: `${code} ${name}`,
      };
      const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${severity} ${written.join(',')}::${escapeData(findingText(finding, words))}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Findings as JSON. */
export function renderFindingsJson({ findings, files, known, words }: Findings): string {
  const listed = findings.map((finding) => describe(finding, words));
  const report = { schemaVersion: 1, files: files.length, known, findings: listed };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function describe(finding: LocatedProblem, words: ProblemWords): object {
  const { code, file, line, column, endLine, endColumn, details } = finding;
  const { name } = PROBLEMS[code];
  const severity = severityOf(finding);
  const message = problemInWords({ code, details }, words);
  return { code, name, severity, message, file, line, column, endLine, endColumn, details };
}

/**
 * Findings as JUnit XML: a suite for each file with a test for each finding, or one that passes. What does not make the
 * check fail is a skipped test, so that a build server shows it and goes on.
 */
export function renderJunit({ findings, files, failOn, words }: Findings): string {
  const byFile = new Map<string, LocatedProblem[]>(files.map((file) => [file, []]));
  for (const finding of findings) {
    const found = byFile.get(finding.file);
    if (found) found.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const suites = [...byFile].map(([file, found]) => renderSuite(file, found, failOn, words));
  const failing = findings.filter((one) => isFailing(one, failOn)).length;
  const tests = [...byFile.values()].reduce((sum, found) => sum + Math.max(1, found.length), 0);
  const head = `name="matura validate" tests="${tests}" failures="${failing}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${suites.join('')}</testsuites>\n`;
}

function renderSuite(
  file: string,
  found: readonly LocatedProblem[],
  failOn: Findings['failOn'],
  words: ProblemWords,
): string {
  const failing = found.filter((one) => isFailing(one, failOn)).length;
  const tests = Math.max(1, found.length);
  const counts = `tests="${tests}" failures="${failing}" errors="0" skipped="${found.length - failing}"`;
  const name = escapeXml(file);
  const cases =
    found.length === 0
      ? [`    <testcase name="is well" classname="${name}"/>\n`]
      : found.map((finding) => renderCase(finding, failOn, words));
  return `  <testsuite name="${name}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

function renderCase(finding: LocatedProblem, failOn: Findings['failOn'], words: ProblemWords): string {
  const { code, file, line, column } = finding;
  const { name } = PROBLEMS[code];
  const severity = severityOf(finding);
  const message = findingText(finding, words);
  const attribute = escapeXml(message);
  const outcome = isFailing(finding, failOn)
    ? `<failure message="${attribute}" type="${severity}">${escapeXml(`${file}:${line}:${column} ${message}`)}</failure>`
    : `<skipped message="${attribute}"/>`;
  const title = escapeXml(`${code} ${name} (line ${line}, column ${column})`);
  return `    <testcase name="${title}" classname="${escapeXml(file)}">${outcome}</testcase>\n`;
}

// What XML 1.0 has no way to write.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}

/** Known findings as the YAML of a baseline. */
export function formatBaseline(findings: readonly KnownFinding[]): string {
  const opening =
    '# Findings of `matura validate` that may stay, each with the reason. One that is gone must be removed.\n';
  if (findings.length === 0) return `${opening}kind: baseline\nfindings: []\n`;
  const entries = findings.map(({ code, file, text, reason }) =>
    [`  - code: ${code}`, `    file: ${quote(file)}`, `    text: ${quote(text)}`, `    reason: ${quote(reason)}`].join(
      '\n',
    ),
  );
  return `${opening}kind: baseline\nfindings:\n${entries.join('\n')}\n`;
}

/** Text as YAML reads it back: plain where it cannot be mistaken, else as JSON, which is YAML. */
function quote(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(null|true|false)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
