import type { Phrase } from './phrase.ts';

/** A place inside a document: the keys and positions from its root. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** A problem of a document, as data; words, line and column are determined at the very end. */
export interface Problem {
  readonly code: ProblemCode;
  /** The document, by the file's path. */
  readonly file: string;
  /** The place: a path into the document, or offsets into its text if there is no document yet. */
  readonly at: Path | { readonly start: number; readonly end: number };
  /** Whether the key or the value at the place is meant. */
  readonly on?: 'key' | 'value';
  readonly details: ProblemDetails;
}

export interface ProblemDetails {
  /** What was found. */
  readonly found?: Phrase;
  /** What it concerns, if that is not what was found. */
  readonly name?: string;
  /** What would have been right, or why it is wrong. */
  readonly wanted?: Phrase;
  /** What to do about it, if that follows from what was found. */
  readonly advice?: Phrase;
  /** The same advice, written as it would be in the document. */
  readonly instead?: string;
  /** Everything allowed, if that is a closed list; of a pack's many names, only the nearest. */
  readonly allowed?: readonly string[];
}

/** Returns what was found, as it was written; undefined if it is a phrase. */
export function foundText({ found }: ProblemDetails): string | undefined {
  return typeof found === 'string' ? found : undefined;
}

interface ProblemKind {
  readonly name: string;
  readonly severity: Severity;
}

const warning = (name: string): ProblemKind => ({ name, severity: 'warning' });

const error = (name: string): ProblemKind => ({ name, severity: 'error' });

/**
 * All problems that Matura can find in a document, by code; a code never changes its meaning. Their sentences are in
 * `i18n/LANGUAGE/problems.ts`.
 */
export const PROBLEMS = {
  M101: error('yaml-syntax'),
  M102: error('duplicate-key'),
  M103: error('several-documents'),
  M104: error('empty-file'),
  M105: error('not-utf8'),
  M106: error('too-complex'),
  M107: error('wrong-type'),
  M108: error('number-too-long'),
  M109: error('unknown-key'),
  M110: error('missing-key'),
  M111: error('value-not-allowed'),
  M112: error('malformed'),
  M113: error('out-of-bounds'),
  M114: error('missing-file'),
  M115: error('yaml-tag'),
  M116: error('known-finding-gone'),
  M117: error('no-reason'),
  M118: warning('unread-file'),
  M201: error('duplicate-id'),
  M202: error('reserved-id'),
  M203: error('unknown-name'),
  M204: error('unknown-question-type'),
  M205: error('unknown-option'),
  M206: error('keyword-cannot-apply'),
  M207: error('value-cannot-match'),
  M208: error('cycle'),
  M209: error('one-operator'),
  M210: error('points-clash'),
  M211: error('no-points'),
  M212: error('type-mismatch'),
  M213: error('needed-by-type'),
  M214: error('second-key'),
  M215: error('bounds-crossed'),
  M216: error('bad-weight'),
  M217: error('unknown-measure'),
  M218: error('unknown-policy'),
  M219: error('unknown-instrument'),
  M220: error('same-level'),
  M221: error('untyped-fact'),
  M222: error('no-members'),
  M223: error('unknown-case'),
  M224: error('one-derivation'),
  M225: error('not-a-number'),
  M226: error('no-best'),
  M227: error('pairwise'),
  M228: error('rename-clash'),
  M231: error('exclusion-conflict'),
  M233: error('plausible-range'),
  M301: error('never-asked'),
  M302: error('never-chosen'),
  M303: error('unreachable-level'),
  M304: warning('unmissable-level'),
  M305: warning('implied-requirement'),
  M306: warning('off-scale'),
  M307: warning('unreachable-step'),
  M308: warning('falling-points'),
  M309: warning('odd-weights'),
  M310: error('empty-reaches-level'),
  M311: error('never-holds'),
  M312: warning('unused-question'),
  M313: warning('missing-counts-as-best'),
  M314: warning('no-case-holds'),
  M315: warning('repeated-band'),
  M316: warning('no-key-fact'),
  M317: warning('falling-requirement'),
  M320: warning('not-decided'),
  M401: error('never-applies'),
  M402: warning('closes-nothing'),
  M403: warning('beyond-measures'),
  M404: error('nobody-eligible'),
  M405: warning('not-valid'),
  M406: error('cap-below-floor'),
  M407: warning('no-track'),
  M408: warning('no-source'),
  M409: warning('uncarried-tag'),
  M410: error('excludes-itself'),
  M411: warning('no-terms'),
  M412: warning('never-taken'),
  M413: error('other-currency'),
  M414: warning('costs-crossed'),
  M415: warning('cost-without-end'),
  M416: warning('priority-stays-open'),
  M417: warning('over-funded'),
  M418: warning('falling-cap'),
  M419: warning('adds-nothing'),
  M420: warning('odd-duration'),
  M421: warning('odd-date'),
  M422: warning('malformed-address'),
  M501: warning('missing-translation'),
  M502: warning('same-text'),
  M503: warning('placeholders-differ'),
  M504: warning('long-option'),
  M505: warning('unlisted-language'),
  M506: error('no-fallback'),
  M507: error('unseen-character'),
  M508: warning('numbers-differ'),
  M509: warning('options-alike'),
  M510: error('unknown-year'),
  M511: warning('unfinished-text'),
  M512: warning('stray-blank'),
  M513: warning('same-question'),
  M514: warning('label-gap'),
  M515: warning('other-language'),
  M601: warning('id-lost'),
  M602: error('unversioned-change'),
  M603: warning('expectation-changed'),
  M604: error('lower-version'),
  A101: error('unknown-id'),
  A102: error('unknown-answer'),
  A103: error('answer-type'),
  A104: error('out-of-range'),
  A105: error('exclusive-option'),
  A106: error('option-twice'),
  A107: error('how-many-options'),
  A108: error('not-applicable'),
  A109: error('required-fact'),
  A110: error('check-character'),
  A111: error('mangled-id'),
  A112: error('other-pack'),
  A115: error('other-version'),
  A113: error('state-and-value'),
  A114: error('refused-missing'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A problem with its place in the file. Lines and columns count from 1, columns in characters (code points). */
export interface LocatedProblem extends Problem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  /** The line with those before and after it; empty if the file has no text. */
  readonly frame: readonly { readonly number: number; readonly text: string }[];
  /** The severity in this project, if it differs from the default. */
  readonly severity?: Severity;
}

/** How severe a problem is. */
export function severityOf({ code, severity = PROBLEMS[code].severity }: LocatedProblem): Severity {
  return severity;
}

/** Accepts a problem; checks continue after it. */
export type AddProblem = (problem: Problem) => void;
