import { resolve } from 'node:path';
import { readEnterprise } from '../../files/enterprise.ts';
import { enterprisePath } from '../../files/enterprise-path.ts';
import { findNameConflict } from '../../files/facts.ts';
import type { Interview } from '../../interview/interview.ts';
import { keyFactOf, NAME_FACT } from '../../interview/outline.ts';
import { recordSheet } from '../../interview/recorded.ts';
import { readStatement } from '../../interview/statement.ts';
import type { Enterprise } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { formatDate } from '../../report/number.ts';
import type { Plan } from '../../scoring/plan.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { choose } from './choose.ts';
import { type Desk, say } from './desk.ts';
import type { Suggestion } from './wording.ts';

/** The key as stated so far. */
export function statedKey({ plan, sheet }: Interview): string | undefined {
  const fact = keyFactOf(plan);
  const entry = fact && entryOf(sheet, fact.name);
  return entry?.state === 'answered' ? String(entry.value) : undefined;
}

/** The file of the enterprise whose key was stated; a file that cannot be read is said, and the diagnosis goes on. */
export async function findOnFile(desk: Desk, files: string, key: string): Promise<Enterprise | undefined> {
  try {
    return await readEnterprise(resolve(desk.world.cwd, files), key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(desk, refusalInWords(error, desk.wording.vocabulary.messages).join('\n'), desk.screen.look.paint.yellow);
    return undefined;
  }
}

/** What is on file, proposed for facts that are asked again. */
export function suggestionsFrom(enterprise: Enterprise, plan: Plan, { wording }: Desk): Map<string, Suggestion> {
  const date = lastDate(enterprise, wording);
  const suggestions = new Map<string, Suggestion>();
  for (const input of plan.inputs) {
    const recorded = Object.hasOwn(enterprise.facts, input.name) ? enterprise.facts[input.name] : undefined;
    const read = input.role === 'fact' && recorded ? readStatement(input, recorded) : undefined;
    if (read && 'entry' in read && read.entry.state === 'answered') {
      suggestions.set(input.name, { value: read.entry.value, date });
    }
  }
  return suggestions;
}

/** Says that an enterprise is known, and since when. */
export function greetKnown(desk: Desk, enterprise: Enterprise): void {
  const name = enterprise.facts[NAME_FACT]?.value;
  const { identity } = desk.wording.messages;
  say(
    desk,
    identity.onFile(String(name ?? enterprise.key), lastDate(enterprise, desk.wording)),
    desk.screen.look.paint.yellow,
  );
}

function lastDate({ assessments }: Enterprise, { vocabulary }: Desk['wording']): string {
  return formatDate(assessments.at(-1)?.finishedAt ?? '', vocabulary.messages.numbers);
}

/** What a person says where one key has two names. */
export type Identity = 'same' | 'key' | 'name';

/** The fact to correct, by what the person said. */
export function factToCorrect(identity: Identity | undefined, plan: Plan): string | undefined {
  if (identity === 'key') return keyFactOf(plan)?.name;
  return identity === 'name' ? NAME_FACT : undefined;
}

/** Asks what is right where the file of a key names another enterprise; undefined where it does not. */
export async function settleIdentity(
  desk: Desk,
  state: Interview,
  enterprise: Enterprise,
  files: string,
): Promise<Identity | undefined> {
  const conflict = findNameConflict(enterprise.facts, recordSheet(state.plan, state.sheet).facts);
  if (!conflict) return undefined;
  const { identity } = desk.wording.messages;
  const path = enterprisePath(files, enterprise.key);
  say(desk, identity.conflict(enterprise.key, conflict.stored, conflict.given, path), desk.screen.look.paint.yellow);
  return choose<Identity>(desk, identity.question, [
    { text: identity.otherKey, value: 'key' },
    { text: identity.otherName, value: 'name' },
    { text: identity.sameEnterprise, value: 'same' },
  ]);
}
