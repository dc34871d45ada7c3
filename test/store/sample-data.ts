import type { Assessment, PackStamp, RecordedAnswers } from '../../src/model/generated/types.ts';
import type { DraftEvent, DraftHeader } from '../../src/store/draft-file.ts';
import { type AppendResult, appendAssessment, readStored } from '../../src/store/enterprise-file.ts';

export const USCC = '914403001922038216';

export const PACK: PackStamp = { id: 'miit-sme-2024', version: '2024.1.0', hash: `sha256:${'0a'.repeat(32)}` };

export const FACTS: RecordedAnswers = {
  uscc: { state: 'answered', value: USCC },
  name: { state: 'answered', value: '成都汉江机械（集团）有限公司' },
  employees: { state: 'answered', value: 420 },
};

export const START: Omit<DraftHeader, 'draft' | 'id'> = {
  pack: PACK,
  kind: 'onsite',
  startedAt: '2026-03-02T08:30:00.000Z',
};

/** An assessment of a hundred answers with notes, so that its file takes more than one write. */
export function makeAssessment(changes: Partial<Assessment> = {}): Assessment {
  const question = (index: number) => [
    `q${index}`,
    { state: 'answered', value: 'B', note: '现场看到：排程仍用 Excel。'.repeat(5), evidence: ['a.jpg'] } as const,
  ];
  return {
    kind: 'onsite',
    startedAt: '2026-03-02T08:30:00.000Z',
    finishedAt: '2026-03-02T10:30:00.000Z',
    pack: PACK,
    facts: FACTS,
    answers: Object.fromEntries(Array.from({ length: 100 }, (_, index) => question(index + 1))),
    result: { schemaVersion: 1, tool: '0.1.0', pack: PACK, facts: {}, scores: {}, warnings: [] },
    ...changes,
  };
}

export function makeEvent(name: string, value: string | null, at = '2026-03-02T08:31:00.000Z'): DraftEvent {
  return { at, name, statement: value === null ? null : { state: 'answered', value } };
}

/** Reads the file of an enterprise and adds an assessment with these facts to it. */
export async function append(
  root: string,
  key: string,
  facts: RecordedAnswers,
  assessment: Assessment,
  options?: Parameters<typeof appendAssessment>[2],
): Promise<AppendResult> {
  return appendAssessment(readStored(root, key), { ...assessment, facts }, options);
}

/** Writes the policy of the sample enterprise with its one assessment; gives where an edited one was kept. */
export async function writePolicy(root: string, key: string, policy: string): Promise<string | undefined> {
  const appended = await append(root, key, FACTS, makeAssessment({ answers: {} }), { policy });
  return appended.outcome === 'conflict' ? undefined : appended.edited;
}
