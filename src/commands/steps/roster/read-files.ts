import { relative, resolve } from 'node:path';
import { listEnterprises, readEnterpriseFile } from '../../../files/enterprise.ts';
import type { Assessment, Enterprise, RecordedAnswers } from '../../../model/generated/types.ts';
import { adviceOf } from '../../../portfolio/advice.ts';
import type { FileEntry } from '../../../portfolio/file-entry.ts';
import type { MemberAssessment, ScoreStanding } from '../../../portfolio/member.ts';
import type { World } from '../../../world.ts';
import { refusalInWords } from '../refusal-words.ts';
import type { Input } from './input.ts';
import type { Intake } from './intake.ts';

/** Reads a folder of enterprise files; gives how many there were. */
export async function readFolder(world: World, input: Input, intake: Intake): Promise<number> {
  const { builder, unreadable, messages, progress, wantsAnswers } = intake;
  const source = builder.addSource({ name: input.path, form: 'files' });
  let count = 0;
  for await (const listed of listEnterprises(resolve(world.cwd, input.path))) {
    count += 1;
    progress(1);
    if ('enterprise' in listed) builder.addFile(entryOf(listed.enterprise, wantsAnswers), source);
    else {
      const path = relative(world.cwd, listed.path).replaceAll('\\', '/');
      builder.addUnused(1, source);
      unreadable.add(() => ({ source: path, reason: refusalInWords(listed.problem, messages, path).join(' ') }));
    }
  }
  return count;
}

/** Reads a single enterprise file. */
export async function readFile(world: World, input: Input, { builder, progress, wantsAnswers }: Intake): Promise<void> {
  const source = builder.addSource({ name: input.path, form: 'files' });
  builder.addFile(entryOf(await readEnterpriseFile(resolve(world.cwd, input.path)), wantsAnswers), source);
  progress(1);
}

/** What a portfolio takes from an enterprise file. */
function entryOf({ key, facts, assessments, records = [] }: Enterprise, wantsAnswers: boolean): FileEntry {
  const taken = assessments.map((assessment) => assessmentOf(assessment, wantsAnswers));
  return { key, facts: textsOf(facts), assessments: taken, records };
}

function assessmentOf(
  { kind, finishedAt, pack, answers, result, recommendation }: Assessment,
  wantsAnswers: boolean,
): Omit<MemberAssessment, 'source'> {
  const { level } = result;
  return {
    kind,
    date: finishedAt.slice(0, 'YYYY-MM-DD'.length),
    pack: { id: pack.id, version: pack.version },
    level: level
      ? { ...(level.value !== undefined && { value: level.value }), lowest: level.lowest, highest: level.highest }
      : { value: null, lowest: null, highest: null },
    coverage: null,
    scores: new Map(Object.entries(result.scores).flatMap(scoreOf)),
    answers: wantsAnswers ? answers : null,
    hasPolicy: recommendation !== undefined,
    advice: recommendation ? adviceOf(recommendation) : null,
  };
}

function scoreOf([id, { value, lowest, highest, coverage }]: [
  string,
  Assessment['result']['scores'][string],
]): (readonly [string, ScoreStanding])[] {
  if (typeof value === 'string') return [];
  return [[id, { ...(value !== undefined && { value }), lowest, highest, coverage }]];
}

/** Facts as texts: what is not answered is absent. */
function textsOf(facts: RecordedAnswers): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(facts).flatMap(([id, { state, value }]) =>
      state === 'answered' && value !== undefined
        ? [[id, Array.isArray(value) ? value.join(';') : String(value)] as const]
        : [],
    ),
  );
}
