/** Where something stands inside a document: keys and positions from its root. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** What is wrong with a document, as data; its words are in `PROBLEMS`, its line and column are found at the very end. */
export interface Problem {
  readonly code: ProblemCode;
  /** The document, by the file's path. */
  readonly file: string;
  /** The place: a path into the document, or offsets into its text where there is no document yet. */
  readonly at: Path | { readonly start: number; readonly end: number };
  /** Whether the key or the value at the place is meant. */
  readonly on?: 'key' | 'value';
  readonly details: ProblemDetails;
}

export interface ProblemDetails {
  /** What was found. */
  readonly found?: string;
  /** What it concerns, where that is not what was found. */
  readonly name?: string;
  /** What would have been right, in words. */
  readonly wanted?: string;
  /** What to write instead, in words, where it follows from what was found. */
  readonly advice?: string;
  /** The same as it would be written there. */
  readonly instead?: string;
  /** Everything that would be allowed, where that is a closed list; of a pack's many names the nearest alone. */
  readonly allowed?: readonly string[];
}

interface ProblemKind {
  readonly name: string;
  readonly severity: Severity;
  /** Says what is wrong; one line, no full stop. */
  readonly message: (details: ProblemDetails) => string;
}

const quote = (text: string | undefined): string => JSON.stringify(text ?? '');

const warning = (name: string, message: ProblemKind['message']): ProblemKind => ({
  name,
  severity: 'warning',
  message,
});

const error = (name: string, message: ProblemKind['message']): ProblemKind => ({ name, severity: 'error', message });

