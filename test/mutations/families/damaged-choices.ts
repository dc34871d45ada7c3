// What happens to options and scales: other numbers, letters, prefixes, translations, columns of options.

import { packOf, type Scope } from '../draw-enterprises.ts';
import { type Choice, type Input, inputOf, LANGUAGES, type Language } from '../known-packs.ts';
import { caseOf, changeCells, type Draft, draft, type Family, placeOf, placesOf } from '../mutated-export.ts';
import { letterOf, type PlatformName } from '../platform-tables.ts';
import type { Value, Values } from '../score-exactly.ts';
import { turn } from './turn.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];
const LABELLED: readonly PlatformName[] = ['googleZh', 'office', 'googleEn', 'wenjuanxing', 'googleDe', 'microsoft'];
const NUMBERED: readonly PlatformName[] = ['ids', 'officeNumbers', 'kobo', 'redcap', 'lines', 'limesurvey'];

function scalesOf({ inputs }: Draft): readonly Input[] {
  return inputs.filter(({ type }) => type === 'scale');
}

function choicesOf({ inputs }: Draft): readonly Input[] {
  return inputs.filter(({ type, isFact }) => !isFact && (type === 'scale' || type === 'single'));
}

/** Writes the cells of questions anew from what the enterprise answered. */
function rewrite(
  made: Draft,
  inputs: readonly Input[],
  write: (choice: Choice, input: Input, row: number) => string,
): void {
  for (const input of inputs) {
    changeCells(made, placeOf(made, input.id), (cell, row) => {
      const value = made.enterprises[row]?.[input.id] as string;
      const choice = input.choices.find(({ id }) => id === value);
      return choice ? write(choice, input, row) : cell;
    });
  }
}

/** Everybody at most at the step before the last, so that a scale that begins at 1 stays within bounds. */
function withoutBest(made: Draft): Values[] {
  return made.enterprises.map((values) => {
    const lower = scalesOf(made).map(({ id, choices }): [string, Value] => {
      const best = choices.at(-1)?.id as string;
      return [id, values[id] === best ? String(Number(best) - 1) : (values[id] as Value)];
    });
    return { ...values, ...Object.fromEntries(lower) };
  });
}

const CIRCLED = '⓪①②③④⑤⑥';
const HAN = '零一二三四五六';
const place = ({ choices }: Input, { id }: Choice): number => choices.findIndex((choice) => choice.id === id);

/** The options that an enterprise chose. */
function chosenOf({ enterprises }: Draft, { id }: Input, row: number): readonly string[] {
  return (enterprises[row] as Values)[id] as readonly string[];
}

const ODD_ANSWERS = [
  '1-2',
  '2.5',
  '2/3',
  '1或2',
  '7',
  '-1',
  '2;3',
  'x',
  '是',
  '1月2日',
  '2-Jan',
  '1900-01-02',
  '2 3',
  '0.5',
];

