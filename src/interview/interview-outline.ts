import type { Enterprise, Section } from '../model/index.ts';
import {
  type AnswerSet,
  conditionDependencies,
  dependenciesOf,
  entryOf,
  type Input,
  isDerivation,
  type Node,
  type Plan,
} from '../scoring/index.ts';

/** A fact or question that is asked, in its place. */
export interface InterviewItem {
  readonly name: string;
  readonly input: Input;
  /** Its position in the plan. */
  readonly node: number;
  readonly part: number;
  readonly required: boolean;
  /** For a figure: the questions whose answers follow from it. It is asked with the first of them. */
  readonly figureOf: readonly number[];
}

/** The facts, one section, or the facts that only funding asks. */
export type InterviewPart =
  | { readonly kind: 'facts' | 'funding' }
  | { readonly kind: 'section'; readonly section: Section };

/** A stop of an interview: something that is asked, or the end of a section. */
export type InterviewStop =
  | { readonly kind: 'item'; readonly item: InterviewItem }
  | { readonly kind: 'sectionEnd'; readonly part: number; readonly section: Section };

/** Everything that may be asked, in order. The facts are the first part, those that only funding asks the last. */
export interface InterviewOutline {
  readonly parts: readonly InterviewPart[];
  readonly items: readonly InterviewItem[];
  readonly stops: readonly InterviewStop[];
}

/** The id of the fact that names an enterprise, by convention. */
export const NAME_FACT = 'name';

/** The name of an enterprise in its file; undefined where no assessment states it. */
export function recordedName({ facts }: Pick<Enterprise, 'facts'>): string | undefined {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return name === undefined ? undefined : String(name);
}

/**
 * The order of an interview: the key and the name, what else is a fact; then section by section; the facts that only a policy
 * asks come last, since an assessment is complete without them.
 * Facts that are worked out are not asked. A figure that serves questions only is asked just before the first of them.
 */
export function createOutline(plan: Plan, policyFacts: ReadonlySet<string>): InterviewOutline {
  const figures = findFigures(plan, policyFacts);
  const positions = new Map(plan.nodes.map((node, position) => [node, position]));
  const makeItem = (input: Input, part: number): InterviewItem => {
    const node = positions.get(input) as number;
    return { name: input.name, input, node, part, required: isRequired(input), figureOf: figures.get(node) ?? [] };
  };
  const facts = plan.inputs.filter(({ role, derived, elsewhere }) => role === 'fact' && derived === null && !elsewhere);
  const asFact = facts.filter((fact) => !figures.has(positions.get(fact) as number));
  const isFunding = (fact: Input): boolean => policyFacts.has(fact.name) && !isRequired(fact);
  const items = asFact
    .filter((fact) => !isFunding(fact))
    .sort((a, b) => rankOf(a, policyFacts) - rankOf(b, policyFacts))
    .map((input) => makeItem(input, 0));
  const figureItems = facts.filter((fact) => !asFact.includes(fact));
  const parts: InterviewPart[] = [{ kind: 'facts' }];
  const stops: InterviewStop[] = items.map((item) => ({ kind: 'item', item }));
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
  const forFunding = asFact.filter(isFunding);
  if (forFunding.length > 0) {
    const part = parts.push({ kind: 'funding' }) - 1;
    const last = forFunding.map((input) => makeItem(input, part));
    items.push(...last);
    stops.push(...last.map((item): InterviewStop => ({ kind: 'item', item })));
  }
  return { parts, items, stops };
}

/** The fact that identifies an enterprise, if the questionnaire has one. */
export function keyFactOf(plan: Plan): Input | undefined {
  return plan.inputs.find(({ definition }) => 'key' in definition && definition.key === true);
}

/** The enterprise's key as the answers state it so far; undefined where they, or the pack, have none. */
export function statedKey({ plan, sheet }: { readonly plan: Plan; readonly sheet: AnswerSet }): string | undefined {
  const entry = entryOf(sheet, keyFactOf(plan)?.name ?? '');
  return entry.state === 'answered' ? String(entry.value) : undefined;
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

/**
 * The facts that serve only to work out answers, by position, each with the questions it serves in their order. A fact
 * that anything else reads as well (a condition, a size class, a policy) is none of them.
 */
function findFigures(plan: Plan, policyFacts: ReadonlySet<string>): Map<number, readonly number[]> {
  const readers = readersOf(plan);
  const elsewhere = new Set(plan.scope ? conditionDependencies(plan.scope.when) : []);
  const order = new Map(plan.inputs.map((input, index) => [input, index]));
  const figures = new Map<number, readonly number[]>();
  plan.nodes.forEach((node, position) => {
    if (node.op !== 'input' || node.role !== 'fact' || node.derived !== null) return;
    if (isPlainFact(node) || policyFacts.has(node.name)) return;
    const questions = questionsFrom(position, plan, readers, elsewhere);
    if (!questions || questions.size === 0) return;
    const place = (question: number): number => order.get(plan.nodes[question] as Input) ?? 0;
    figures.set(
      position,
      [...questions].sort((a, b) => place(a) - place(b)),
    );
  });
  return figures;
}

/** Asked of every enterprise for its own sake. */
function isPlainFact({ definition }: Input): boolean {
  const { key, required, group } = definition as { key?: boolean; required?: boolean; group?: boolean };
  return key === true || required === true || group === true;
}

function readersOf(plan: Plan): readonly number[][] {
  const readers: number[][] = plan.nodes.map(() => []);
  plan.nodes.forEach((node, position) => {
    for (const read of new Set(dependenciesOf(node))) readers[read]?.push(position);
  });
  return readers;
}

/** The questions that are worked out from a value; undefined when it serves anything else too. */
function questionsFrom(
  value: number,
  plan: Plan,
  readers: readonly number[][],
  elsewhere: ReadonlySet<number>,
): Set<number> | undefined {
  if (elsewhere.has(value)) return undefined;
  const questions = new Set<number>();
  for (const reader of readers[value] ?? []) {
    const node = plan.nodes[reader] as Node;
    if (node.op === 'input') {
      if (node.when && conditionDependencies(node.when).includes(value)) return undefined;
      if (node.role === 'question') {
        questions.add(reader);
        continue;
      }
    } else if (!isDerivation(node) || (readers[reader] ?? []).length === 0) return undefined;
    const further = questionsFrom(reader, plan, readers, elsewhere);
    if (!further) return undefined;
    for (const question of further) questions.add(question);
  }
  return questions;
}

/** Whether an id is a number that people know a question by, such as `Q5` or `3.2`. */
export function isQuestionNumber(id: string): boolean {
  return /^[A-Z]*\d[\w.]*$/.test(id);
}

/** The number that people know a question by, none for a speaking id, which is no help to them. */
export function questionNumber({ name, input }: InterviewItem): string[] {
  return input.role === 'question' && isQuestionNumber(name) ? [name] : [];
}
