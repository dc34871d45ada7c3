// What the tests run in processes of their own, to kill them, to race them, or to let them run out of space. A line on
// stdout acknowledges each step that is done; a FileProblem ends the run with its code on stdout.
import { writeSync } from 'node:fs';
import { appendEvent, createDraft, openDraft } from '../../src/store/draft-file.ts';
import { appendFollowUps } from '../../src/store/enterprise-file.ts';
import { enterprisePath } from '../../src/store/enterprise-path.ts';
import { FileProblem } from '../../src/store/file-problem.ts';
import { append, FACTS, makeAssessment, makeEvent, START, USCC, writePolicy } from './sample-data.ts';

const [task = '', root = '', from = '1', to = '1000000', label = ''] = process.argv.slice(2);

const TASKS: Record<string, (step: number) => Promise<unknown>> = {
  assessments: (step) => append(root, USCC, FACTS, makeAssessment({ assessor: `${label}${step}` })),
  records: (step) =>
    appendFollowUps(enterprisePath(root, USCC), ({ records = [] }) => [
      { number: records.length + 1, recordedAt: START.startedAt, recordedBy: `${label}${step}`, withdraws: 1 },
    ]),
  policies: (step) => writePolicy(root, USCC, `# ${step}\n${'x'.repeat(200_000)}\n${step}\n`),
};

async function draftTask(): Promise<(step: number) => Promise<unknown>> {
  const draft = label ? await openDraft(root, label) : await createDraft(root, START);
  say(draft.header.id);
  return (step) => appendEvent(draft, makeEvent(`q${step}`, '是'.repeat(500)));
}

/** Writes at once: what is said must be out before anything kills this process. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

// Root may write everywhere, so the tests of missing permission become somebody else.
if (process.env.AS_NOBODY && process.getuid?.() === 0) process.seteuid?.(65534);

// Node makes an error of the limit on the size of files, as of a full disk; the lock would have it end the process.
process.on('SIGXFSZ', () => {});

try {
  const run = TASKS[task] ?? (await draftTask());
  for (let step = Number(from); step <= Number(to); step += 1) {
    await run(step);
    say(`done ${step}`);
  }
} catch (error) {
  if (!(error instanceof FileProblem)) throw error;
  say(`problem ${error.code}`);
}
