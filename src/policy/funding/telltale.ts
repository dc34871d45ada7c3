import { isNumber, type Possible, settledValue } from '../../condition/value.ts';
import type { Rational } from '../../model/rational.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import { readsOf } from '../../scoring/reads.ts';
import { entryOf, isProven, type Sheet } from '../../scoring/sheet.ts';
import type { Numbering } from './numbering.ts';

/** A number for a node that is the same only where nothing that is said of it can differ. */
export type Telltale = (node: number) => number;

/**
 * Numbers that stand for what nodes come to: the value, of an answer also its state and whether it is asked, and of what is
 * open all that it is found from.
 */
export function createTelltale(
  plan: Plan,
  sheet: Sheet,
  { values, asked, states }: Evaluation,
  numberOf: Numbering,
): Telltale {
  const known: number[] = [];
  const tell = (node: number): number => {
    known[node] ??= numberOf(work(node));
    return known[node];
  };

  function work(node: number): string {
    const value = values[node] as Possible;
    const stated = plan.nodes[node];
    const isOpen = stated !== undefined && settledValue(value) === undefined;
    const own = textOf(value);
    const from = isOpen ? `(${readsOf(stated).map(tell).join(',')})` : '';
    if (stated?.op !== 'input') return own + from;
    const entry = entryOf(sheet, stated.name);
    const isLed = 'least' in entry && entry.least !== undefined;
    const marks = `${isLed ? 'led' : ''}${isProven(entry) ? 'proven' : ''}`;
    return `${own} ${states[node]} ${asked[node]} ${marks}${from}`;
  }

  return tell;
}

/** What may be, as a text that nothing else has. */
function textOf(value: Possible): string {
  const known = TEXTS.get(value);
  if (known !== undefined) return known;
  const text = writeText(value);
  TEXTS.set(value, text);
  return text;
}

/** What many enterprises share is written once. */
const TEXTS = new WeakMap<Possible, string>();

function writeText(value: Possible): string {
  const end = value.nothing ? '?' : '';
  switch (value.kind) {
    case 'atoms':
      return `${value.atoms.map((atom) => (isNumber(atom) ? numberText(atom) : JSON.stringify(atom))).join('|')}${end}`;
    case 'range':
      return `${value.low && numberText(value.low)}..${value.high && numberText(value.high)}${end}`;
    case 'choices':
      return `${JSON.stringify([value.sure, value.open])}${end}`;
    case 'any':
      return `any${end}`;
    case 'list':
      return `[${value.members.map(textOf).join(';')}]${end}`;
  }
}

function numberText({ n, d }: Rational): string {
  return `${n}/${d}`;
}
