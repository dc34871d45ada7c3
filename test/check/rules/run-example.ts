import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkPacks, removeAccepted } from '../../../src/app/check-packs.ts';
import type { Example } from '../../../src/check/rule-definition.ts';
import { readExample } from '../../../src/check/rule-examples.ts';
import { applyRules } from '../../../src/check/rule-registry.ts';
import type { LocatedProblem, Problem } from '../../../src/model/problem.ts';
import { findPacksAt } from '../../../src/pack/find-packs.ts';
import { locateProblems } from '../../../src/pack/locate-problems.ts';
import type { World } from '../../../src/world.ts';
import { scratchFolder } from '../../commands/matura.ts';
import { checkAnswersIn, describeFound, type Expected } from '../../pack/broken-packs.ts';
import { worldIn } from '../../pack/sample-world.ts';
import { openSubject, SAMPLE_DAY } from './find-problems.ts';
import { sampleQuestionnaire, sampleRubric } from './sample-documents.ts';

/** What the files are that an example does not give. */
const SOUND_PACK: Example = {
  'questionnaire.yaml': sampleQuestionnaire(
    '      - { id: erp, type: single, options: [none, partial, full] }',
    `facts:
  - { id: uscc, type: uscc, key: true }
  - { id: employees, type: integer, minimum: 0 }
`,
  ),
  'rubric.yaml': sampleRubric(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }`),
};

/** Everything that checking finds in an example: in its packs, its answers, and against its baseline. */
export async function runExample(example: Example, encoding?: BufferEncoding): Promise<Expected[]> {
  return (await problemsOf(example, encoding)).map(describeFound);
}

/** The same as problems with their details. */
export async function problemsOf(
  example: Example,
  encoding: BufferEncoding = 'utf8',
): Promise<readonly LocatedProblem[]> {
  const folder = path.join(await scratchFolder(), 'small');
  const hasFolder = Object.keys(example).some((name) => /\/(questionnaire|rubric)\.yaml$/.test(name));
  for (const { name, text } of readExample(hasFolder ? example : { ...SOUND_PACK, ...example })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text, encoding);
  }
  return check(worldIn(folder), example);
}

async function check(world: World, example: Example): Promise<readonly LocatedProblem[]> {
  if ('before/questionnaire.yaml' in example) {
    const before = await openSubject(path.join(world.cwd, 'before'));
    const { subject, sources } = await openSubject(world.cwd, before.subject);
    return locateProblems(applyRules(subject), sources);
  }
  const checked = await checkPacks(world, [await findPacksAt(world, '.')], { folders: [], asOf: SAMPLE_DAY });
  const problems: Problem[] = [...checked.problems];
  const sources = new Map(checked.sources);
  if ('answers.yaml' in example) {
    const answers = await checkAnswersIn(world, 'answers.yaml');
    problems.push(...answers.problems);
    for (const [file, source] of answers.sources) sources.set(file, source);
  }
  const located = await locateProblems(problems, sources);
  if (!('baseline.yaml' in example)) return located;
  return (await removeAccepted(world, located, { path: 'baseline.yaml', sources })).findings;
}

/** What an example announces, as `runExample` gives what is found. */
export function announcedIn(example: Example): Expected[] {
  return readExample(example).flatMap(({ name, findings: announced }) =>
    announced.map(({ code, line, column, text }) => ({ place: `${name}:${line}:${column} ${code}`, marked: text })),
  );
}
