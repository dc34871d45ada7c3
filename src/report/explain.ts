import type { Explanation } from '../model/generated/types.ts';
import { heading, listOf, paragraph } from './document/blocks.ts';
import { renderMarkdown } from './document/markdown.ts';
import { describeNode } from './explain/lines.ts';
import { moveLines } from './explain/moves.ts';
import { plainLine, wrapText } from './terminal/line.ts';
import { makePage, type Page, section } from './terminal/page.ts';
import { widthOf } from './terminal/width.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Line } from './words/unmet.ts';

/** An explanation as a tree, from a value down to the answers; ends with a newline. */
export function renderExplanation(
  { root, moves }: Explanation,
  vocabulary: Vocabulary,
  look: { readonly color: boolean; readonly width: number },
): string {
  const page = makePage(look.color, look.width);
  const { text, parts = [] } = describeNode(root, { vocabulary });
  const head = wrapText(plainLine(text), page.width).map((line) => page.paint.bold(line));
  const lines = [...head, ...drawBranches(parts, '', page)];
  if (!moves) return `${lines.join('\n')}\n`;
  const branches = drawBranches(moveLines(moves, root, vocabulary), '', page);
  return `${[...lines, '', ...section(page, vocabulary.messages.explain.moves, branches)].join('\n')}\n`;
}

function drawBranches(branches: readonly Line[], before: string, page: Page): string[] {
  return branches.flatMap(({ text, parts = [] }, i) => {
    const last = i === branches.length - 1;
    const [lead, below] = [`${before}${last ? '└─ ' : '├─ '}`, `${before}${last ? '   ' : '│  '}`];
    const lines = wrapText(plainLine(text), Math.max(20, page.width - widthOf(lead)));
    const own = lines.map((line, at) => `${page.paint.dim(at === 0 ? lead : below)}${line}`);
    return [...own, ...drawBranches(parts, below, page)];
  });
}

/** An explanation as Markdown: nested lists under two headings; ends with a newline. */
export function renderExplanationMarkdown({ root, moves, pack }: Explanation, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  return renderMarkdown({
    tag: vocabulary.language,
    title: explain.title(vocabulary.titleOf(root.name ?? '')),
    cover: [],
    blocks: [
      heading(2, 'explanation', explain.heading),
      ...listOf([describeNode(root, { vocabulary })]),
      ...(moves ? [heading(2, 'moves', explain.moves), ...listOf(moveLines(moves, root, vocabulary))] : []),
      paragraph(`${pack.id} ${pack.version}`),
    ],
    notes: [],
    notesTitle: '',
  });
}
