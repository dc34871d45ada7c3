import type { Excluded, ExplainedNode } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { CALCULATIONS } from './arithmetic.ts';
import { caseLines, judgementLines, levelLines, verdictLine } from './conditions.ts';
import { type Around, isPlain, sayNode } from './node.ts';
import { stepReason } from './steps.ts';

/** An explanation in words, from the value down to the answers. */
export function describeNode(node: ExplainedNode, around: Around): Line {
  const { vocabulary } = around;
  const { numbers, explain } = vocabulary.messages;
  const [only, ...others] = node.parts;
  // A nameless sum of one answer, as before steps, would only repeat it.
  if (
    node.name === undefined &&
    node.op === 'sum' &&
    only?.weight === 1 &&
    others.length + node.excluded.length === 0
  ) {
    return describeNode(only, around);
  }
  if (node.op === 'guard' && node.when?.truth === 'holds' && only && only.name === undefined && !only.repeated) {
    const { name, when, reads = [] } = node;
    const merged = { ...only, ...(name === undefined ? {} : { name }), when, reads: [...(only.reads ?? []), ...reads] };
    return describeNode(merged, around);
  }
  const owner = node.name ?? around.owner;
  const said = sayNode(node, { ...around, owner });
  const text = node.repeated ? numbers.remark(said, explain.seeAbove) : said;
  const parts = below(node, { ...around, owner });
  return {
    text: node.name === undefined ? text : numbers.labelled(vocabulary.titleOf(node.name), text),
    ...(parts.length > 0 ? { parts } : {}),
  };
}

/** What stands below a value: levels and cases, what it is made of, what is left out. */
function below(node: ExplainedNode, around: Around): Line[] {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  const parts = node.answer
    ? derivationLines(node, around)
    : node.op === 'list' && node.parts.every(isPlain)
      ? []
      : node.parts.flatMap((part) => partLines(part, node, around));
  return [
    ...levelLines(node.levels ?? [], vocabulary),
    ...(node.cases ? [{ text: explain.firstCase, parts: caseLines(node.cases, owner, vocabulary) }] : []),
    ...(node.alternatives
      ? [{ text: explain.anyOf, parts: node.alternatives.map((one) => verdictLine(one, vocabulary)) }]
      : []),
    ...whenLines(node, vocabulary),
    ...parts,
    ...(node.reads ?? [])
      .filter((read) => !isLeaf(read) && !read.repeated)
      .map((read) => describeNode(read, { vocabulary })),
    ...node.excluded.map((one) => excludedLine(one, vocabulary)),
  ];
}

function partLines(part: ExplainedNode, within: ExplainedNode, around: Around): Line[] {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  if (part.op === 'constant') return [];
  const gates = within.steps?.map(({ bound }) => bound) ?? [];
  const scale = within.op === 'guard' ? owner : undefined;
  const line = describeNode(part, { vocabulary, owner, gates, scale });
  if (!part.weighedBy) return [line];
  const { text, parts = [] } = describeNode(part.weighedBy, { vocabulary });
  const weight = { text: explain.weighed(vocabulary.titleOf(part.name ?? ''), text), parts };
  return [line, weight];
}

/** Why a score counts or a question is asked, or not. */
function whenLines({ when, answer }: ExplainedNode, vocabulary: Vocabulary): Line[] {
  const { explain } = vocabulary.messages;
  if (!when) return [];
  if (answer) return judgementLines({ met: [], unmet: when.unmet }, vocabulary);
  const { text, parts } = verdictLine(when, vocabulary);
  return [{ text: explain.countsWhere(text), ...(parts ? { parts } : {}) }];
}

/** How an answer follows from other values; the value itself stands above. */
function derivationLines({ name, parts }: ExplainedNode, { vocabulary }: Around): Line[] {
  const { explain, numbers } = vocabulary.messages;
  return parts.flatMap((derivation): Line[] => {
    if (derivation.repeated) return [{ text: numbers.labelled(explain.follows, explain.seeAbove) }];
    const inner = below(derivation, { vocabulary, owner: name });
    if (derivation.op === 'steps') {
      const reason = stepReason(derivation, vocabulary);
      return reason === undefined ? inner : [{ text: numbers.labelled(explain.follows, reason), parts: inner }];
    }
    if (CALCULATIONS.includes(derivation.op)) return inner;
    const [first, ...others] = inner;
    if (first && (derivation.cases || derivation.alternatives)) {
      return [{ text: first.text, parts: [...(first.parts ?? []), ...others] }];
    }
    return [describeNode(derivation, { vocabulary, owner: name })];
  });
}

/** An answer that was stated, with nothing to say below it. */
function isLeaf(node: ExplainedNode): boolean {
  return node.answer !== undefined && node.parts.length === 0;
}

function excludedLine({ name, reason, unmet = [] }: Excluded, vocabulary: Vocabulary): Line {
  const { explain, words } = vocabulary.messages;
  const why =
    reason === 'notAsked' || reason === 'nothing' || reason === 'weight' ? explain[reason] : words.states[reason];
  const parts = unmetInWords(unmet, vocabulary);
  return { text: explain.excluded(vocabulary.titleOf(name), why), ...(parts.length > 0 ? { parts } : {}) };
}
