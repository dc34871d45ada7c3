import type { Item, Part } from '../../interview/outline.ts';
import { make } from '../../page/dom.ts';
import type { Desk } from './desk.ts';
import { buildQuestion, type QuestionView } from './question.ts';

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
  const views = items.map((item) => buildQuestion(item, idOf(item), desk));
  const text = part.kind === 'section' ? wording.pick(part.section.text) : undefined;
  const problems = make('div', { class: 'problems', tabindex: -1, hidden: true });
  return {
    elements: [
      ...(text === undefined ? [] : [make('p', { class: 'section-text' }, text)]),
      problems,
      ...views.map(({ element }) => element),
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
