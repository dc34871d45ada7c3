import { describe, expect, test } from 'vitest';
import type { LocatedProblem, ProblemCode } from '../../../src/model/problem.ts';
import { type Findings, renderGithub, renderJunit } from '../../../src/report/check/finding-formats.ts';
import { renderSarif } from '../../../src/report/check/sarif-log.ts';
import { ENGLISH_FINDINGS } from '../../messages.ts';
import { readJunit, readSarif } from './read-findings.ts';

function found(
  code: ProblemCode,
  details: LocatedProblem['details'],
  place: Partial<LocatedProblem> = {},
): LocatedProblem {
  return { code, file: 'a.yaml', at: [], details, line: 3, column: 5, endLine: 3, endColumn: 9, frame: [], ...place };
}

function report(findings: readonly LocatedProblem[], files = ['a.yaml']): Findings {
  return { findings, files, known: 0, failOn: 'error', words: ENGLISH_FINDINGS };
}

const PLACES = { version: '1.2.3', pathOf: (file: string): string => file };
const sarif = async (findings: readonly LocatedProblem[], places = PLACES) =>
  readSarif(await renderSarif(report(findings), places));

describe('an annotation of GitHub', () => {
  test('line breaks and percent signs in texts do not end a GitHub annotation', () => {
    const drawn = renderGithub(report([found('M101', { wanted: '100%\r\n::error::x' })]), (file) => file);
    expect(drawn).toBe(
      '::error file=a.yaml,line=3,endLine=3,col=5,endColumn=8,title=M101 yaml-syntax::100%25%0D%0A::error::x\n',
    );
  });

  test('a GitHub annotation has columns only if it is on one line, counted from 1', () => {
    const several = renderGithub(report([found('M104', {}, { line: 1, column: 1, endLine: 4, endColumn: 2 })]), String);
    expect(several).toContain('line=1,endLine=4,title=');
    const empty = renderGithub(report([found('M104', {}, { line: 1, column: 1, endLine: 1, endColumn: 1 })]), String);
    expect(empty).toContain('line=1,endLine=1,col=1,endColumn=1,');
  });
});

describe('a SARIF log', () => {
  test('a SARIF log explains each rule once, with its page', async () => {
    const { results, tool } = await sarif([
      found('M309', { found: '99', wanted: '100' }),
      found('M204', {}),
      found('M204', {}),
    ]);
    expect(results).toMatchObject([
      { ruleId: 'M309', ruleIndex: 1, level: 'warning' },
      { ruleId: 'M204', ruleIndex: 0, level: 'error' },
      { ruleId: 'M204', ruleIndex: 0 },
    ]);
    expect(tool.driver).toMatchObject({
      name: 'Matura',
      semanticVersion: '1.2.3',
      rules: [{ id: 'M204', help: { markdown: expect.stringContaining('## How to fix it') } }, { id: 'M309' }],
    });
  });

  test('a SARIF log is valid without findings', async () => {
    expect(await sarif([])).toMatchObject({ results: [], tool: { driver: { rules: [] } } });
  });

  test('a SARIF log lists at most 200 findings of a rule and says how many more there are', async () => {
    const odd = Array.from({ length: 1234 }, () => found('M309', { found: '99', wanted: '100' }));
    const { results, invocations } = await sarif([...odd, found('M204', { found: 'singel' })]);
    expect(results).toHaveLength(201);
    expect(results.at(-1)).toMatchObject({ ruleId: 'M204' });
    expect(JSON.stringify(invocations)).toContain('… and 1034 more of M309 odd-weights');
  });

  test('a SARIF log cuts long messages between characters', async () => {
    const { results } = await sarif([found('M101', { wanted: '😀'.repeat(2000) })]);
    expect(results).toMatchObject([{ message: { text: `${'😀'.repeat(999)}…` } }]);
  });

  test.each([
    ['a b/数字.yaml', { uri: 'a%20b/%E6%95%B0%E5%AD%97.yaml', uriBaseId: '%SRCROOT%' }],
    ['/tmp/a b.yaml', { uri: 'file:///tmp/a%20b.yaml' }],
    ['C:/packs/a.yaml', { uri: 'file:///C:/packs/a.yaml' }],
  ])('a SARIF log names %s as a URI', async (path, artifactLocation) => {
    const { results } = await sarif([found('M204', {})], { ...PLACES, pathOf: () => path });
    expect(results).toMatchObject([{ locations: [{ physicalLocation: { artifactLocation } }] }]);
  });
});

describe('a JUnit result', () => {
  test('a JUnit result accepts any text that a pack can contain', async () => {
    const file = 'a<b>&"c".yaml';
    const nasty = found('M111', { found: ']]>\u0000\ud800\ufffe<x>&\n\t"' }, { file });
    const text = renderJunit(report([nasty, found('M309', {}, { file })], [file, 'well.yaml']));
    expect((await readJunit(text)).map(({ ended }) => ended)).toEqual(['failure', 'skipped', 'passed']);
    expect(text).toContain('classname="a&lt;b&gt;&amp;&quot;c&quot;.yaml"');
  });

  test('a JUnit result is valid without files', async () => {
    expect(await readJunit(renderJunit(report([], [])))).toEqual([]);
  });
});
