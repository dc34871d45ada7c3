import type { Enterprise } from '../model/generated/types.ts';
import { validateEnterprise } from '../model/generated/validators.js';
import { parseJson } from './json.ts';
import { FileProblem } from './problem.ts';
import { writeInSchemaOrder } from './schema-order.ts';

const VERSION: Enterprise['schemaVersion'] = 1;

/** The enterprise in the bytes of a file; a `FileProblem` names the place where they are not one. */
export function parseEnterprise(bytes: Uint8Array, path: string): Enterprise {
  const document = parseJson(bytes, path);
  if (isNewer(document)) throw new FileProblem('newer', path, { place: { pointer: '/schemaVersion' } });
  if (validateEnterprise(document)) return document;
  const [first] = validateEnterprise.errors ?? [];
  const place = { pointer: first?.instancePath ?? '' };
  throw new FileProblem('damaged', path, {
    place,
    ...(first?.message && { detail: { kind: 'said', text: first.message } }),
  });
}

/** The text of an enterprise's file: the same for the same content, whatever order its keys came in. */
export function formatEnterprise(enterprise: Enterprise): string {
  const text = `${writeInSchemaOrder(enterprise)}\n`;
  // Written once, a file that cannot be read again would stand in the way of every later assessment. What is no JSON, such
  // as a key without a value, is not written, and so no fault.
  const isOne = (document: unknown): boolean => validateEnterprise(document);
  if (isOne(withoutProven(enterprise))) {
    noteProven(enterprise);
    return text;
  }
  if (isOne(JSON.parse(text))) return text;
  const [first] = validateEnterprise.errors ?? [];
  throw new Error(
    `The enterprise ${enterprise.key} does not follow its schema: ${first?.instancePath} ${first?.message}`,
  );
}

/** What was said of instruments and follows the schema; being frozen, it does so for good. */
const PROVEN = new WeakSet<object>();

/** An enterprise without what is known to follow the schema: what many share is looked at once. */
function withoutProven(enterprise: Enterprise): Enterprise {
  const assessments = enterprise.assessments.map((one) => {
    const { recommendation } = one;
    if (!recommendation) return one;
    const instruments = recommendation.instruments.filter((judged) => !PROVEN.has(judged));
    return { ...one, recommendation: { ...recommendation, instruments } };
  });
  return { ...enterprise, assessments };
}

function noteProven({ assessments }: Enterprise): void {
  for (const { recommendation } of assessments)
    for (const judged of recommendation?.instruments ?? []) if (Object.isFrozen(judged)) PROVEN.add(judged);
}

function isNewer(document: unknown): boolean {
  if (document === null || typeof document !== 'object' || !('schemaVersion' in document)) return false;
  return typeof document.schemaVersion === 'number' && document.schemaVersion > VERSION;
}
