import type { Condition as ConditionDocument, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { parseDecimal } from '../model/rational.ts';
import { type Compiler, membersOf } from './compiler.ts';
import { COMBINING, type Declaration, type Member } from './namespace.ts';

interface Reference {
  readonly name: string;
  readonly at: Path;
}

/** The questions and scores whose tags tell the members of a score with `by` apart: all that its rule names. */
export function leavesOf(
  { name, score, file, at }: Extract<Declaration, { kind: 'score' }>,
  compiler: Compiler,
): Member[] {
  const references = typeof score === 'string' ? [] : referencesIn(score, at);
  return references.flatMap((reference) => {
    const declaration = compiler.namespace.find(reference.name);
    // Its own inner scores bring no tags of their own, only those of what they count.
    const own = declaration?.kind === 'score' && declaration.outer === name;
    return own ? [] : membersOf(compiler.resolve(reference.name, file, reference.at));
  });
}

function referencesIn(rule: ScoreRule, at: Path): Reference[] {
  const combined = COMBINING.flatMap((operator): Reference[] => {
    const members = rule[operator];
    const place = [...at, operator];
    if (members === undefined) return [];
    if (typeof members === 'string') return [{ name: members, at: place }];
    if (Array.isArray(members)) return members.map((name, i) => ({ name, at: [...place, i] }));
    return Object.entries(members).flatMap(([name, inner]) =>
      typeof inner === 'object' ? referencesIn(inner, [...place, name]) : [{ name, at: [...place, name] }],
    );
  });
  const of = rule.of === undefined ? [] : [{ name: rule.of, at: [...at, 'of'] }];
  const cases = (rule.first ?? []).flatMap(({ value, when }, i) => {
    const place = [...at, 'first', i];
    const values = parseDecimal(String(value)) ? [] : [{ name: String(value), at: [...place, 'value'] }];
    return [...values, ...namesIn(when, [...place, 'when'])];
  });
  const levels = (rule.levels ?? []).flatMap(({ when }, i) => namesIn(when, [...at, 'levels', i, 'when']));
  return [...combined, ...of, ...cases, ...levels];
}

function namesIn(condition: ConditionDocument | undefined, at: Path): Reference[] {
  return Object.entries(condition ?? {}).flatMap(([key, value]) => {
    const place = [...at, key];
    if (key === 'allOf' || key === 'anyOf') {
      return (value as ConditionDocument[]).flatMap((part, i) => namesIn(part, [...place, i]));
    }
    return key === 'not' ? namesIn(value as ConditionDocument, place) : [{ name: key, at: place }];
  });
}
