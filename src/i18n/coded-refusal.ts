import { Refusal, type RefusalCode } from '../model/index.ts';
import type { Messages } from './messages.ts';

type Sentences = Messages['refusals'];
/** The arguments of a refusal's sentence: those of the reason and, if it has one, those of the remedy. */
type Arguments<Sentence> = Sentence extends (given: infer Given) => string
  ? Given
  : Sentence extends { readonly problem: infer Problem; readonly remedy: infer Remedy }
    ? ArgumentsOrNone<Problem> & ArgumentsOrNone<Remedy>
    : unknown;
type ArgumentsOrNone<Sentence> = Sentence extends (given: infer Given) => string ? Omit<Given, 'typed'> : unknown;
/** Arguments whose texts may also be lists of names; each language joins such a list in its own way. */
type WithLists<Given> = {
  readonly [Name in keyof Given]: Given[Name] | (string extends Given[Name] ? readonly string[] : never);
};
type Given<Sentence> = unknown extends Arguments<Sentence> ? [] : [given: WithLists<Arguments<Sentence>>];

/** The arguments that are days, `YYYY-MM-DD`; each language writes them in its own way. */
const DAYS: ReadonlySet<string> = new Set(['day', 'today', 'date', 'asOf', 'last']);

function writeDay(date: string, numbers: Messages['numbers']): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return numbers.date(year, month, day);
}

/** Quotes an item of a list that is only a sign, such as a comma, because it could be taken for punctuation. */
function quoteSign(item: string, numbers: Messages['numbers']): string {
  return /^[!-/:-@[-`{-~]+$/.test(item) ? numbers.quote(item) : item;
}

/**
 * A refusal without words: a code, and the arguments of its sentence. The code that catches it words it in the run's
 * language.
 */
export class CodedRefusal<Code extends keyof Sentences = keyof Sentences> extends Refusal {
  override readonly name = 'CodedRefusal';
  readonly code: Code;
  readonly given: Readonly<Record<string, unknown>>;

  constructor(exitCode: RefusalCode, code: Code, ...given: Given<Sentences[Code]>) {
    const [details = {}] = given as [Readonly<Record<string, unknown>>?];
    super(exitCode, [code, ...Object.values(details)].join(' '));
    this.code = code;
    this.given = details;
  }

  /**
   * Returns the reason and, if there is one, the remedy. `typed`: the command line, for remedies that repeat it with what
   * is missing.
   */
  inWords({ refusals, numbers }: Messages, typed = 'matura'): readonly string[] {
    const details = Object.fromEntries(
      Object.entries(this.given).map(([name, one]) => {
        if (Array.isArray(one)) return [name, numbers.items(one.map((item) => quoteSign(item, numbers)))];
        return [name, DAYS.has(name) ? writeDay(String(one), numbers) : one];
      }),
    );
    const write = (sentence: unknown): string =>
      typeof sentence === 'function' ? sentence({ ...details, typed }) : (sentence as string);
    const sentence: unknown = refusals[this.code];
    if (typeof sentence !== 'object' || sentence === null) return [write(sentence)];
    const { problem, remedy } = sentence as { problem: unknown; remedy: unknown };
    return [write(problem), write(remedy)].filter((text) => text !== '');
  }
}
