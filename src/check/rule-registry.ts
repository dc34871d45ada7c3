import type { Problem, ProblemCode } from '../model/index.ts';
import type { Rule, Subject } from './rule-definition.ts';
import { CHANGE_RULES } from './rules/change-rules.ts';
import { LANGUAGE_RULES } from './rules/language-rules.ts';
import { POLICY_RULES } from './rules/policy-rules.ts';
import { RUBRIC_RULES } from './rules/rubric-rules.ts';

/**
 * The rules for packs without errors. All other problems are found while reading documents, resolving names and
 * checking answers.
 */
const RULE_BY_CODE: Readonly<Partial<Record<ProblemCode, Rule>>> = {
  ...RUBRIC_RULES,
  ...POLICY_RULES,
  ...LANGUAGE_RULES,
  ...CHANGE_RULES,
};

/** The codes of the rules for packs without errors. */
export const CHECKED_CODES = Object.keys(RULE_BY_CODE) as readonly ProblemCode[];

/** Whether a rule judges each place by itself, as all rules about texts do. */
export function isAboutPlace(code: ProblemCode): boolean {
  return code.startsWith('M5') || RULE_BY_CODE[code]?.isAboutPlace === true;
}

/** Whether a rule judges a pack as a whole. */
export function needsAll(code: ProblemCode): boolean {
  return RULE_BY_CODE[code]?.needsAll === true;
}

/** Whether a rule does not judge what a variant takes over from its base. */
export function sparesInherited(code: ProblemCode): boolean {
  return RULE_BY_CODE[code]?.sparesInherited === true;
}

/** Returns the findings of the requested rules in a pack without errors. */
export function applyRules(
  subject: Subject,
  isWanted: (code: ProblemCode) => boolean = () => true,
): readonly Problem[] {
  return CHECKED_CODES.flatMap((code) => (isWanted(code) ? (RULE_BY_CODE[code]?.check?.(subject) ?? []) : []));
}
