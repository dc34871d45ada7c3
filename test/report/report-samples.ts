import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../../src/i18n/index.ts';
import type { AssessmentReport, PolicyReport, ReportLanguage } from '../../src/report/text/assessment-report.ts';
import { messagesOf } from '../messages.ts';
import { reportOn } from './report-on-answers.ts';

const PACKS = path.join(import.meta.dirname, 'packs');

export function speak(language: Language): ReportLanguage {
  return { language, messages: messagesOf(language) };
}

/** The report on a workshop of test/report/packs, as on 1 June 2026; `change` edits the text of the answers. */
export async function workshop(
  file = 'workshop.yaml',
  change: (answers: string) => string = (answers) => answers,
): Promise<PolicyReport> {
  const answers = change(await readFile(path.join(PACKS, file), 'utf8'));
  return withPolicy(
    await reportOn({ pack: path.join(PACKS, 'workshop'), policy: 'town', answers, asOf: '2026-06-01' }),
  );
}

const known = new Map<string, Promise<PolicyReport>>();

/** The report on the answers of examples/answers with a bundled pack and policy; made once, as finding measures takes time. */
export function bundled(file: string, policy = 'chengdu'): Promise<PolicyReport> {
  const key = `${file} ${policy}`;
  const report = known.get(key) ?? reportOnExample(file, policy);
  known.set(key, report);
  return report;
}

async function reportOnExample(file: string, policy: string): Promise<PolicyReport> {
  const answers = await readFile(path.join(import.meta.dirname, '../../examples/answers', file));
  return withPolicy(await reportOn({ pack: 'miit-sme-2024', policy, answers, asOf: '2026-11-24' }));
}

function withPolicy(report: AssessmentReport): PolicyReport {
  const { recommendation } = report;
  if (!recommendation) throw new Error('no recommendation');
  return { ...report, recommendation };
}
