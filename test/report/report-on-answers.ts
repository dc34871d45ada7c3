import path from 'node:path';
import { readDocumentBytes } from '../../src/pack/document-file.ts';
import { loadPack, loadPolicy } from '../../src/pack/load-pack.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { recommend } from '../../src/policy/recommendation.ts';
import { type AssessmentReport, countAnswered } from '../../src/report/text/assessment-report.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { compilePlan } from '../../src/scoring/compile/compile-plan.ts';
import { assess } from '../../src/scoring/score-result.ts';
import type { World } from '../../src/world.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const WORLD = { cwd: ROOT, home: ROOT, env: {} } as unknown as World;

/** What to report on: answers as YAML, or a file of examples/answers. */
export interface Assessed {
  readonly pack: string;
  readonly policy: string;
  readonly answers: string | Uint8Array;
  readonly asOf: string;
  readonly target?: number;
}

/** Assesses answers with a pack and a policy and gives what the reports are made from. */
export async function reportOn({
  pack: id,
  policy: policyId,
  answers,
  asOf,
  target,
}: Assessed): Promise<AssessmentReport> {
  const { pack } = await loadPack(WORLD, id);
  if (!pack) throw new Error(`no pack ${id}`);
  const { policies } = await loadPolicy(WORLD, policyId, { beside: pack.folder });
  if (!policies?.[0]) throw new Error(`no policy ${policyId}`);
  const reading = await readDocumentBytes('answers', 'answers.yaml', Buffer.from(answers));
  if (!reading.document) throw new Error(JSON.stringify(reading.problems));
  const facts = policies.map(({ file, document }) => ({ file, document: document.facts ?? [] }));
  const compiled = compilePlan({ questionnaire: pack.questionnaire, rubric: pack.rubric, facts });
  const { sheet, problems } = checkAnswers(compiled.plan, reading.document, { file: 'answers.yaml' });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const assessed = assess(compiled.plan, sheet, { id: pack.id, version: pack.version, hash: pack.hash }, '0.1.0');
  const [{ id: name, version, hash }] = policies;
  const recommendation = recommend({
    plan: compiled.plan,
    sheet,
    assessed,
    measures: compileMeasures(pack.measures, compiled, pack.questionnaire.document.currency).measures,
    policy: compilePolicy(policies, compiled),
    stamp: { id: name, version, hash },
    asOf,
    target,
  });
  return {
    plan: compiled.plan,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    result: assessed.result,
    answers: { sheet, evaluation: assessed.evaluation },
    answeredCount: countAnswered(compiled.plan, assessed.evaluation),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    recommendation,
    assessment: reading.document.assessment,
  };
}
