import type { Enterprise, Result } from '../model/generated/types.ts';
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
  const fresh: Fresh = [];
  if (isOne(withoutProven(enterprise, fresh))) {
    for (const [kind, part] of fresh) PROVEN[kind].add(part);
    return text;
  }
  if (isOne(JSON.parse(text))) return text;
  const [first] = validateEnterprise.errors ?? [];
  throw new Error(
    `The enterprise ${enterprise.key} does not follow its schema: ${first?.instancePath} ${first?.message}`,
  );
}

/** What follows the schema where it stands, by the kind of it; being frozen, it does so for good. */
const PROVEN = { answer: new WeakSet<object>(), score: new WeakSet<object>(), instrument: new WeakSet<object>() };

type Kind = keyof typeof PROVEN;

/** What is frozen and not known yet to follow the schema. */
type Fresh = [kind: Kind, part: object][];

/** An enterprise without what is known to follow the schema: what many share is looked at once. Notes what else is frozen. */
function withoutProven(enterprise: Enterprise, fresh: Fresh): Enterprise {
  const unproven = <T extends object>(kind: Kind, parts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(parts).filter(([, part]) => isUnproven(kind, part, fresh)));
  const withScores = <T extends { scores?: Result['scores'] }>(one: T): T =>
    one.scores ? { ...one, scores: unproven('score', one.scores) } : one;
  const assessments = enterprise.assessments.map((one) => {
    const { facts, answers, result, recommendation } = one;
    return {
      ...one,
      facts: unproven('answer', facts),
      answers: unproven('answer', answers),
      result: withScores(result),
      ...(recommendation && {
        recommendation: {
          ...recommendation,
          target: withScores(recommendation.target),
          instruments: recommendation.instruments.filter((judged) => isUnproven('instrument', judged, fresh)),
        },
      }),
    };
  });
  return { ...enterprise, facts: unproven('answer', enterprise.facts), assessments };
}

function isUnproven(kind: Kind, part: object, fresh: Fresh): boolean {
  if (PROVEN[kind].has(part)) return false;
  if (Object.isFrozen(part)) fresh.push([kind, part]);
  return true;
}

function isNewer(document: unknown): boolean {
  if (document === null || typeof document !== 'object' || !('schemaVersion' in document)) return false;
  return typeof document.schemaVersion === 'number' && document.schemaVersion > VERSION;
}
