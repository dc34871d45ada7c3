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

/** Whether a rule judges each place by itself, as all rules about texts do. */
export function isAboutPlace(code: ProblemCode): boolean {
  return code.startsWith('M5') || RULES[code].isAboutPlace === true;
}

/** Whether a rule judges a pack as a whole. */
export function needsAll(code: ProblemCode): boolean {
  return RULES[code].needsAll === true;
}

/** Returns what the rules with wanted codes find in a pack without errors. */
export function applyRules(
  subject: Subject,
  isWanted: (code: ProblemCode) => boolean = () => true,
): readonly Problem[] {
  const codes = Object.keys(RULES) as ProblemCode[];
  return codes.flatMap((code) => (isWanted(code) ? (RULES[code].check?.(subject) ?? []) : []));
}
