// The settings of a diagnosis. This module needs no terminal; the command loads the prompts only when it asks.
import { dirname } from 'node:path';
import { quoteWord, STANDARD_FOLDER, writeCorrectionCommand, writeTypedCommand } from '../../app/index.ts';
import type { Language } from '../../i18n/index.ts';
import { type Interview, startInterview } from '../../interview/index.ts';
import type { Assessment } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import type { Estimate } from '../../policy/index.ts';
import type { AnswerSet } from '../../scoring/index.ts';

/** The options of the command, as typed. */
export interface DiagnoseOptions {
  readonly files: string;
  readonly enterprise?: string;
  /** Whether to correct the last assessment of the enterprise. */
  readonly correct?: boolean;
  readonly kind: Assessment['kind'];
  readonly assessor?: string;
  readonly sign?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly cost: Estimate;
  readonly packs?: readonly string[];
  readonly lang?: string;
  /** A second language, in which questions and options are also shown. */
  readonly alsoLang?: Language;
}

/** The options of a diagnosis, with the opened pack. */
export interface Diagnosis extends DiagnoseOptions {
  readonly compiled: CompiledPack;
  /** The id or path of the pack, as the user typed it. */
  readonly pack: string;
  /** Whether the user named the policy; otherwise the place of the enterprise decides. */
  readonly isPolicyGiven: boolean;
  /** Whether --kind was typed; if not, a correction keeps the kind of the assessment that it corrects. */
  readonly isKindGiven: boolean;
  /** The day for which it is judged which instruments are available. */
  readonly asOf: string;
}

/** Returns the facts that only the policy of a diagnosis asks for. */
function policyFactsOf({ compiled }: Pick<Diagnosis, 'compiled'>): string[] {
  return compiled.policies.flatMap(({ document }) => (document.facts ?? []).map(({ id }) => id));
}

/** Starts the interview of a diagnosis, or resumes it with answers that were given before. */
export function startDiagnosis(diagnosis: Pick<Diagnosis, 'compiled'>, sheet?: AnswerSet): Interview {
  const { plan } = diagnosis.compiled;
  return startInterview(plan, { policyFacts: policyFactsOf(diagnosis), keyMayWait: true, ...(sheet && { sheet }) });
}

/** Returns the shell command that starts the same diagnosis again, without options that have their default value. */
export function resumeCommand(
  {
    pack,
    files,
    enterprise,
    correct = false,
    kind,
    isKindGiven,
    assessor,
    sign,
    policy,
    asOf,
    cost,
    packs = [],
    lang,
    alsoLang,
  }: Omit<Diagnosis, 'compiled'>,
  today: string,
): string {
  return [
    'matura diagnose',
    quoteWord(pack),
    ...(files === STANDARD_FOLDER ? [] : ['--files', quoteWord(files)]),
    ...(enterprise === undefined ? [] : ['--enterprise', quoteWord(enterprise)]),
    ...(correct ? ['--correct'] : []),
    ...((correct ? isKindGiven : kind !== 'onsite') ? ['--kind', kind] : []),
    ...(assessor === undefined ? [] : ['--assessor', quoteWord(assessor)]),
    ...(sign === undefined ? [] : ['--sign', quoteWord(sign)]),
    ...(policy === undefined ? [] : ['--programme', quoteWord(policy)]),
    ...(asOf === today ? [] : ['--as-of', asOf]),
    ...(cost === 'high' ? [] : ['--cost', cost]),
    ...packs.flatMap((folder) => ['--packs', quoteWord(folder)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
    ...(alsoLang === undefined ? [] : ['--also-lang', alsoLang]),
  ].join(' ');
}

/**
 * Returns commands that can be run next with an enterprise file; `change` is an answer for `what-if` to try. Without a
 * policy there is nothing to recommend.
 */
export function listNextCommands(
  { pack, files, packs = [], lang, compiled }: Pick<Diagnosis, 'pack' | 'files' | 'packs' | 'lang' | 'compiled'>,
  key: string,
  change: string | undefined,
): Readonly<Record<'report' | 'correct' | 'rename', string>> & {
  readonly recommend?: string;
  readonly whatIf?: string;
} {
  const resumeOptions = { files, packs: [...(/[/\\]/.test(pack) ? [dirname(pack)] : []), ...packs], lang };
  const commandLine = (...words: string[]): string => writeTypedCommand(words, resumeOptions);
  return {
    report: commandLine('report', key, '-o', 'report.html'),
    ...(compiled.policies.length === 0 ? {} : { recommend: commandLine('recommend', key) }),
    correct: writeCorrectionCommand({ pack, key, files, packs, lang }),
    rename: commandLine('rename', key, 'CODE'),
    ...(change === undefined ? {} : { whatIf: commandLine('what-if', key, '--set', change) }),
  };
}
