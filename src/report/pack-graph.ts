// Draws a pack as a Mermaid flow chart, for reviews: what is asked, under which condition, and what it contributes to.
import { type Questionnaire, toNumber } from '../model/index.ts';
import {
  type Condition,
  conditionsOf,
  describeTest,
  type Input,
  type Node,
  nodeAt,
  operandsOf,
  type Plan,
} from '../scoring/index.ts';
import { type PlainTest, phraseOf } from './text/condition-text.ts';
import type { Vocabulary } from './text/vocabulary.ts';

/** The maximum number of conditions written beside one arrow. */
const MAX_CONDITION_LINES = 4;

/**
 * Draws the graph. A solid arrow leads from a part to the value that uses it; a dotted arrow has the condition under
 * which something is asked, applies or is reached.
 */
export function renderPackGraph(plan: Plan, { facts: own = [] }: Questionnaire, vocabulary: Vocabulary): string {
  const boxes = boxesOf(plan, new Set(own.map(({ id }) => id)));
  const edges = edgesOf(plan, boxes, vocabulary);
  const linkedIds = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const facts = plan.inputs.filter(({ name, role }) => role === 'fact' && linkedIds.has(name));
  const listAskedInputs = (section: string): Input[] => {
    const sectionInputs = plan.inputs.filter((input) => input.section === section);
    return sectionInputs.filter((input, i) => sectionInputs.findIndex((other) => boxOf(other) === boxOf(input)) === i);
  };
  const groups = [
    ...(facts.length > 0 ? [{ id: '(facts)', title: vocabulary.messages.report.answers.facts, inside: facts }] : []),
    ...plan.sections.map(({ id }) => ({
      id: drawSectionBox(id),
      title: vocabulary.titleOf(id),
      inside: listAskedInputs(id),
    })),
  ];
  const shownBoxes = [...new Set(boxes.values())].filter((name) => linkedIds.has(name) || asksFor(plan, name));
  const ids = [...groups.map(({ id }) => id), ...shownBoxes];
  const nodeIdOf = (name: string): string => `n${ids.indexOf(name)}`;
  const labelOf = (name: string): string => {
    const title = vocabulary.titleOf(name);
    return quoteText(title === name ? name : `${name}: ${title}`);
  };
  const inputs = new Set(plan.inputs.map(boxOf));
  const lists = shownBoxes.filter(
    (name) => plan.nodes[plan.names.get(name)?.node ?? -1]?.op === 'list' && !inputs.has(name),
  );
  const scores = shownBoxes.filter((name) => !inputs.has(name) && !lists.includes(name));
  return [
    'flowchart LR',
    ...groups.flatMap(({ id, title, inside }) => [
      `  subgraph ${nodeIdOf(id)}[${quoteText(title)}]`,
      ...inside.map((input) => `    ${nodeIdOf(boxOf(input))}[${labelOf(boxOf(input))}]`),
      '  end',
    ]),
    ...lists.map((name) => `  ${nodeIdOf(name)}[/${labelOf(name)}/]`),
    ...scores.map((name) => `  ${nodeIdOf(name)}${name === 'level' ? `{{${labelOf(name)}}}` : `([${labelOf(name)}])`}`),
    ...edges.map(({ from, to, conditions }) =>
      conditions === undefined
        ? `  ${nodeIdOf(from)} --> ${nodeIdOf(to)}`
        : `  ${nodeIdOf(from)} -. ${quoteText([...conditions.slice(0, MAX_CONDITION_LINES), ...(conditions.length > MAX_CONDITION_LINES ? ['…'] : [])].join('\n'))} .-> ${nodeIdOf(to)}`,
    ),
    '',
  ].join('\n');
}

/** The rows of a matrix share a box. */
function boxOf({ name, matrix }: Input): string {
  return matrix ?? name;
}

/** Returns the id of a section's box, which differs from the section's name because a score can have the same name. */
function drawSectionBox(section: string): string {
  return `(section ${section})`;
}

/** Whether a name is a question or a score; these have a box even if nothing reads them. */
function asksFor(plan: Plan, name: string): boolean {
  return (
    plan.inputs.some((input) => input.role === 'question' && boxOf(input) === name) ||
    plan.scores.some((score) => score.name === name)
  );
}

