import { Refusal, type RefusalCode } from '../model/index.ts';
import type { Messages } from './messages.ts';

type Sentences = Messages['refusals'];
type Given<Sentence> = Sentence extends (...given: infer Details) => unknown ? WithLists<Details> : [];
/** A text may be given as a list of names, which each language joins in its own way. */
type WithLists<Details> = {
  readonly [Place in keyof Details]: Details[Place] | (string extends Details[Place] ? readonly string[] : never);
};

/** A refusal as a code and what its sentence names: it is put into words where it is caught, in the language of the run. */
export class CodedRefusal<Code extends keyof Sentences = keyof Sentences> extends Refusal {
  override readonly name = 'CodedRefusal';
  readonly code: Code;
  readonly given: readonly unknown[];

  constructor(exitCode: RefusalCode, code: Code, ...given: Given<Sentences[Code]>) {
    super(exitCode, [code, ...given].join(' '));
    this.code = code;
    this.given = given;
  }

  /** The reason, and what to do next, where there is something. */
  inWords({ refusals, numbers }: Messages): readonly string[] {
    const sentence = refusals[this.code] as string | readonly string[] | ((...given: unknown[]) => string | string[]);
    const details = this.given.map((one) => (Array.isArray(one) ? numbers.items(one) : one));
    return [typeof sentence === 'function' ? sentence(...details) : sentence].flat();
  }
}
