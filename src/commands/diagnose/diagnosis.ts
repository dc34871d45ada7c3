// The terms of a diagnosis. Nothing here needs a terminal: the command loads its prompts only when it asks something.
import { dirname } from 'node:path';
import { quoteWord } from '../../app/index.ts';
import type { Assessment } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import type { Estimate } from '../../policy/index.ts';

/** The options of the command, as they were written. */
export interface DiagnoseOptions {
  readonly files: string;
  readonly enterprise?: string;
  readonly kind: Assessment['kind'];
  readonly assessor?: string;
  readonly sign?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly cost: Estimate;
  readonly packs?: readonly string[];
  readonly lang?: string;
}

/** A diagnosis as it was asked for. */
export interface Diagnosis extends DiagnoseOptions {
  readonly compiled: CompiledPack;
  /** The pack, as the user wrote it. */
  readonly pack: string;
  /** Whether somebody named the policy; else the place that the enterprise states decides. */
  readonly isPolicyGiven: boolean;
  /** The day instruments are judged on. */
  readonly asOf: string;
}

/** The facts that only the policy of a diagnosis asks. */
export function policyFactsOf({ compiled }: Pick<Diagnosis, 'compiled'>): string[] {
  return compiled.policies.flatMap(({ document }) => (document.facts ?? []).map(({ id }) => id));
}

/** Where enterprise files and drafts are unless a folder is named. */
export const STANDARD_FOLDER = 'files';

/** The command that asks for the same diagnosis again, to be pasted into a shell; what is so anyway is left out. */
export function resumeCommand(
  { pack, files, enterprise, kind, assessor, sign, policy, asOf, cost, packs = [], lang }: Omit<Diagnosis, 'compiled'>,
  today: string,
): string {
  return [
    'matura diagnose',
    quoteWord(pack),
    ...(files === STANDARD_FOLDER ? [] : ['--files', quoteWord(files)]),
    ...(enterprise === undefined ? [] : ['--enterprise', quoteWord(enterprise)]),
    ...(kind === 'onsite' ? [] : ['--kind', kind]),
    ...(assessor === undefined ? [] : ['--assessor', quoteWord(assessor)]),
    ...(sign === undefined ? [] : ['--sign', quoteWord(sign)]),
    ...(policy === undefined ? [] : ['--policy', quoteWord(policy)]),
    ...(asOf === today ? [] : ['--as-of', asOf]),
    ...(cost === 'high' ? [] : ['--cost', cost]),
    ...packs.flatMap((folder) => ['--packs', quoteWord(folder)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
  ].join(' ');
}

/** The commands that go on from an enterprise file: with `change`, an answer as `what-if` takes it, what that would do. */
export function nextCommands(
  { pack, files, packs = [], lang }: Pick<Diagnosis, 'pack' | 'files' | 'packs' | 'lang'>,
  key: string,
  change: string | undefined,
): { readonly report: string; readonly recommend: string; readonly whatIf?: string } {
  const folders = [...(/[/\\]/.test(pack) ? [dirname(pack)] : []), ...packs];
  const common = [
    ...(files === STANDARD_FOLDER ? [] : ['--files', quoteWord(files)]),
    ...folders.flatMap((folder) => ['--packs', quoteWord(folder)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
  ];
  const command = (...words: string[]): string => ['matura', ...words, ...common].join(' ');
  return {
    report: command('report', quoteWord(key), '-o', 'report.html'),
    recommend: command('recommend', quoteWord(key)),
    ...(change === undefined ? {} : { whatIf: command('what-if', quoteWord(key), '--set', quoteWord(change)) }),
  };
}