/** Returns the boxes by node position: the pack's own facts, questions, scores and lists. */
function boxesOf(plan: Plan, facts: ReadonlySet<string>): ReadonlyMap<number, string> {
  const lists = [...plan.names].filter(([, { node }]) => plan.nodes[node]?.op === 'list');
  return new Map([
    ...lists.map(([name, { node }]) => [node, name] as const),
    ...plan.nodes.flatMap((node, at) =>
      node.op === 'input' && (node.role === 'question' || facts.has(node.name)) ? [[at, boxOf(node)] as const] : [],
    ),
    ...plan.scores.map(({ name, node }) => [node, name] as const),
  ]);
}

interface Edge {
  readonly from: string;
  readonly to: string;
  /** The conditions beside the arrow; absent if the arrow leads from a part to the value that uses it. */
  readonly conditions?: readonly string[];
}

function edgesOf(plan: Plan, boxes: ReadonlyMap<number, string>, vocabulary: Vocabulary): Edge[] {
  const edgesByKey = new Map<string, { from: string; to: string; conditions?: string[] }>();
  const addEdge = (from: string, to: string, condition?: string): void => {
    if (from === to) return;
    const key = JSON.stringify([from, to, condition === undefined]);
    const edge = edgesByKey.get(key) ?? { from, to, ...(condition === undefined ? {} : { conditions: [] }) };
    if (condition !== undefined && !edge.conditions?.includes(condition)) edge.conditions?.push(condition);
    edgesByKey.set(key, edge);
  };
  for (const [position, to] of boxes) {
    const parts = new Set<string>();
    const visit = (node: Node): void => {
      for (const { of, about } of listPlacedConditions(node, vocabulary)) {
        for (const { at, name, test } of requirementsOf(of)) {
          const phrase = phraseOf(name, test, vocabulary);
          addEdge(boxes.get(at) ?? name, to, about === undefined ? phrase : `${about}: ${phrase}`);
        }
      }
      for (const operand of operandsOf(node)) {
        const name = boxes.get(operand);
        if (name === undefined) visit(nodeAt(plan, operand));
        else parts.add(name);
      }
    };
    visit(nodeAt(plan, position));
    for (const source of mergeWholeSections(parts, plan)) addEdge(source, to);
  }
  const edges = [...edgesByKey.values()];
  const isRead = (name: string): boolean => edges.some(({ from }) => from === name);
  return edges.filter(({ to }) => plan.nodes[plan.names.get(to)?.node ?? -1]?.op !== 'list' || isRead(to));
}

/** Returns the conditions of a node; a condition of a level is returned with that level. */
function listPlacedConditions(
  node: Node,
  { levelOf }: Vocabulary,
): { readonly of: Condition; readonly about?: string }[] {
  if (node.op !== 'levels') return conditionsOf(node).map((of) => ({ of }));
  return node.levels.map(({ when, value }) => ({ of: when, about: levelOf(toNumber(value), undefined, 'short') }));
}

/** Lists what a condition requires of each name; what must not hold is written as its opposite. */
function requirementsOf(
  condition: Condition,
  isWanted = true,
): { readonly at: number; readonly name: string; readonly test: PlainTest }[] {
  if (condition.op === 'not') return requirementsOf(condition.of, !isWanted);
  if (condition.op !== 'entry') return condition.of.flatMap((part) => requirementsOf(part, isWanted));
  const test = describeTest(condition.test);
  return [{ at: condition.node, name: condition.name, test: isWanted ? test : { not: test } }];
}

/** Returns the boxes; if all questions of a section are among them, the section's box replaces them. */
function mergeWholeSections(parts: ReadonlySet<string>, plan: Plan): readonly string[] {
  const remainingInputs = new Set(parts);
  for (const { id } of plan.sections) {
    const sectionBoxes = new Set(plan.inputs.filter(({ section }) => section === id).map(boxOf));
    if (sectionBoxes.size < 2 || ![...sectionBoxes].every((name) => parts.has(name))) continue;
    for (const name of sectionBoxes) remainingInputs.delete(name);
    remainingInputs.add(drawSectionBox(id));
  }
  return [...remainingInputs];
}

/** Quotes a text, and escapes everything that Mermaid or a page would interpret. */
function quoteText(text: string): string {
  const escapedText = text.replace(/[#&"<>\\`;]/g, (sign) => `#${sign.charCodeAt(0)};`);
  return `"${escapedText.replaceAll('\n', '<br/>')}"`;
}
