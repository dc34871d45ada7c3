import type { Problem, ProblemCode } from '../model/index.ts';
import type { Rule, Subject } from './rule-definition.ts';
import { ANSWER_RULES } from './rules/answer-rules.ts';
import { CHANGE_RULES } from './rules/change-rules.ts';
import { DOCUMENT_RULES } from './rules/document-rules.ts';
import { LANGUAGE_RULES } from './rules/language-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import { POLICY_RULES } from './rules/policy-rules.ts';
import { RUBRIC_RULES } from './rules/rubric-rules.ts';

/** The rule of every code. The codes of errors that are found in documents come first, those of answers last. */
export const RULES: Readonly<Record<ProblemCode, Rule>> = {
  ...DOCUMENT_RULES,
  ...NAME_RULES,
  ...RUBRIC_RULES,
  ...POLICY_RULES,
  ...LANGUAGE_RULES,
  ...CHANGE_RULES,
  ...ANSWER_RULES,
};

/** What the rules find in a pack without errors. */
export function applyRules(subject: Subject): readonly Problem[] {
  return Object.values(RULES).flatMap(({ check }) => check?.(subject) ?? []);
}
