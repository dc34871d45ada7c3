import type { Section } from '../model/generated/types.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { findFigures } from './figures.ts';

/** A fact or question that is asked, in its place. */
export interface Item {
  readonly name: string;
  readonly input: Input;
  /** Its position in the plan. */
  readonly node: number;
  /** The position of its part. */
  readonly part: number;
  readonly required: boolean;
  /** For a figure: the questions whose answers follow from it. It is asked with the first of them. */
  readonly figureOf: readonly number[];
}

/** The facts, or one section. */
export type Part = { readonly kind: 'facts' } | { readonly kind: 'section'; readonly section: Section };

/** Where an interview can stand. */
export type Stop =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'sectionEnd'; readonly part: number; readonly section: Section };

/** Everything that may be asked, in order. The facts are the first part. */
export interface Outline {
  readonly parts: readonly Part[];
  readonly items: readonly Item[];
  readonly stops: readonly Stop[];
}

/** The id of the fact that names an enterprise, by convention. */
export const NAME_FACT = 'name';

/**
 * The order of an interview: the key and the name, what else is a fact, the facts of a policy; then section by section.
 * Facts that are worked out are not asked. A figure that serves questions only is asked just before the first of them.
 */
export function drawOutline(plan: Plan, policyFacts: ReadonlySet<string>): Outline {
  const figures = findFigures(plan, policyFacts);
  const positions = new Map(plan.nodes.map((node, position) => [node, position]));
  const makeItem = (input: Input, part: number): Item => {
    const node = positions.get(input) as number;
    return { name: input.name, input, node, part, required: isRequired(input), figureOf: figures.get(node) ?? [] };
  };
  const facts = plan.inputs.filter(({ role, derived, elsewhere }) => role === 'fact' && derived === null && !elsewhere);
  const asFact = facts.filter((fact) => !figures.has(positions.get(fact) as number));
  const items = [...asFact]
    .sort((a, b) => rankOf(a, policyFacts) - rankOf(b, policyFacts))
    .map((input) => makeItem(input, 0));
  const figureItems = facts.filter((fact) => !asFact.includes(fact));
  const parts: Part[] = [{ kind: 'facts' }];
  const stops: Stop[] = items.map((item) => ({ kind: 'item', item }));
  const placed = new Set<Input>();
  for (const section of plan.sections) {
    const part = parts.push({ kind: 'section', section }) - 1;
    for (const question of plan.inputs.filter((input) => input.role === 'question' && input.section === section.id)) {
      const own = figureItems.filter((figure) => {
        const serves = figures.get(positions.get(figure) as number) ?? [];
        return !placed.has(figure) && serves.includes(positions.get(question) as number);
      });
      for (const input of [...own, question]) {
        placed.add(input);
        const item = makeItem(input, part);
        items.push(item);
        stops.push({ kind: 'item', item });
      }
    }
    stops.push({ kind: 'sectionEnd', part, section });
  }
  return { parts, items, stops };
}

/** The fact that identifies an enterprise, if the questionnaire has one. */
export function keyFactOf(plan: Plan): Input | undefined {
  return plan.inputs.find(({ definition }) => 'key' in definition && definition.key === true);
}

/** Without its key an enterprise cannot be filed. */
function isRequired({ definition }: Input): boolean {
  const { key, required } = definition as { key?: boolean; required?: boolean };
  return key === true || required === true;
}

function rankOf({ name, definition }: Input, policyFacts: ReadonlySet<string>): number {
  if ('key' in definition && definition.key) return 0;
  if (name === NAME_FACT) return 1;
  return policyFacts.has(name) ? 3 : 2;
}
