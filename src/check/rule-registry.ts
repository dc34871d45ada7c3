// A new rule goes into its family in rules/. If it judges each place by itself, list it in ABOUT_PLACES as well.

import type { Problem, ProblemCode } from '../model/index.ts';
import type { Rule, Subject } from './rule-definition.ts';
import { ANSWER_RULES } from './rules/answer-rules.ts';
import { CHANGE_RULES } from './rules/change-rules.ts';
import { DOCUMENT_RULES } from './rules/document-rules.ts';
import { LANGUAGE_RULES } from './rules/language-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import { POLICY_RULES } from './rules/policy-rules.ts';
import { RUBRIC_RULES } from './rules/rubric-rules.ts';

const FAMILIES: Readonly<Record<ProblemCode, Rule>> = {
  ...DOCUMENT_RULES,
  ...NAME_RULES,
  ...RUBRIC_RULES,
  ...POLICY_RULES,
  ...LANGUAGE_RULES,
  ...CHANGE_RULES,
  ...ANSWER_RULES,
};

/**
 * The rule of each code, with the examples' files complete. Codes of errors found in documents come first, those of
 * answers last.
 */
export const RULES = Object.fromEntries(
  Object.entries(FAMILIES).map(([code, { pack, ...rule }]) => [
    code,
    { ...rule, bad: { ...pack, ...rule.bad }, good: { ...pack, ...rule.good } },
  ]),
) as Readonly<Record<ProblemCode, Omit<Rule, 'pack'>>>;

/** Rules that judge each place by itself, besides those about texts. */
const ABOUT_PLACES = new Set<string>(['M408', 'M417', 'M418', 'M420', 'M421', 'M422']);

/** Whether a rule judges each place by itself: it searches no answers, and no other place can change its findings. */
export function isAboutPlace(code: string): boolean {
  return ABOUT_PLACES.has(code) || code.startsWith('M5');
}

/** Returns what the rules with wanted codes find in a pack without errors. */
export function applyRules(subject: Subject, isWanted: (code: string) => boolean = () => true): readonly Problem[] {
  return Object.entries(RULES).flatMap(([code, { check }]) => (isWanted(code) ? (check?.(subject) ?? []) : []));
}
