import { Refusal, type RefusalCode } from '../model/index.ts';
import type { Messages } from './messages.ts';

type Sentences = Messages['refusals'];
/** The arguments of a refusal's sentence: those of the reason and, if it has one, those of the remedy. */
type Arguments<Sentence> = Sentence extends (given: infer Given) => string
  ? Given
  : Sentence extends { readonly problem: infer Problem; readonly remedy: infer Remedy }
    ? ArgumentsOrNone<Problem> & ArgumentsOrNone<Remedy>
    : unknown;
type ArgumentsOrNone<Sentence> = Sentence extends (given: infer Given) => string ? Given : unknown;
/** Arguments whose texts may also be lists of names; each language joins such a list in its own way. */
type WithLists<Given> = {
  readonly [Name in keyof Given]: Given[Name] | (string extends Given[Name] ? readonly string[] : never);
};
type Given<Sentence> = unknown extends Arguments<Sentence> ? [] : [given: WithLists<Arguments<Sentence>>];

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

  /** Returns the reason and, if there is one, the remedy. */
  inWords({ refusals, numbers }: Messages): readonly string[] {
    const details = Object.fromEntries(
      Object.entries(this.given).map(([name, one]) => [name, Array.isArray(one) ? numbers.items(one) : one]),
    );
    const write = (sentence: unknown): string =>
      typeof sentence === 'function' ? sentence(details) : (sentence as string);
    const sentence: unknown = refusals[this.code];
    if (typeof sentence !== 'object' || sentence === null) return [write(sentence)];
    const { problem, remedy } = sentence as { problem: unknown; remedy: unknown };
    return [write(problem), write(remedy)].filter((text) => text !== '');
  }
}
