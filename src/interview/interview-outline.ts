import type { Enterprise, Section } from '../model/index.ts';
import {
  type AnswerSet,
  conditionDependencies,
  dependenciesOf,
  entryOf,
  type Input,
  inputAt,
  isDerivationNode,
  nodeAt,
  type Plan,
} from '../scoring/index.ts';

/** A fact or question that an interview may ask. */
export interface InterviewItem {
  readonly name: string;
  readonly input: Input;
  /** Its index in the nodes of the plan. */
  readonly node: number;
  readonly part: number;
  readonly required: boolean;
  /** For a figure: the nodes of the questions calculated from it. It is asked just before the first of them. */
  readonly figureOf: readonly number[];
}

/** A part of an interview: the facts, one section, or the facts that only funding needs. */
export type InterviewPart =
  | { readonly kind: 'facts' | 'funding' }
  | { readonly kind: 'section'; readonly section: Section };

/** A stop of an interview: a fact or question to ask, or the end of a section. */
export type InterviewStop =
  | { readonly kind: 'item'; readonly item: InterviewItem }
  | { readonly kind: 'sectionEnd'; readonly part: number; readonly section: Section };

/** All stops of an interview in order. Facts come first, those that only funding needs last. */
export interface InterviewOutline {
  readonly parts: readonly InterviewPart[];
  readonly items: readonly InterviewItem[];
  readonly stops: readonly InterviewStop[];
}

/** The id of the fact that names an enterprise, by convention. */
export const NAME_FACT = 'name';

/** Returns the enterprise's name from its file, or undefined if no assessment states it. */
export function recordedName({ facts }: Pick<Enterprise, 'facts'>): string | undefined {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return name === undefined ? undefined : String(name);
}

/**
 * Orders an interview: the key, the name, the other facts; then section by section; last the facts that only a policy
 * needs, because an assessment is complete without them.
 * Calculated facts are not asked. A figure that only questions use is asked just before the first of them.
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
  const placedInputs = new Set<Input>();
  for (const section of plan.sections) {
    const part = parts.push({ kind: 'section', section }) - 1;
    for (const question of plan.inputs.filter((input) => input.role === 'question' && input.section === section.id)) {
      const ownFigures = figureItems.filter((figure) => {
        const serves = figures.get(positions.get(figure) as number) ?? [];
        return !placedInputs.has(figure) && serves.includes(positions.get(question) as number);
      });
      for (const input of [...ownFigures, question]) {
        placedInputs.add(input);
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

/** Returns the fact that identifies an enterprise, if the questionnaire has one. */
export function keyFactOf(plan: Plan): Input | undefined {
  return plan.inputs.find(({ definition }) => 'key' in definition && definition.key === true);
}

/** Returns the key stated so far; undefined if none is stated or the pack has no key fact. */
export function statedKey({ plan, sheet }: { readonly plan: Plan; readonly sheet: AnswerSet }): string | undefined {
  const entry = entryOf(sheet, keyFactOf(plan)?.name ?? '');
  return entry.state === 'answered' ? String(entry.value) : undefined;
}

/** The key counts as required, because an enterprise cannot be filed without it. */
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
 * Finds the figures: facts that are used only to calculate answers. Maps the node of each to the nodes of those
 * questions, in the order of the questionnaire. A fact that a condition, a size class or a policy reads is not a
 * figure.
 */
function findFigures(plan: Plan, policyFacts: ReadonlySet<string>): Map<number, readonly number[]> {
  const readers = readersOf(plan);
  const elsewhere = new Set(plan.scope ? conditionDependencies(plan.scope.when) : []);
  const order = new Map(plan.inputs.map((input, index) => [input, index]));
  const figures = new Map<number, readonly number[]>();
  plan.nodes.forEach((node, position) => {
    if (node.op !== 'input' || node.role !== 'fact' || node.derived !== null) return;
    if (isPlainFact(node) || policyFacts.has(node.name)) return;
    const questions = collectQuestionsRead(position, plan, readers, elsewhere);
    if (!questions || questions.size === 0) return;
    const place = (question: number): number => order.get(inputAt(plan, question)) ?? 0;
    figures.set(
      position,
      [...questions].sort((a, b) => place(a) - place(b)),
    );
  });
  return figures;
}

/** Whether a fact is asked for its own sake, whatever else uses it. */
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

/** Returns the questions calculated from a node, or undefined if anything else uses it. */
function collectQuestionsRead(
  value: number,
  plan: Plan,
  readers: readonly number[][],
  elsewhere: ReadonlySet<number>,
): Set<number> | undefined {
  if (elsewhere.has(value)) return undefined;
  const questions = new Set<number>();
  for (const reader of readers[value] ?? []) {
    const node = nodeAt(plan, reader);
    if (node.op === 'input') {
      if (node.when && conditionDependencies(node.when).includes(value)) return undefined;
      if (node.role === 'question') {
        questions.add(reader);
        continue;
      }
    } else if (!isDerivationNode(node) || (readers[reader] ?? []).length === 0) return undefined;
    const furtherQuestions = collectQuestionsRead(reader, plan, readers, elsewhere);
    if (!furtherQuestions) return undefined;
    for (const question of furtherQuestions) questions.add(question);
  }
  return questions;
}

/** Whether an id is a number that people know a question by, such as `Q5` or `3.2`. */
export function isQuestionNumber(id: string): boolean {
  return /^[A-Z]*\d[\w.]*$/.test(id);
}

/** Returns the number that people know a question by; empty for an id in words, which would not help them. */
export function questionNumber({ name, input }: InterviewItem): string[] {
  return input.role === 'question' && isQuestionNumber(name) ? [name] : [];
}
