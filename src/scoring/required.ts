import type { Input } from './plan.ts';

/** Whether a fact has to be stated wherever it is asked: it is required, and nothing stands in for it. */
export function isRequired({ definition, default: usual }: Input): boolean {
  return 'required' in definition && definition.required === true && usual === null;
}

/** Whether it has to be stated by every enterprise: it is asked of all, too, and follows from nothing else. */
export function isRequiredOfAll(input: Input): boolean {
  return isRequired(input) && input.when === null && input.derived === null;
}
