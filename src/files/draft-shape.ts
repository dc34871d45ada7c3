import type { Assessment, PackStamp, RecordedAnswer } from '../model/generated/types.ts';

/** The first line of a draft: under which terms the diagnosis was begun. */
export interface DraftHeader {
  readonly draft: 1;
  readonly id: string;
  readonly pack: PackStamp;
  readonly kind: Assessment['kind'];
  /** UTC, ISO 8601; the assessment made of the draft must have the same. */
  readonly startedAt: string;
  readonly assessor?: string;
  readonly language?: string;
  /** The id or path of the policy asked for. */
  readonly policy?: string;
  /** The key of the enterprise, where it was known from the start. */
  readonly enterprise?: string;
}

/** One thing said in a diagnosis; `null` takes back what was said before. */
export interface DraftEvent {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The id of the fact or question. */
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** Whether a line that was read is the header of a draft. */
export function isHeader(value: unknown): value is DraftHeader {
  if (!isObject(value) || value.draft !== 1 || !isObject(value.pack)) return false;
  const needed = [value.id, value.startedAt, value.pack.id, value.pack.version, value.pack.hash];
  const optional = [value.assessor, value.language, value.policy, value.enterprise];
  return needed.every(isText) && optional.every(isOptionalText) && (value.kind === 'self' || value.kind === 'onsite');
}

/** Whether a line that was read is the header of a draft in a format that only later versions of Matura know. */
export function isNewerHeader(value: unknown): boolean {
  return isObject(value) && typeof value.draft === 'number' && value.draft > 1;
}

/** Whether a line that was read is an answer or takes one back. */
export function isEvent(value: unknown): value is DraftEvent {
  if (!isObject(value) || !isText(value.at) || !isText(value.name)) return false;
  return value.statement === null || isRecordedAnswer(value.statement);
}

const STATES = { answered: true, notApplicable: true, unknown: true, unanswered: true } satisfies Record<
  RecordedAnswer['state'],
  true
>;

function isRecordedAnswer(value: unknown): value is RecordedAnswer {
  if (!isObject(value) || !isText(value.state) || !Object.hasOwn(STATES, value.state)) return false;
  const isScalar = ['undefined', 'string', 'number', 'boolean'].includes(typeof value.value);
  const hasValue = isScalar || isTexts(value.value);
  return hasValue && isOptionalText(value.note) && (value.evidence === undefined || isTexts(value.evidence));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
