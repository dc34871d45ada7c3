import { describe, expect, test } from 'vitest';
import { sampleQuestionnaire, sampleRubric } from '../check/rules/sample-documents.ts';
import { matura } from './matura.ts';
import { ERP, packWith, writePacks } from './packs-for-checks.ts';

const POINTS = 'points: { all: { none: 0, partial: 1, full: 2 } }';
const numbered = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));
const question = (i: number): string => `      - { id: q${i}, type: single, options: [none, partial, full] }`;

/** A pack of questions and these scores, in which nothing else is wrong. */
function packOf(scores: readonly string[], questions = numbered(3, question)): Record<string, string> {
  return {
    'questionnaire.yaml': sampleQuestionnaire(questions.join('\n')),
    'rubric.yaml': sampleRubric(`${POINTS}\nscores:\n${scores.map((line) => `  ${line}`).join('\n')}`),
  };
}

interface Finding {
  readonly code: string;
  readonly line: number;
  readonly message: string;
}

async function validate(pack: Readonly<Record<string, string>>) {
  const cwd = await writePacks({ pack });
  const { code, stdout, stderr } = await matura(['validate', 'pack', '--json'], { cwd });
  expect(stderr).toBe('');
  return { code, findings: JSON.parse(stdout).findings as Finding[], cwd };
}

/** Scores of which each reads the one before it; the last of them first if `isReversed`. */
function chain(
  length: number,
  isReversed: boolean,
  rule = (before: string): string => `{ sum: [${before}] }`,
): string[] {
  const scores = numbered(length, (i) => `s${i}: ${i === 0 ? '{ sum: tools }' : rule(`s${i - 1}`)}`);
  return isReversed ? scores.reverse() : scores;
}

describe('scores that read one another in a chain', () => {
  test.each([
    ['of 600, the first one first', chain(600, false)],
    ['of 600, the last one first', chain(600, true)],
    ['of 600 conditions', chain(600, true, (before) => `{ sum: [q0], when: { ${before}: { minimum: 1 } } }`)],
    ['of 2,000', chain(2000, true)],
  ])('a chain of scores %s is refused at the place where it becomes too long', async (_, scores) => {
    const { code, findings, cwd } = await validate(packOf(scores));
    expect(code).toBe(1);
    expect(new Set(findings.map((one) => one.code))).toEqual(new Set(['M106']));
    expect(findings[0]?.line).toBeGreaterThan(240);
    expect(findings[0]?.message).toMatch(
      /the chain of values that depend on one another is too long: it reaches "[sq]\d+" after/,
    );
    const score = await matura(['score', 'pack', '--json'], { cwd, input: '' });
    expect(score.code, score.stderr).not.toBe(4);
  });

  test('a chain of 240 scores is valid, in either order', async () => {
    for (const isReversed of [false, true]) {
      expect(await validate(packOf(chain(240, isReversed)))).toMatchObject({ code: 0, findings: [] });
    }
  });

  test('lists and derived facts in a chain are counted like scores', async () => {
    const lists = numbered(1500, (i) => `  l${i}: [${i === 1499 ? 'erp' : `l${i + 1}`}]`).join('\n');
    const rubric = sampleRubric(
      `points: { l0: { none: 0, partial: 1, full: 2 } }\nlists:\n${lists}\nscores: { tools: sum }`,
    );
    const listed = await validate({ ...packWith(ERP), 'rubric.yaml': rubric });
    expect([listed.code, listed.findings[0]?.code]).toEqual([1, 'M106']);
    const facts = numbered(
      900,
      (i) => `  - { id: f${i}, type: decimal${i === 899 ? '' : `, derive: { meanOf: [f${i + 1}] }`} }`,
    );
    const questionnaire = sampleQuestionnaire(ERP, `facts:\n${facts.join('\n')}\n`);
    const derived = await validate({ ...packWith(ERP), 'questionnaire.yaml': questionnaire });
    expect(derived.findings.some((one) => one.code === 'M106')).toBe(true);
  });
});

test('sums that count the same sums repeatedly take no longer than others', async () => {
  const sums = numbered(200, (i) => `s${i}: { sum: ${i < 2 ? 'tools' : `[s${i - 1}, s${i - 2}]`} }`);
  const { code, findings } = await validate(packOf([...sums, 'top: { sum: [s199, s198], to: 100 }']));
  expect({ code, findings }).toEqual({ code: 0, findings: [] });
});

test('every format lists at most 200 findings of a rule and says how many more there are', async () => {
  const unknown = numbered(250, (i) => `unknown${i}: 1`).join('\n');
  const sound = packWith(ERP);
  const pack = { ...sound, 'rubric.yaml': `${sound['rubric.yaml']}${unknown}\n` };
  const cwd = await writePacks({ pack });
  const run = async (...options: string[]): Promise<string> => {
    const { code, stdout } = await matura(['validate', 'pack', ...options], { cwd });
    expect(code).toBe(1);
    return stdout;
  };
  const json = JSON.parse(await run('--json'));
  expect(json.findings).toHaveLength(200);
  expect(json.more).toEqual([{ code: 'M109', name: 'unknown-key', count: 50 }]);
  const [{ results, invocations }] = JSON.parse(await run('--format', 'sarif')).runs;
  expect(results).toHaveLength(200);
  expect(JSON.stringify(invocations)).toContain('… and 50 more of M109 unknown-key');
  const junit = await run('--format', 'junit');
  expect(junit.match(/<failure /g)).toHaveLength(201);
  expect(junit).toContain('<failure message="… and 50 more of M109 unknown-key"');
  const github = (await run('--format', 'github')).trimEnd().split('\n');
  expect(github).toHaveLength(201);
  expect(github.at(-1)).toBe('::error title=M109 unknown-key::… and 50 more of M109 unknown-key');
  const pretty = await run();
  expect(pretty).toContain('… and 200 more of M109 unknown-key');
  expect(pretty).toContain('250 errors in 1 of 2 files checked');
});

describe('validation in linear time', () => {
  test('a rubric of 8,000 unknown keys is checked in linear time', async () => {
    const unknown = numbered(8000, (i) => `unknown${i}: 1`).join('\n');
    const sound = packWith(ERP);
    const { code, findings } = await validate({ ...sound, 'rubric.yaml': `${sound['rubric.yaml']}${unknown}\n` });
    expect([code, findings[0]?.code]).toEqual([1, 'M109']);
  });

  test('1,000 scores of one question each are checked in linear time', async () => {
    const scores = numbered(1000, (i) => `s${i}: { sum: [q${i}] }`);
    expect(await validate(packOf(scores, numbered(1000, question)))).toMatchObject({ code: 0, findings: [] });
  });
});