/** Every problem Matura can find in a document. A code never changes its meaning. */
export const PROBLEMS = {
  M101: error('yaml-syntax', (d) => d.wanted ?? 'not valid YAML'),
  M102: error('duplicate-key', (d) => `the key ${quote(d.found)} is given twice`),
  M103: error('several-documents', () => 'a file holds one document: remove the second `---`'),
  M104: error('empty-file', () => 'the file is empty'),
  M105: error(
    'not-utf8',
    (d) => `the text from here on is not UTF-8${d.wanted ? `; it looks like ${d.wanted}` : ''}: save the file as UTF-8`,
  ),
  M106: error('too-complex', (d) => d.wanted ?? 'too many aliases or too deep nesting'),
  M107: error('wrong-type', (d) =>
    d.found === undefined ? `must be ${d.wanted}` : `${quote(d.found)} is not ${d.wanted}`,
  ),
  M108: error(
    'number-too-long',
    (d) => `${quote(d.found)} has more than 15 significant digits, which cannot be kept exactly`,
  ),
  M109: error('unknown-key', (d) => `${quote(d.found)} is not a key here`),
  M110: error('missing-key', (d) => `the key ${quote(d.name)} is missing`),
  M111: error('value-not-allowed', (d) => `${quote(d.found)} is not allowed here`),
  M112: error('malformed', (d) => `${quote(d.found)} is not ${d.wanted ?? 'of the right form'}`),
  M113: error('out-of-bounds', (d) => `must be ${d.wanted}`),
  M114: error('missing-file', (d) => `the pack has no ${d.name}`),
  M115: error('yaml-tag', (d) => `YAML tags such as ${quote(d.found)} are not allowed`),
  M116: error('known-finding-gone', (d) => `this known finding is gone${d.wanted ? `: ${d.wanted}` : ''}`),
  M117: error('no-reason', (d) => `a known finding needs a reason, not ${quote(d.found)}`),
  M118: warning('unread-file', (d) => `${quote(d.found)} is not read`),
  M201: error('duplicate-id', (d) => `the id ${quote(d.found)} is used twice (upper and lower case are the same)`),
  M202: error('reserved-id', (d) => `${quote(d.found)} is reserved and cannot be an id`),
  M203: error('unknown-name', (d) => `there is no ${d.wanted ?? 'fact, question, list or score'} ${quote(d.found)}`),
  M204: error('unknown-question-type', (d) => `${quote(d.found)} is not a question type`),
  M205: error('unknown-option', (d) => `${quote(d.found)} is not an option of ${quote(d.name)}`),
  M206: error(
    'keyword-cannot-apply',
    (d) => `${quote(d.found)} cannot apply to ${quote(d.name)}, which is ${d.wanted}`,
  ),
  M207: error('value-cannot-match', (d) => `${quote(d.found)} can never equal ${quote(d.name)}, which is ${d.wanted}`),
  M208: error('cycle', (d) => `${quote(d.found)} depends on itself: ${d.wanted}`),
  M209: error('one-operator', (d) => `needs exactly one of ${d.wanted}${d.found ? `, not ${d.found}` : ''}`),
  M210: error('points-clash', (d) => `points for ${quote(d.found)} come from two keys: ${d.wanted}`),
  M211: error(
    'no-points',
    (d) => `${quote(d.found)} has no points${d.wanted ? ` for ${d.wanted}` : ''} and so cannot be counted`,
  ),
  M212: error('type-mismatch', (d) => `a ${d.found} question has no ${quote(d.name)}`),
  M213: error('needed-by-type', (d) => `a ${d.found} question needs ${quote(d.name)}`),
  M214: error('second-key', (d) => `only one fact can be the key; ${quote(d.found)} is a second one`),
  M215: error('bounds-crossed', (d) => `${d.found} is above ${d.wanted}`),
  M216: error(
    'bad-weight',
    (d) => `a weight of ${d.found} is not possible in a ${d.name}${d.wanted ? `: ${d.wanted}` : ''}`,
  ),
  M217: error('unknown-measure', (d) => `there is no measure ${quote(d.found)}`),
  M218: error('unknown-policy', (d) => `there is no policy ${quote(d.found)}`),
  M219: error('unknown-instrument', (d) => `there is no instrument ${quote(d.found)}`),
  M220: error('same-level', (d) => `the level ${d.found} is given twice`),
  M221: error('untyped-fact', (d) => `the fact ${quote(d.found)} needs a type, or first to say what it can be`),
  M222: error('no-members', (d) => `no question or score has ${d.wanted} for ${quote(d.found)}`),
  M223: error('unknown-case', (d) => `there is no case ${quote(d.found)}`),
  M224: error(
    'one-derivation',
    (d) =>
      `needs exactly one of ratio, difference, change, meanOf, anyOf, of with steps${d.found ? `, not ${d.found}` : ''}`,
  ),
  M225: error('not-a-number', (d) => `${quote(d.found)} is ${d.wanted} and cannot be computed with`),
  M226: error('no-best', () => 'the members do not tell what the best possible is; state it with `best`'),
  M227: error('pairwise', (d) => `the comparisons give no weights: ${d.wanted}`),
  M228: error('rename-clash', (d) => `${quote(d.name)} cannot be renamed from ${quote(d.found)}, which is ${d.wanted}`),
  M231: error(
    'exclusion-conflict',
    (d) => `${quote(d.found)} and ${quote(d.wanted)} exclude each other, and one needs the other`,
  ),
  M233: error('plausible-range', (d) => `the plausible ${d.found} is ${d.wanted}`),
  M301: error('never-asked', (d) => `${quote(d.found)} can never be asked: ${d.wanted}`),
  M302: error('never-chosen', (d) => `${quote(d.found)} can never be ${d.wanted}`),
  M303: error('unreachable-level', (d) => `nobody can reach level ${d.found}: ${d.wanted}`),
  M304: warning('unmissable-level', (d) => `nobody can miss level ${d.found}: every answer meets what it needs`),
  M305: warning(
    'implied-requirement',
    (d) => `${quote(d.found)} has no effect here: whoever meets the rest of level ${d.name} meets it`,
  ),
  M306: warning('off-scale', (d) => `${quote(d.found)} ${d.wanted}`),
  M307: warning('unreachable-step', (d) => `the step from ${d.found} is never reached: ${d.wanted}`),
  M308: warning(
    'falling-points',
    (d) => `${quote(d.found)} brings ${d.wanted} although options are listed from least to most mature`,
  ),
  M309: warning('odd-weights', (d) => `the weights add up to ${d.found}, not to ${d.wanted}`),
  M310: error('empty-reaches-level', (d) => `an empty questionnaire reaches level ${d.found}, which answers can miss`),
  M311: error('never-holds', (d) => `this condition can never hold${d.wanted ? `: ${d.wanted}` : ''}`),
  M312: warning('unused-question', (d) => `no score and no condition reads ${quote(d.found)}`),
  M313: warning(
    'missing-counts-as-best',
    (d) => `where ${quote(d.found)} is missing, it counts few points, which is good here: ${d.wanted}`,
  ),
  M314: warning('no-case-holds', (d) => `answers are possible for which no case of ${quote(d.found)} holds`),
  M315: warning('repeated-band', (d) => `the step from ${d.found} gives ${d.wanted}, as the one below it does`),
  M316: warning(
    'no-key-fact',
    () => 'no fact is marked `key: true`: enterprises cannot be told apart, and none gets a file',
  ),
  M317: warning(
    'falling-requirement',
    (d) => `level ${d.wanted} wants no more of ${quote(d.name)} than ${d.found}, but a lower level wants some of it`,
  ),
  M320: warning('not-decided', (d) => `whether ${d.wanted} could not be decided`),
  M401: error('never-applies', (d) => `the measure ${quote(d.found)} can never apply: no answers meet its condition`),
  M402: warning('closes-nothing', (d) => `the measure ${quote(d.found)} closes nothing: ${d.wanted}`),
  M403: warning(
    'beyond-measures',
    (d) =>
      `an enterprise with the lowest answers everywhere cannot reach level ${d.found}, even with all measures${d.wanted ? `: ${d.wanted}` : ''}`,
  ),
  M404: error('nobody-eligible', (d) => `nobody can get ${quote(d.found)}: ${d.wanted}`),
  M405: warning('not-valid', (d) => `${quote(d.found)} ${d.wanted}`),
  M406: error(
    'cap-below-floor',
    (d) => `the cap ${d.found} is below the floor ${d.wanted}: the value is always the cap`,
  ),
  M407: warning('no-track', (d) => `an enterprise with ${d.wanted} has no track`),
  M408: warning('no-source', (d) => `\`source\` is missing: nobody can tell where ${d.found} comes from`),
  M409: warning(
    'uncarried-tag',
    (d) => `no measure carries the tag ${quote(d.found)}, which ${quote(d.name)} ${d.wanted}`,
  ),
  M410: error('excludes-itself', (d) => `${quote(d.found)} excludes itself`),
  M411: warning(
    'no-terms',
    (d) => `the amount of ${quote(d.name)} reads ${quote(d.found)}, but the instrument has no terms of a loan`,
  ),
  M412: warning('never-taken', (d) => `no enterprise is on the track ${quote(d.found)}: ${d.wanted}`),
  M413: error('other-currency', (d) => `amounts are in ${d.found}, but the measures cost ${d.wanted}`),
  M414: warning(
    'costs-crossed',
    (d) => `the low cost of ${quote(d.found)} is above the high one for an enterprise with ${d.wanted}`,
  ),
  M415: warning('cost-without-end', (d) => `while facts are open, the ${d.name} cost of ${quote(d.found)} ${d.wanted}`),
  M416: warning('priority-stays-open', (d) => `the priority ${quote(d.found)} ${d.wanted}`),
  M417: warning('over-funded', (d) => `${quote(d.found)} pays ${d.wanted} of the cost, more than was spent`),
  M418: warning(
    'falling-cap',
    (d) => `the cap falls to ${d.wanted} from level ${d.found} on: a better level gets less`,
  ),
  M419: warning('adds-nothing', (d) => `${quote(d.found)} leads no further than ${d.wanted}, which it needs`),
  M420: warning('odd-duration', (d) => `${d.found} months are ${d.wanted} years: is the unit right?`),
  M421: warning('odd-date', (d) => `${d.found} lies beyond all sense`),
  M422: warning('malformed-address', (d) => `${quote(d.found)} is no address that a browser opens`),
  M501: warning(
    'missing-translation',
    (d) => `${quote(d.name)} is missing in ${d.found} (${d.wanted}); here is the first`,
  ),
  M502: warning('same-text', (d) => `the text for ${quote(d.found)} is the same as that for ${quote(d.name)}`),
  M503: warning('placeholders-differ', (d) => `the text for ${quote(d.name)} has ${d.found}, that for ${d.wanted}`),
  M504: warning(
    'long-option',
    (d) => `this option takes ${d.found} lines of a terminal, at most ${d.wanted} are shown whole`,
  ),
  M505: warning('unlisted-language', (d) => `${quote(d.found)} is not among the languages of the pack`),
  M506: error(
    'no-fallback',
    (d) => `${quote(d.name)}, which all languages fall back to, is missing in ${d.found}; here is the first`,
  ),
  M507: error('unseen-character', (d) => `the text contains invisible characters: ${d.found}`),
  M508: warning('numbers-differ', (d) => `the text for ${quote(d.name)} says ${d.found}, that for ${d.wanted}`),
  M509: warning('options-alike', (d) => `${quote(d.found)} reads like entry ${d.wanted} of the same list`),
  M510: error('unknown-year', (d) => `${quote(d.found)} ${d.wanted}`),
  M511: warning('unfinished-text', (d) => `${quote(d.found)} is left from writing`),
  M512: warning('stray-blank', () => 'the text begins or ends with a blank'),
  M513: warning('same-question', (d) => `${quote(d.found)} reads like the question ${quote(d.name)}`),
  M514: warning('label-gap', (d) => `${d.found} has no label, but the numbers on both sides of it have one`),
  M515: warning('other-language', (d) => `${quote(d.found)} is ${d.wanted}, but given under ${quote(d.name)}`),
  M601: warning('id-lost', (d) =>
    d.wanted === 'policy'
      ? `the policy ${quote(d.found)} is gone: what names it finds it no more`
      : `the ${d.wanted} ${quote(d.found)} is gone, and with it every answer given under it${d.wanted === 'pack' ? '' : ', unless `renamedFrom` names it'}`,
  ),
  M602: error('unversioned-change', (d) => `still version ${quote(d.found)}, yet there are changes: ${d.wanted}`),
  M603: warning('expectation-changed', (d) => `the case ${quote(d.found)} expects something else: ${d.wanted}`),
  M604: error(
    'lower-version',
    (d) => `version ${quote(d.found)} is lower than ${quote(d.wanted)}, which it was before`,
  ),
  A101: error('unknown-id', (d) => `the pack has no ${d.wanted ?? 'question'} ${quote(d.found)}`),
  A102: error('unknown-answer', (d) => `${quote(d.found)} is not an option of ${quote(d.name)}`),
  A103: error('answer-type', (d) => `${quote(d.found)} is not ${d.wanted}, which ${quote(d.name)} asks for`),
  A104: error('out-of-range', (d) => `${d.found} is outside of ${d.wanted}, which ${quote(d.name)} allows`),
  A105: error(
    'exclusive-option',
    (d) => `${quote(d.found)} cannot be chosen together with other options of ${quote(d.name)}`,
  ),
  A106: error('option-twice', (d) => `${quote(d.found)} is chosen twice in ${quote(d.name)}`),
  A107: error('how-many-options', (d) => `${quote(d.name)} wants ${d.wanted}, not ${d.found}`),
  A108: error('not-applicable', (d) => `${quote(d.name)} does not allow "not applicable"`),
  A109: error('required-fact', (d) => `the fact ${quote(d.name)} is required`),
  A110: error('check-character', (d) => `${quote(d.found)} is not a valid Unified Social Credit Code: ${d.wanted}`),
  A111: error('mangled-id', (d) => `${quote(d.found)} has lost digits in a spreadsheet: ${d.wanted}`),
  A112: error('other-pack', (d) => `the answers are for ${quote(d.found)}, not for ${quote(d.name)}`),
  A115: error(
    'other-version',
    (d) =>
      `the answers were given under version ${quote(d.found)}, the pack is ${quote(d.name)}; --migrate takes them over, or check them and change the version here`,
  ),
  A113: error('state-and-value', (d) => `${quote(d.name)} has ${d.wanted}`),
  A114: error('refused-missing', (d) => `${quote(d.name)} is ${d.found}, which the rubric refuses`),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A problem with its place in the file. Lines and columns count from 1, columns in characters (code points). */
export interface LocatedProblem extends Problem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  /** The line with those before and after it; none where the file has no text. */
  readonly frame: readonly { readonly number: number; readonly text: string }[];
  /** How severe it is in this project, where that is not as everywhere. */
  readonly severity?: Severity;
}

/** How severe a problem is. */
export function severityOf({ code, severity = PROBLEMS[code].severity }: LocatedProblem): Severity {
  return severity;
}

/** Takes a problem; checks go on after it. */
export type AddProblem = (problem: Problem) => void;
