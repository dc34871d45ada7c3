import type { Enterprise, Section } from '../model/index.ts';
import {
  type AnswerSet,
  dependenciesOf,
  entryOf,
  type Input,
  inputAt,
  isDerivationNode,
  listConditionDependencies,
  nodeAt,
  type Plan,
} from '../scoring/index.ts';

/** A fact or question that an interview may ask. */
export interface InterviewItem {
  readonly name: string;
  readonly input: Input;
  /** The index of the item in the nodes of the plan. */
  readonly node: number;
  readonly part: number;
  readonly required: boolean;
  /**
   * For a figure: the nodes of the questions that are calculated from it. A figure is asked just before the first of
   * these questions.
   */
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

/** All stops of an interview in order, with facts at the beginning and facts that only funding needs at the end. */
export interface InterviewOutline {
  readonly parts: readonly InterviewPart[];
  readonly items: readonly InterviewItem[];
  readonly stops: readonly InterviewStop[];
}

/** The id of the fact with the enterprise's name; a convention for all packs. */
export const NAME_FACT = 'name';

/** Returns the enterprise's name in its file; undefined if no assessment states it. */
export function readRecordedName({ facts }: Pick<Enterprise, 'facts'>): string | undefined {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return name === undefined ? undefined : String(name);
}

/**
 * Decides the order of an interview: the key, the name, other facts, then section by section. Facts that only a policy
 * needs are last, because an assessment is complete without them. Calculated facts are not asked. Figures that only
 * questions use are asked just before the first such question.
 */
export function createOutline(plan: Plan, policyFacts: ReadonlySet<string>): InterviewOutline {
  const figures = findFigures(plan, policyFacts);
  const positions = new Map(plan.nodes.map((node, position) => [node, position]));
  const makeItem = (input: Input, part: number): InterviewItem => {
    const node = positions.get(input) as number;
    return { name: input.name, input, node, part, required: isRequired(input), figureOf: figures.get(node) ?? [] };
  };
  const facts = plan.inputs.filter(({ role, derived, elsewhere }) => role === 'fact' && derived === null && !elsewhere);
  const factsToAsk = facts.filter((fact) => !figures.has(positions.get(fact) as number));
  const isFunding = (fact: Input): boolean => policyFacts.has(fact.name) && !isRequired(fact);
  const items = factsToAsk
    .filter((fact) => !isFunding(fact))
    .sort((a, b) => rankOf(a, policyFacts) - rankOf(b, policyFacts))
    .map((input) => makeItem(input, 0));
  const figureItems = facts.filter((fact) => !factsToAsk.includes(fact));
  const parts: InterviewPart[] = [{ kind: 'facts' }];
  const stops: InterviewStop[] = items.map((item) => ({ kind: 'item', item }));
  const placedInputs = new Set<Input>();
  for (const section of plan.sections) {
    const part = parts.push({ kind: 'section', section }) - 1;
    for (const question of plan.inputs.filter((input) => input.role === 'question' && input.section === section.id)) {
      const ownFigures = figureItems.filter((figure) => {
        const servedNodes = figures.get(positions.get(figure) as number) ?? [];
        return !placedInputs.has(figure) && servedNodes.includes(positions.get(question) as number);
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
  const fundingFacts = factsToAsk.filter(isFunding);
  if (fundingFacts.length > 0) {
    const part = parts.push({ kind: 'funding' }) - 1;
    const fundingItems = fundingFacts.map((input) => makeItem(input, part));
    items.push(...fundingItems);
    stops.push(...fundingItems.map((item): InterviewStop => ({ kind: 'item', item })));
  }
  return { parts, items, stops };
}

/** Returns the fact that identifies an enterprise, if the questionnaire has one. */
export function keyFactOf(plan: Plan): Input | undefined {
  return plan.inputs.find(({ definition }) => 'key' in definition && definition.key === true);
}

/** Returns the key if it has been stated; otherwise, and if the pack has no key fact, undefined. */
export function findStatedKey({ plan, sheet }: { readonly plan: Plan; readonly sheet: AnswerSet }): string | undefined {
  const entry = entryOf(sheet, keyFactOf(plan)?.name ?? '');
  return entry.state === 'answered' ? String(entry.value) : undefined;
}

/** Whether a fact is required. The key always is, because an enterprise cannot be filed without it. */
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
 * Finds the figures: facts that are used only to calculate answers. Maps the node of each figure to the nodes of the
 * questions calculated from it, in the order of the questionnaire. A fact that a condition, a size class or a policy
 * reads is not a figure.
 */
function findFigures(plan: Plan, policyFacts: ReadonlySet<string>): Map<number, readonly number[]> {
  const readers = readersOf(plan);
  const scopeNodes = new Set(plan.scope ? listConditionDependencies(plan.scope.when) : []);
  const order = new Map(plan.inputs.map((input, index) => [input, index]));
  const figures = new Map<number, readonly number[]>();
  plan.nodes.forEach((node, position) => {
    if (node.op !== 'input' || node.role !== 'fact' || node.derived !== null) return;
    if (isPlainFact(node) || policyFacts.has(node.name)) return;
    const questions = collectCalculatedQuestions(position, plan, readers, scopeNodes);
    if (!questions || questions.size === 0) return;
    const questionOrder = (question: number): number => order.get(inputAt(plan, question)) ?? 0;
    figures.set(
      position,
      [...questions].sort((a, b) => questionOrder(a) - questionOrder(b)),
    );
  });
  return figures;
}

/** Whether a fact is also asked for its own sake, so that it is not merely a figure. */
function isPlainFact({ definition }: Input): boolean {
  const { key, required, group } = definition as { key?: boolean; required?: boolean; group?: boolean };
  return key === true || required === true || group === true;
}

function readersOf(plan: Plan): readonly number[][] {
  const readers: number[][] = plan.nodes.map(() => []);
  plan.nodes.forEach((node, position) => {
    for (const dependency of new Set(dependenciesOf(node))) readers[dependency]?.push(position);
  });
  return readers;
}

/** Returns the questions that are calculated from a node; undefined if the node is also used for anything else. */
function collectCalculatedQuestions(
  value: number,
  plan: Plan,
  readers: readonly number[][],
  scopeNodes: ReadonlySet<number>,
): Set<number> | undefined {
  if (scopeNodes.has(value)) return undefined;
  const questions = new Set<number>();
  for (const reader of readers[value] ?? []) {
    const node = nodeAt(plan, reader);
    if (node.op === 'input') {
      if (node.when && listConditionDependencies(node.when).includes(value)) return undefined;
      if (node.role === 'question') {
        questions.add(reader);
        continue;
      }
    } else if (!isDerivationNode(node) || (readers[reader] ?? []).length === 0) return undefined;
    const furtherQuestions = collectCalculatedQuestions(reader, plan, readers, scopeNodes);
    if (!furtherQuestions) return undefined;
    for (const question of furtherQuestions) questions.add(question);
  }
  return questions;
}

/** Whether an id is a question number as printed in questionnaires, such as `Q5` or `3.2`. */
export function isQuestionNumber(id: string): boolean {
  return /^[A-Z]*\d[\w.]*$/.test(id);
}

/** Returns the number by which people know a question; empty if the id is a word, which would not help them. */
export function splitQuestionNumber({ name, input }: InterviewItem): string[] {
  return input.role === 'question' && isQuestionNumber(name) ? [name] : [];
}
