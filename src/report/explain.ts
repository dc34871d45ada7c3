import { add, fromNumber, toDecimalText, toNumber, ZERO } from '../model/rational.ts';
import type { Explanation } from '../scoring/explain.ts';
import { plainLine, wrapText } from './terminal/line.ts';
import { makePage, type Page } from './terminal/page.ts';
import { widthOf } from './terminal/width.ts';
import type { Vocabulary } from './vocabulary.ts';
import { unmetInWords } from './words/unmet.ts';

interface Branch {
  readonly text: string;
  readonly branches: readonly Branch[];
}

/** Terms beyond this many are left to the branches below. */
const MOST_TERMS = 12;

/** An explanation as a tree, from a score down to the answers; ends with a newline. */
export function renderExplanation(
  explanation: Explanation,
  vocabulary: Vocabulary,
  look: { readonly color: boolean; readonly width: number },
): string {
  const page = makePage(look.color, look.width);
  return `${drawBranch(describe(explanation, vocabulary), '', '', page).join('\n')}\n`;
}

function drawBranch({ text, branches }: Branch, lead: string, below: string, page: Page): string[] {
  const lines = wrapText(plainLine(text), Math.max(20, page.width - widthOf(lead)));
  const own = lines.map((line, i) => `${page.paint.dim(i === 0 ? lead : below)}${line}`);
  const inner = branches.flatMap((branch, i) => {
    const last = i === branches.length - 1;
    return drawBranch(branch, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, page);
  });
  return [...own, ...inner];
}

function describe(explanation: Explanation, vocabulary: Vocabulary): Branch {
  const { explain: words, words: common, numbers } = vocabulary.messages;
  const title = explanation.name === undefined ? undefined : vocabulary.titleOf(explanation.name);
  const said = sayValue(explanation, vocabulary);
  const excluded = explanation.excluded.map(({ name, reason }) => {
    const why = reason === 'notAsked' || reason === 'nothing' ? words[reason] : common.states[reason];
    return { text: words.excluded(vocabulary.titleOf(name), why), branches: [] };
  });
  return {
    text: title === undefined ? said : numbers.labelled(title, said),
    branches: [
      ...levelBranches(explanation, vocabulary),
      ...explanation.parts.map((part) => describe(part, vocabulary)),
      ...excluded,
    ],
  };
}

/** The value with the arithmetic that gives it. */
function sayValue(explanation: Explanation, vocabulary: Vocabulary): string {
  const { explain: words } = vocabulary.messages;
  const { op, parts, answer, weight } = explanation;
  const value = numberIn(explanation, vocabulary);
  const terms = parts.map((part) => numberIn(part, vocabulary));
  if (answer) return sayAnswer(explanation, value, vocabulary);
  if (parts.length > MOST_TERMS) return value;
  switch (op) {
    case 'sum':
      return parts.length < 2 && weight === undefined ? value : words.sum(weighted(parts, terms).join(' + '), value);
    case 'mean':
      return parts.length < 2 ? value : words.mean(weighted(parts, terms).join(' + '), weightOf(parts), value);
    case 'min':
    case 'max':
      return words.pick(op === 'min' ? words.leastOf : words.greatestOf, terms.join(', '), value);
    case 'ratio':
      return words.ratio(terms[0] ?? '', terms[1] ?? '', value);
    case 'difference':
      return words.difference(terms[0] ?? '', terms[1] ?? '', value);
    case 'change':
      return words.change(terms[1] ?? '', terms[0] ?? '', value);
    case 'cap':
      return words.capped(terms[0] ?? '', terms[1] ?? '');
    case 'first':
      return words.case(value);
    case 'steps':
      return sayStep(explanation, value, terms[0] ?? '', vocabulary);
    default:
      return value;
  }
}

function sayAnswer({ name = '', op, answer }: Explanation, value: string, vocabulary: Vocabulary): string {
  const { explain: words, words: common } = vocabulary.messages;
  if (!answer) return value;
  if (answer.state !== 'answered') return answer.state === 'notAsked' ? words.notAsked : common.states[answer.state];
  const said = vocabulary.say(name, answer.value ?? null);
  const shown = answer.derived ? words.derived(said) : said;
  return op === 'points' && typeof answer.value !== 'number' ? words.answer(shown, value) : shown;
}

function sayStep(explanation: Explanation, value: string, reader: string, vocabulary: Vocabulary): string {
  const { explain: words } = vocabulary.messages;
  const reached = explanation.steps?.findLast((step) => step.value === explanation.value);
  if (explanation.value === null) return words.belowSteps;
  return reached ? words.step(reader, plain(reached.bound), value) : value;
}

/** Each term with its weight, where that is not 1. */
function weighted(parts: readonly Explanation[], terms: readonly string[]): string[] {
  return terms.map((term, i) => {
    const weight = parts[i]?.weight ?? 1;
    const signed = term.startsWith('-') ? `(${term})` : term;
    return weight === 1 ? signed : `${plain(weight)} × ${signed}`;
  });
}

function weightOf(parts: readonly Explanation[]): string {
  return plain(toNumber(parts.reduce((sum, { weight }) => add(sum, fromNumber(weight ?? 1)), ZERO)));
}

function plain(value: number): string {
  return toDecimalText(fromNumber(value), 6);
}

function numberIn({ name, value, lowest, highest }: Explanation, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  const one = (number: number): string => (name === undefined ? plain(number) : vocabulary.numberOf(name, number));
  if (value === null) return words.noValue;
  if (typeof value === 'number') return one(value);
  if (value !== undefined) return name === undefined ? String(value) : vocabulary.say(name, value);
  if (lowest === undefined || highest === undefined || lowest === null || highest === null) return words.open;
  return numbers.range(one(lowest), one(highest), lowest < 0);
}

function levelBranches({ levels = [] }: Explanation, vocabulary: Vocabulary): Branch[] {
  const { explain: words } = vocabulary.messages;
  return levels.map(({ value, truth, unmet }) => {
    const level = vocabulary.levelOf(value);
    const text =
      truth === 'holds' ? words.reached(level) : truth === 'fails' ? words.stopped(level) : words.undecided(level);
    return { text, branches: unmetInWords(unmet, vocabulary).map(({ text: line }) => ({ text: line, branches: [] })) };
  });
}