export const CHOICES: readonly Family[] = [
  {
    id: 'scales-from-one',
    about: 'scales are written from 1 on, and nobody has the best answer, or somebody has',
    kind: 'shown',
    make: (chance, i) => {
      const count = i % 4 === 0 ? 14 : 30;
      const made = draft(chance, turn(NUMBERED, i), { scope: i % 2 === 0 ? 'quick' : 'figures', count });
      const isWithin = i % 3 !== 2;
      const truth = isWithin ? withoutBest(made) : made.enterprises;
      for (const { id } of scalesOf(made)) {
        changeCells(made, placeOf(made, id), (_, row) => String(Number(truth[row]?.[id]) + 1));
      }
      return caseOf(made, {
        what: isWithin ? 'all scales from 1, nobody has the best answer' : 'all scales from 1',
        truth,
        touched: scalesOf(made).map(({ id }) => id),
      });
    },
  },
  {
    id: 'later-rows-from-one',
    about: 'scales are written from 1 on in rows that no sample reaches',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(NUMBERED, i), { scope: 'quick', count: 700 });
      const isLater = (row: number): boolean => row >= 520 && (i % 2 === 0 || row < 640);
      for (const { id } of scalesOf(made))
        changeCells(made, placeOf(made, id), (cell, row) =>
          isLater(row) && cell !== '' ? String(Number(made.enterprises[row]?.[id]) + 1) : cell,
        );
      return caseOf(made, { what: 'later scales from 1', touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'one-scale-from-one',
    about: 'one scale is written from 1 on, nobody with its best answer',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(NUMBERED, i), { scope: i % 2 === 0 ? 'quick' : 'figures', count: 30 });
      const { id } = turn(scalesOf(made), i * 3);
      const truth = withoutBest(made).map((values, row) => ({ ...made.enterprises[row], [id]: values[id] as Value }));
      changeCells(made, placeOf(made, id), (_, row) => String(Number(truth[row]?.[id]) + 1));
      return caseOf(made, { what: `${id} from 1`, truth, touched: [id] });
    },
  },
  {
    id: 'scales-as-percentages',
    about: 'steps of a scale as percentages or decimals',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(NUMBERED, i), { scope: 'quick' });
      const write = turn(
        [
          (n: number) => String(Math.round((n * 100) / 3)),
          (n: number) => `${Math.round((n * 100) / 3)}%`,
          (n: number) => `${n}.0`,
          (n: number) => String(n / 3).slice(0, 4),
        ],
        i,
      );
      for (const { id } of scalesOf(made))
        changeCells(made, placeOf(made, id), (cell) => (cell === '' ? '' : write(Number(cell))));
      return caseOf(made, { what: `steps such as ${write(2)}`, touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'labels-with-their-number',
    about: 'the number of the step before its label',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const { language } = made.platform;
      const write = turn(
        [
          (n: number) => `${n}.`,
          (n: number) => `${n} - `,
          (n: number) => `（${n}）`,
          (n: number) => `${n}级：`,
          (n: number) => `L${n} `,
          (n: number) => CIRCLED[n] as string,
          (n: number) => `${n}、`,
          (n: number) => `${HAN[n]}级：`,
          (n: number) => `${n}分 `,
          (n: number) => `[${n}] `,
        ],
        i,
      );
      rewrite(made, scalesOf(made), (choice) => write(Number(choice.id)) + choice.text[language]);
      return caseOf(made, { what: `labels such as ${write(2)}…` });
    },
  },
  {
    id: 'labels-counted-from-one',
    about: 'the place of the option, from 1 on, before its label',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const { language } = made.platform;
      const write = turn(
        [
          (n: number) => `${n}.`,
          (n: number) => `${n}、`,
          (n: number) => `${n}) `,
          (n: number) => `选项${n}：`,
          (n: number) => CIRCLED[n] as string,
        ],
        i,
      );
      rewrite(made, choicesOf(made), (choice, input) => write(place(input, choice) + 1) + choice.text[language]);
      return caseOf(made, { what: `labels such as ${write(2)}…` });
    },
  },
  {
    id: 'labels-with-letters',
    about: 'letters before labels',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'googleEn', 'googleDe'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const { language } = made.platform;
      const write = turn(
        [
          (letter: string) => `${letter}.`,
          (letter: string) => `${letter}、`,
          (letter: string) => `(${letter}) `,
          (letter: string) => `${letter}: `,
          (letter: string) => `${letter.toLowerCase()}) `,
          (letter: string) => `${letter} `,
        ],
        i,
      );
      rewrite(made, choicesOf(made), (choice, input) => write(letterOf(input, choice)) + choice.text[language]);
      return caseOf(made, { what: `labels such as ${write('B')}…` });
    },
  },
  {
    id: 'marks-behind-labels',
    about: 'the letter or the place of the option behind its label',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'googleEn', 'googleDe'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const { language } = made.platform;
      const write = turn(
        [
          (number: number) => `_${number}`,
          (_: number, letter: string) => `（${letter}）`,
          (number: number) => ` (${number})`,
          (_: number, letter: string) => `_${letter}`,
          (_: number, letter: string) => `[${letter}]`,
        ],
        i,
      );
      rewrite(
        made,
        choicesOf(made),
        (choice, input) => choice.text[language] + write(place(input, choice) + 1, letterOf(input, choice)),
      );
      return caseOf(made, { what: `labels such as …${write(2, 'B')}` });
    },
  },
  {
    id: 'numbers-against-labels',
    about: 'numbers before labels that count the other way round',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: i % 2 === 0 ? 'quick' : 'figures' });
      const { language } = made.platform;
      rewrite(made, scalesOf(made), (choice, input) => {
        const n = input.choices.length - 1 - place(input, choice) + (i % 3 === 1 ? 1 : 0);
        return turn([`${n}.`, `${n}级：`, `${n} - `], i) + choice.text[language];
      });
      return caseOf(made, { what: 'the best is 0', touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'levels-alone',
    about: 'steps as 2级, L2 or 二级',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'lines'] as const, i), {
        scope: 'figures',
        count: 30,
      });
      const write = turn(
        [
          (n: number) => `${n}级`,
          (n: number) => `L${n}`,
          (n: number) => `${HAN[n]}级`,
          (n: number) => `Level ${n}`,
          (n: number) => `${n} 级`,
        ],
        i,
      );
      rewrite(made, scalesOf(made), (choice) => write(Number(choice.id)));
      return caseOf(made, { what: write(2), touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'levels-alone-from-one',
    about: 'steps as 1级 to 5级 where the pack has 0 to 4, nobody with the best',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids'] as const, i), {
        scope: i % 2 === 0 ? 'figures' : 'quick',
        count: 30,
      });
      const truth = withoutBest(made);
      const write = turn([(n: number) => `${n}级`, (n: number) => `L${n}`, (n: number) => `${HAN[n]}级`], i);
      for (const { id } of scalesOf(made))
        changeCells(made, placeOf(made, id), (_, row) => write(Number(truth[row]?.[id]) + 1));
      return caseOf(made, { what: `${write(1)} is the lowest`, truth, touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'letters-for-labels',
    about: 'only the letter of the step',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'choices',
      });
      rewrite(made, scalesOf(made), (choice, input) => letterOf(input, choice));
      return caseOf(made, { what: 'A for the lowest', touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'letters-run-together',
    about: 'several options as letters in a cell, together or with signs between',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'officeNumbers', 'lines', 'googleZh', 'office'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const between = turn(['', ',', '、', ' ', '/', '，', '|', '; ', '+', '\n'], i);
      for (const input of made.inputs.filter(({ type }) => type === 'multiple')) {
        changeCells(made, placeOf(made, input.id), (_, row) => chosenOf(made, input, row).join(between));
      }
      return caseOf(made, { what: `B${between}C${between}E` });
    },
  },
  {
    id: 'options-by-place',
    about: 'several options by their places, from 1 on',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'wenjuanxing'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const asked = i % 2 === 0 ? ['Q1', 'Q4', 'Q6', 'Q7', 'Q9', 'Q10'] : ['Q4'];
      for (const input of made.inputs.filter(({ id }) => asked.includes(id))) {
        changeCells(made, placeOf(made, input.id), (_, row) =>
          chosenOf(made, input, row)
            .map((id) => input.choices.findIndex((choice) => choice.id === id) + 1)
            .join(turn([';', '┋', ','], i)),
        );
      }
      return caseOf(made, { what: '2;3 for B and C', touched: asked });
    },
  },
  {
    id: 'option-columns-in-other-words',
    about: 'columns of options with other signs for chosen and not',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['redcap', 'limesurvey', 'wenjuanxingColumns'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const [chosen, not] = turn(
        [
          ['TRUE', 'FALSE'],
          ['是', '否'],
          ['x', ''],
          ['√', ''],
          ['✓', '✗'],
          ['Yes', 'No'],
          ['Checked', 'Unchecked'],
          ['选中', '未选中'],
          ['1', ''],
          ['ja', 'nein'],
          ['○', '×'],
          ['■', '□'],
        ] as const,
        i,
      );
      const { chosen: was } = made.platform.optionColumns as { chosen: string };
      made.table.columns.forEach(({ option }, at) => {
        if (option !== undefined) changeCells(made, at, (cell) => (cell === was ? chosen : not));
      });
      return caseOf(made, { what: `${chosen} and ${not || 'blank'}` });
    },
  },
  {
    id: 'option-columns-in-codes',
    about: 'columns of options in which 2 means not chosen, 0 chosen, or the place of the option stands',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['redcap', 'wenjuanxingColumns', 'limesurvey'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const { chosen: was } = made.platform.optionColumns as { chosen: string };
      const questions = made.inputs.filter(({ type }) => type === 'multiple').map(({ id }) => id);
      for (const id of questions) {
        placesOf(made, id).forEach((at, k) => {
          changeCells(made, at, (cell) => {
            const isChosen = cell === was;
            return turn(
              [
                isChosen ? '1' : '2',
                isChosen ? '0' : '1',
                isChosen ? String(k + 1) : '',
                isChosen ? String(k + 1) : '0',
                isChosen ? '2' : '1',
              ],
              i,
            );
          });
        });
      }
      return caseOf(made, {
        what: turn(['2 is not chosen', '0 is chosen', 'places and blanks', 'places and 0', '2 is chosen'], i),
        touched: questions,
      });
    },
  },
  {
    id: 'option-columns-shifted',
    about: 'the cells of option columns stand a column further than their headings, so that "none" meets others',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['redcap', 'limesurvey', 'wenjuanxingColumns'] as const, i), {
        scope: 'figures',
      });
      // With the first option, which goes with no other, chosen by all whose cells move: each such row contradicts itself.
      const places = placesOf(made, 'Q4');
      const { chosen } = made.platform.optionColumns as { chosen: string };
      made.table.rows.forEach(({ cells }) => {
        const own = places.map((at) => cells[at] as string);
        if (own.filter((cell) => cell === chosen).length < 2 || own.at(-1) !== chosen) return;
        places.forEach((at, k) => {
          cells[at] = own[(k + own.length - 1) % own.length] as string;
        });
      });
      return caseOf(made, { what: 'the last option stands under the first', touched: ['Q4'] });
    },
  },
  {
    id: 'labels-in-other-signs',
    about: 'labels with other punctuation, blanks and quotes than the pack has',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const write = turn(
        [
          (text: string) => text.replaceAll('，', ',').replaceAll('、', ','),
          (text: string) => text.replaceAll(' ', '\u00a0'),
          (text: string) => `${text}。`,
          (text: string) => text.replaceAll(' ', '  '),
          (text: string) => ` ${text}\u3000`,
          (text: string) => text.replaceAll('’', "'").replaceAll('；', ';'),
          (text: string) => `“${text}”`,
          (text: string) => text.replaceAll('（', '(').replaceAll('）', ')'),
          (text: string) => text.normalize('NFD'),
        ],
        i,
      );
      rewrite(made, choicesOf(made), (choice) => write(choice.text[made.platform.language]));
      return caseOf(made, {
        what: write(
          made.inputs.find(({ type }) => type === 'scale')?.choices[1]?.text[made.platform.language] as string,
        ),
      });
    },
  },
  {
    id: 'labels-in-other-case',
    about: 'labels in capitals or small letters',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleEn', 'googleDe', 'microsoft'] as const, i), { scope: turn(SCOPES, i) });
      rewrite(made, choicesOf(made), (choice) => {
        const text = choice.text[made.platform.language];
        return i % 2 === 0 ? text.toUpperCase() : text.toLowerCase();
      });
      return caseOf(made, { what: i % 2 === 0 ? 'capitals' : 'small letters' });
    },
  },
  {
    id: 'labels-cut',
    about: 'labels are cut',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const length = turn([3, 5, 8, 20, 12], i);
      rewrite(made, scalesOf(made), (choice) => {
        const text = choice.text[made.platform.language];
        return text.length > length ? text.slice(0, length) + (i % 2 === 0 ? '' : '…') : text;
      });
      return caseOf(made, { what: `labels cut to ${length} characters`, touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'labels-translated',
    about: 'labels in another language of the pack than the headings, or in several',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const other = LANGUAGES.filter((language) => language !== made.platform.language);
      rewrite(
        made,
        choicesOf(made),
        (choice, _, row) => choice.text[(i % 2 === 0 ? turn(other, i) : turn(LANGUAGES, row)) as Language],
      );
      return caseOf(made, { what: i % 2 === 0 ? 'another language' : 'several languages' });
    },
  },
  {
    id: 'labels-of-another-question',
    about: 'some cells hold labels of another question',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: i % 2 === 0 ? 'quick' : 'figures' });
      const scales = scalesOf(made);
      const [one, other] = [turn(scales, i), turn(scales, i + 5)];
      const { language } = made.platform;
      changeCells(
        made,
        placeOf(made, one.id),
        (_, row) => turn(other.choices, row).text[language],
        (row) => row % 5 === 1,
      );
      return caseOf(made, { what: `labels of ${other.id} under ${one.id}`, touched: [one.id] });
    },
  },
  {
    id: 'labels-changed-a-little',
    about: 'labels of another edition: words added, left out or exchanged',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: i % 2 === 0 ? 'quick' : 'figures' });
      const write = turn(
        [
          (text: string) => `${text}（试行）`,
          (text: string) => text.slice(2),
          (text: string) => text.slice(0, -2),
          (text: string) => `不${text}`,
          (text: string) => `${text}，并持续改进`,
          (text: string) => `Not: ${text}`,
        ],
        i,
      );
      const { id } = turn(scalesOf(made), i * 2);
      rewrite(made, [inputOf(packOf(made.scope), id)], (choice) => write(choice.text[made.platform.language]));
      // With a “not” before it, a label says another thing, and which is not known.
      const isOther = i % 6 === 3 || i % 6 === 5;
      const truth = isOther ? made.enterprises.map((values) => ({ ...values, [id]: '' })) : made.enterprises;
      return caseOf(made, { what: `${id}: ${write('…')}`, touched: [id], truth });
    },
  },
  {
    id: 'labels-in-traditional-signs',
    about: 'labels in traditional Chinese',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const signs: Readonly<Record<string, string>> = {
        数: '數',
        据: '據',
        统: '統',
        单: '單',
        电: '電',
        业: '業',
        设: '設',
        计: '計',
        产: '產',
        质: '質',
        网: '網',
        络: '絡',
        没: '沒',
        书: '書',
        订: '訂',
      };
      rewrite(made, scalesOf(made), (choice) => [...choice.text.zh].map((sign) => signs[sign] ?? sign).join(''));
      return caseOf(made, { what: '數據 for 数据', touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'answers-between',
    about: 'answers between two steps, beyond the scale, as dates or as two at once',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'officeNumbers', 'googleZh', 'redcap'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const { id } = turn(scalesOf(made), i);
      const odd = turn(ODD_ANSWERS, i);
      changeCells(
        made,
        placeOf(made, id),
        () => odd,
        (row) => row % 5 === 2,
      );
      const truth = made.enterprises.map((values, row) => (row % 5 === 2 ? { ...values, [id]: '' } : values));
      return caseOf(made, { what: `${odd} for ${id}`, touched: [id], truth });
    },
  },
  {
    id: 'two-options-for-one',
    about: 'two labels where one may be chosen',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: i % 2 === 0 ? 'quick' : 'choices' });
      const input = turn(choicesOf(made), i * 2);
      const { language } = made.platform;
      const between = turn([';', ', ', '┋', ' / ', '\n'], i);
      changeCells(
        made,
        placeOf(made, input.id),
        () => `${input.choices[1]?.text[language]}${between}${input.choices[2]?.text[language]}`,
        (row) => row % 5 === 2,
      );
      const truth = made.enterprises.map((values, row) => (row % 5 === 2 ? { ...values, [input.id]: '' } : values));
      return caseOf(made, { what: `two answers to ${input.id}`, touched: [input.id], truth });
    },
  },
  {
    id: 'none-beside-others',
    about: '"none of these" is chosen beside others',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'redcap', 'googleZh', 'limesurvey', 'lines'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const id = turn(['Q1', 'Q4', 'Q9'], i);
      const input = inputOf(packOf(made.scope), id);
      const options = made.platform.optionColumns;
      const [first, second] = placesOf(made, id);
      const rows = (row: number): boolean => row % 6 === 3;
      if (options) {
        changeCells(made, first as number, () => options.chosen, rows);
        changeCells(made, second as number, () => options.chosen, rows);
      } else {
        const both = [input.choices[0], input.choices[1]].map((choice) =>
          made.platform.choice(choice as Choice, input),
        );
        changeCells(made, first as number, () => both.join(made.platform.between), rows);
      }
      const truth = made.enterprises.map((values, row) => (rows(row) ? { ...values, [id]: '' } : values));
      return caseOf(made, { what: `A and B of ${id}`, touched: [id], truth });
    },
  },
  {
    id: 'markup-in-labels',
    about: 'entities and markup within labels',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const write = turn(
        [
          (text: string) => `<p>${text}</p>`,
          (text: string) => text.replaceAll('，', '&#65292;'),
          (text: string) => `${text}<br/>`,
          (text: string) => `<span style="color:red">${text}</span>`,
          (text: string) => text.replaceAll(' ', '&nbsp;'),
        ],
        i,
      );
      rewrite(made, scalesOf(made), (choice) => write(choice.text[made.platform.language]));
      return caseOf(made, { what: write('…'), touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'numbers-and-labels-mixed',
    about: 'labels in some rows, numbers of the steps in others',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'googleEn'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      rewrite(made, scalesOf(made), (choice, _, row) =>
        row % 2 === 0 ? choice.id : choice.text[made.platform.language],
      );
      return caseOf(made, { what: 'every second row in numbers', touched: scalesOf(made).map(({ id }) => id) });
    },
  },
  {
    id: 'numbers-from-one-and-labels',
    about: 'labels in some rows, places of the steps from 1 on in others',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'googleEn'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const truth = withoutBest(made);
      const changed: Draft = { ...made, enterprises: truth };
      rewrite(changed, scalesOf(made), (choice, input, row) =>
        row % 2 === 0 ? String(place(input, choice) + 1) : choice.text[made.platform.language],
      );
      return caseOf(changed, {
        what: 'every second row in places from 1',
        touched: scalesOf(made).map(({ id }) => id),
      });
    },
  },
];
