import { loadRuleExamples } from '../../check/index.ts';
import { loadRuleTexts } from '../../i18n/index.ts';
import { type LocatedProblem, PROBLEMS, type ProblemCode, severityOf } from '../../model/index.ts';
import { truncate } from '../terminal/terminal-text.ts';
import { type Findings, findingText, limitFindings, moreText } from './finding-formats.ts';
import type { ProblemWords } from './problem-list.ts';
import { type RuleWords, renderRulePage, ruleAddressOf } from './rule-page.ts';

/** The maximum number of characters that code scanning shows of a message; it refuses longer descriptions. */
const MAX_TEXT_CHARS = 1000;

const ROOT_URI_BASE = '%SRCROOT%';

/** The parts of a log besides the findings. */
export interface SarifPlaces {
  /** The version of Matura. */
  readonly version: string;
  /** Returns the path of a file: relative to the root of the repository, or absolute outside of it. */
  readonly pathOf: (file: string) => string;
  /** The address of the published guides and rules. */
  readonly docs?: string | undefined;
}

/**
 * Renders findings as a SARIF 2.1.0 log. If a rule has very many findings, a notification states how many are left out,
 * so that a run stays far below the 25,000 results that code scanning accepts.
 */
export async function renderSarif(
  { findings, files, words }: Findings,
  { version, pathOf, docs }: SarifPlaces,
): Promise<string> {
  const { language } = words;
  const [rules, examples] = [await loadRuleTexts(language), await loadRuleExamples()];
  const ruleWords = { rules, examples, messages: words.messages };
  const { listed, more } = limitFindings(findings);
  const codes = [...new Set(listed.map(({ code }) => code))].sort();
  const notes = [`${files.length} files checked`, ...more.map((omitted) => moreText(omitted, words))];
  const run = {
    tool: {
      driver: {
        name: 'Matura',
        semanticVersion: version,
        ...(docs === undefined ? {} : { informationUri: docs }),
        rules: codes.map((code) => ({
          ...describeRule(code, ruleWords),
          ...(docs === undefined ? {} : { helpUri: ruleAddressOf(code, docs, language) }),
        })),
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notes.map((text, i) => ({
          level: i === 0 ? 'note' : 'warning',
          message: { text },
        })),
      },
    ],
    originalUriBaseIds: { [ROOT_URI_BASE]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'unicodeCodePoints',
    results: listed.map((finding) => describeResult(finding, codes.indexOf(finding.code), pathOf(finding.file), words)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(code: ProblemCode, words: RuleWords): object {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = words.rules[code];
  return {
    id: code,
    name,
    shortDescription: { text: truncate(title, MAX_TEXT_CHARS) },
    fullDescription: { text: truncate(why, MAX_TEXT_CHARS) },
    help: { text: `${why}\n\n${fix}`, markdown: renderRulePage(code, words) },
    defaultConfiguration: { level: severity },
  };
}

function describeResult(finding: LocatedProblem, ruleIndex: number, path: string, words: ProblemWords): object {
  const { code, line, column, endLine, endColumn } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: severityOf(finding),
    message: { text: truncate(findingText(finding, words), MAX_TEXT_CHARS) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locateFile(path),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}

function locateFile(path: string): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  // The path starts with a Windows drive.
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path.slice(0, 2)}${uri.slice(uri.indexOf('/'))}` };
  return { uri, uriBaseId: ROOT_URI_BASE };
}
