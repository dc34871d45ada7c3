import type { Item, Part } from '../../interview/outline.ts';
import { make } from '../../page/dom.ts';
import type { Desk } from './desk.ts';
import { buildMatrix, isTabular } from './matrix.ts';
import { buildQuestion } from './question.ts';
import type { QuestionView } from './question-view.ts';

/** The facts, or one section, with all that is asked in it. */
export interface SectionPage {
  readonly elements: readonly HTMLElement[];
  readonly views: readonly QuestionView[];
  /** Lists what is wrong or missing and goes to the list; true where nothing is. */
  check(): boolean;
}

/** Builds the page of a part; `idOf` gives each fact or question an id of its own. */
export function buildSection(
  part: Part,
  items: readonly Item[],
  idOf: (item: Item) => string,
  desk: Desk,
): SectionPage {
  const { wording } = desk;
  const { messages } = wording;
  const blocks = groupRows(items).map((rows) => buildBlock(part, rows, idOf, desk));
  const views = blocks.flatMap((block) => block.views);
  const text = part.kind === 'section' ? wording.pick(part.section.text) : undefined;
  const problems = make('div', { class: 'problems', tabindex: -1, hidden: true });
  return {
    elements: [
      ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
      problems,
      ...blocks.map(({ element }) => element),
    ],
    views,
    check: () => {
      const faults = views.flatMap((view) => {
        const fault = view.check();
        return fault === undefined ? [] : [{ view, fault }];
      });
      problems.hidden = faults.length === 0;
      problems.replaceChildren(
        make('p', {}, messages.attention(faults.length)),
        make(
          'ul',
          { class: 'lines' },
          ...faults.map(({ view, fault }) =>
            make(
              'li',
              {},
              make(
                'button',
                { type: 'button', class: 'link', onclick: () => view.focus() },
                wording.titleOf(view.item.name),
              ),
              ` ${fault}`,
            ),
          ),
        ),
      );
      if (faults.length > 0) problems.focus();
      return faults.length === 0;
    },
  };
}

/** Each question by itself, and the rows of a matrix together. */
function groupRows(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0]?.input.matrix === item.input.matrix && isTabular(item)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function buildBlock(
  part: Part,
  items: readonly Item[],
  idOf: (item: Item) => string,
  desk: Desk,
): { readonly element: HTMLElement; readonly views: readonly QuestionView[] } {
  const [first] = items as readonly [Item];
  const matrix =
    part.kind === 'section' ? part.section.questions.find(({ id }) => id === first.input.matrix) : undefined;
  if (matrix && isTabular(first)) return buildMatrix(matrix, items, idOf, desk);
  const view = buildQuestion(first, idOf(first), desk);
  return { element: view.element, views: [view] };
}
