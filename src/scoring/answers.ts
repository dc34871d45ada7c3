import { closestTo } from '../model/closest.ts';
import type { Answers, FullStatement, Statement } from '../model/generated/types.ts';
import type { Details, Path, Problem, ProblemCode } from '../model/problem.ts';
import { readAnswerValue } from './answer-value.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './pass.ts';
import type { Input, Plan } from './plan.ts';
import { isRequired, isRequiredOfAll } from './required.ts';
import type { Sheet, SheetEntry } from './sheet.ts';

/** A sheet, and what is wrong with the answers; with any problem the answers are refused. */
export interface CheckedAnswers {
  readonly sheet: Sheet;
  /** The same with the answers aimed at in place of those given; null where none are stated. */
  readonly targets: Sheet | null;
  readonly problems: readonly Problem[];
}

/** How answers are checked. */
export interface CheckOptions {
  /** The file they come from, for problems. */
  readonly file: string;
  /** The pack they must be for, and its version, where they name one. */
  readonly pack?: { readonly id: string; readonly version: string };
  /** Whether a required fact may be absent, as in a test case. */
  readonly withoutRequired?: boolean;
}

type Complain = (code: ProblemCode, at: Path, details: Details, on?: 'key' | 'value') => void;

/** Checks the answers of one enterprise against a plan: every id known, every value allowed. */
export function checkAnswers(plan: Plan, answers: Answers, options: CheckOptions): CheckedAnswers {
  const problems: Problem[] = [];
  const complain: Complain = (code, at, details, on = 'value') => {
    problems.push({ code, file: options.file, at, on, details });
  };
  const { pack } = options;
  if (pack && answers.pack !== undefined && answers.pack !== pack.id) {
    complain('A112', ['pack'], { found: answers.pack, name: pack.id });
  } else if (pack && answers.packVersion !== undefined && answers.packVersion !== pack.version) {
    complain('A115', ['packVersion'], { found: answers.packVersion, name: pack.version });
  }
  const sheet = new Map<string, SheetEntry>([
    ...readGroup(plan, 'fact', answers.facts, ['facts'], complain),
    ...readGroup(plan, 'question', answers.answers, ['answers'], complain),
  ]);
  const aimed = answers.targets && readGroup(plan, 'question', answers.targets, ['targets'], complain);
  if (!options.withoutRequired) {
    const stated = new Set(Object.keys(answers.facts ?? {}));
    for (const name of missingFacts(plan, sheet).filter((fact) => sheet.has(fact) || !stated.has(fact))) {
      complain('A109', answers.facts ? ['facts'] : [], { name }, 'key');
    }
  }
  return { sheet, targets: aimed ? new Map([...sheet, ...aimed]) : null, problems };
}

function readGroup(
  plan: Plan,
  role: Input['role'],
  statements: Answers['answers'] | undefined,
  at: Path,
  complain: Complain,
): [string, SheetEntry][] {
  const inputs = new Map(plan.inputs.filter((input) => input.role === role).map((input) => [input.name, input]));
  return Object.entries(statements ?? {}).flatMap(([name, statement]): [string, SheetEntry][] => {
    const input = inputs.get(name);
    if (!input) {
      const rows = [...inputs.keys()].filter((one) => one.startsWith(`${name}/`));
      const allowed = rows.length > 0 ? rows : closestTo(name, [...inputs.keys()]);
      complain(
        'A101',
        [...at, name],
        { found: name, wanted: rows.length > 0 ? 'answer for a whole matrix' : role, allowed },
        'key',
      );
      return [];
    }
    const entry = readStatement(input, statement, [...at, name], complain);
    return entry ? [[name, entry]] : [];
  });
}

/** Required facts that are asked and neither answered nor follow from anything. */
export function missingFacts(plan: Plan, sheet: Sheet): string[] {
  const open = plan.inputs.filter((input) => isRequired(input) && sheet.get(input.name)?.state !== 'answered');
  if (open.every(isRequiredOfAll)) return open.map(({ name }) => name);
  const { asked, states } = evaluate(plan, sheet);
  const isMissing = (position: number): boolean => asked[position] !== 'fails' && states[position] !== 'answered';
  return open.filter((input) => isMissing(plan.nodes.indexOf(input))).map(({ name }) => name);
}

/** Answers that are missing although the rubric refuses that; shown where they stand, or where they should. */
export function findRefused({ facts = {}, answers }: Answers, refused: Evaluation['refused'], file: string): Problem[] {
  return refused.map(({ name, state }) => {
    const stated = Object.hasOwn(answers, name) ? 'answers' : Object.hasOwn(facts, name) ? 'facts' : undefined;
    const at = stated ? [stated, name] : ['answers'];
    return { code: 'A114', file, at, on: at.length > 1 ? 'value' : 'key', details: { name, found: state } };
  });
}

function readStatement(input: Input, statement: Statement, at: Path, complain: Complain): SheetEntry | undefined {
  if (typeof statement !== 'object' || Array.isArray(statement)) return readValue(input, statement, at, {}, complain);
  const { value, state = value === undefined ? undefined : 'answered', note, evidence }: FullStatement = statement;
  const extras = { ...(note === undefined ? {} : { note }), ...(evidence === undefined ? {} : { evidence }) };
  if (state === undefined || state === 'unanswered') {
    if (value === undefined) return { state: 'unanswered', ...extras };
    complain('A113', at, { name: input.name, wanted: 'the state unanswered and a value' });
    return undefined;
  }
  if (state !== 'answered') {
    if (value !== undefined) complain('A113', at, { name: input.name, wanted: `the state ${state} and a value` });
    if (state === 'notApplicable' && !input.notApplicable) {
      complain('A108', [...at, 'state'], { name: input.name });
      return undefined;
    }
    return { state, ...extras };
  }
  if (value === undefined) {
    complain('A113', at, { name: input.name, wanted: 'the state answered and no value' });
    return undefined;
  }
  return readValue(input, value, [...at, 'value'], extras, complain);
}

function readValue(
  input: Input,
  value: string | readonly string[],
  at: Path,
  extras: Pick<SheetEntry, 'note' | 'evidence'>,
  complain: Complain,
): SheetEntry | undefined {
  const texts = typeof value === 'string' ? value : value.map(String);
  const read = readAnswerValue(input, texts);
  if ('value' in read) return { state: 'answered', value: read.value, ...extras };
  const place = read.item === undefined || typeof value === 'string' ? at : [...at, read.item];
  complain(read.code, place, { name: input.name, ...read.details });
  return undefined;
}
