import type {
  Answers,
  FullStatement,
  Path,
  Problem,
  ProblemCode,
  ProblemDetails,
  RecordedAnswer,
  Statement,
} from '../model/index.ts';
import { isProvisionalKey, rankBySpelling } from '../model/index.ts';
import { type AnswerEntry, type AnswerSet, type Evaluation, remarksOf, targetKey } from './answer-set.ts';
import { evaluate } from './evaluate.ts';
import { type ParsedAnswerValue, refuseType } from './forms/form.ts';
import type { Input, Plan } from './plan.ts';

/** The checked answers, and the problems found in them. If there are any problems, the answers must not be used. */
interface CheckedAnswers {
  readonly sheet: AnswerSet;
  readonly problems: readonly Problem[];
  /**
   * The number of answers with 16 or 17 digits, which were read as doubles because only programs write so many digits.
   */
  readonly longNumbers: number;
}

/** How the answers are to be checked. */
interface CheckOptions {
  /** The name of the answers file, as stated in problems. */
  readonly file: string;
  /** The pack and version that the answers must state if they state one at all. */
  readonly pack?: { readonly id: string; readonly version: string };
  /** Whether required facts may be missing, as they may in test cases. */
  readonly withoutRequired?: boolean;
}

type ReportAnswerProblem = (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void;

/** Receives what is noticed while statements are read: problems and long numbers. */
interface StatementRemarks {
  readonly complain: ReportAnswerProblem;
  countLong(): void;
}

/** Checks the answers of an enterprise against a plan: ids must exist, and values must be allowed. */
export function checkAnswers(plan: Plan, answers: Answers, options: CheckOptions): CheckedAnswers {
  const problems: Problem[] = [];
  const report: ReportAnswerProblem = (code, at, details, on = 'value') => {
    problems.push({ code, file: options.file, at, on, details });
  };
  let longNumbers = 0;
  const remarks = {
    complain: report,
    countLong: () => {
      longNumbers++;
    },
  };
  const { pack } = options;
  if (pack && answers.pack !== undefined && answers.pack !== pack.id) {
    report('A112', ['pack'], { found: answers.pack, name: pack.id });
    // The answers are for another pack, so nearly every id would be reported as unknown.
    return { sheet: new Map(), problems, longNumbers };
  }
  if (pack && answers.packVersion !== undefined && answers.packVersion !== pack.version) {
    report('A115', ['packVersion'], { found: answers.packVersion, name: pack.version });
  }
  const sheet = new Map<string, AnswerEntry>([
    ...readGroup(plan, 'fact', answers.facts, ['facts'], remarks),
    ...readGroup(plan, 'question', answers.answers, ['answers'], remarks),
    ...readGroup(plan, 'question', answers.targets, ['targets'], remarks).map(
      ([name, entry]) => [targetKey(name), entry] as const,
    ),
  ]);
  if (!options.withoutRequired) {
    const statedFacts = new Set(Object.keys(answers.facts ?? {}));
    for (const name of findMissingFacts(plan, sheet).filter((fact) => sheet.has(fact) || !statedFacts.has(fact))) {
      report('A109', answers.facts ? ['facts'] : [], { name }, 'key');
    }
  }
  return { sheet, problems, longNumbers };
}

function readGroup(
  plan: Plan,
  role: Input['role'],
  statements: Answers['answers'] | undefined,
  path: Path,
  remarks: StatementRemarks,
): [string, AnswerEntry][] {
  const inputs = new Map(plan.inputs.filter((input) => input.role === role).map((input) => [input.name, input]));
  return Object.entries(statements ?? {}).flatMap(([name, statement]): [string, AnswerEntry][] => {
    const input = inputs.get(name);
    if (!input) {
      const rows = [...inputs.keys()].filter((candidate) => candidate.startsWith(`${name}/`));
      const allowedNames = rows.length > 0 ? rows : rankBySpelling(name, [...inputs.keys()]);
      remarks.complain(
        'A101',
        [...path, name],
        { found: name, wanted: { phrase: rows.length > 0 ? 'wholeMatrix' : role }, allowed: allowedNames },
        'key',
      );
      return [];
    }
    const entry = readStated(input, statement, [...path, name], remarks);
    return entry ? [[name, entry]] : [];
  });
}

/** Lists the required facts that are asked but neither answered nor derived. */
export function findMissingFacts(plan: Plan, sheet: AnswerSet): string[] {
  const unansweredInputs = plan.inputs.filter(
    (input) => isRequired(input) && sheet.get(input.name)?.state !== 'answered',
  );
  if (unansweredInputs.every(isRequiredOfAll)) return unansweredInputs.map(({ name }) => name);
  const { asked, states } = evaluate(plan, sheet);
  const isMissing = (position: number): boolean => asked[position] !== 'fails' && states[position] !== 'answered';
  return unansweredInputs.filter((input) => isMissing(plan.nodes.indexOf(input))).map(({ name }) => name);
}

/**
 * Returns a problem for each missing answer that the rubric refuses, at the place where it is stated to be missing or
 * where it should be.
 */
export function findRefused({ facts = {}, answers }: Answers, refused: Evaluation['refused'], file: string): Problem[] {
  return refused.map(({ name, state }) => {
    const statedPart = Object.hasOwn(answers, name) ? 'answers' : Object.hasOwn(facts, name) ? 'facts' : undefined;
    const answerPath = statedPart ? [statedPart, name] : ['answers'];
    return {
      code: 'A114',
      file,
      at: answerPath,
      on: answerPath.length > 1 ? 'value' : 'key',
      details: { name, found: { phrase: state } },
    };
  });
}

/** Reads a statement of an answers file, which may also be just a value, without a state. */
function readStated(
  input: Input,
  statement: Statement,
  path: Path,
  { complain, countLong }: StatementRemarks,
): AnswerEntry | undefined {
  const isFullStatement = typeof statement === 'object' && !Array.isArray(statement);
  const fullStatement: FullStatement = isFullStatement ? statement : { value: statement };
  const { value, state = value === undefined ? 'unanswered' : 'answered' } = fullStatement;
  if (value !== undefined && state !== 'answered') {
    complain('A113', path, { name: input.name, wanted: { phrase: 'stateAndValue', state } });
    if (state === 'unanswered') return undefined;
  }
  const readAnswer = readStatement(input, { ...fullStatement, state });
  if ('entry' in readAnswer) {
    if (readAnswer.isLong) countLong();
    return readAnswer.entry;
  }
  complain(
    readAnswer.code,
    [...path, ...(isFullStatement ? readAnswer.at : readAnswer.at.slice(1))],
    readAnswer.details,
  );
  return undefined;
}

/** The answer that a statement gives, or its problem; `at` is where in the statement the problem is. */
type ReadStatement =
  | { readonly entry: AnswerEntry; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly at: Path };

/**
 * Reads a recorded answer as an answer to the present question. If it has a state other than "answered" but also a
 * value, the value is kept if it is valid.
 */
export function readStatement(input: Input, { state, value, ...remarks }: RecordedAnswer): ReadStatement {
  const { name } = input;
  const extras = remarksOf(remarks);
  const texts = Array.isArray(value) ? value.map(String) : String(value);
  const parsedAnswer = value === undefined ? undefined : parseAnswerValue(input, texts);
  if (state === 'notApplicable' && !input.notApplicable) return { code: 'A108', details: { name }, at: ['state'] };
  if (state !== 'answered') {
    return {
      entry: { state, ...(parsedAnswer && 'value' in parsedAnswer ? { value: parsedAnswer.value } : {}), ...extras },
    };
  }
  if (!parsedAnswer) return { code: 'A113', details: { name, wanted: { phrase: 'answeredWithoutValue' } }, at: [] };
  if ('value' in parsedAnswer)
    return { entry: { state, value: parsedAnswer.value, ...extras }, isLong: parsedAnswer.isLong ?? false };
  const item = parsedAnswer.item === undefined || !Array.isArray(value) ? [] : [parsedAnswer.item];
  return { code: parsedAnswer.code, details: { name, ...parsedAnswer.details }, at: ['value', ...item] };
}

/**
 * Reads an answer on file as `readStatement` does, but keeps a register number as it was stored even if it fails a
 * check that an earlier version of the pack did not have: the number identifies the enterprise.
 */
export function readStoredStatement(input: Input, recorded: RecordedAnswer): ReadStatement {
  const statement = readStatement(input, recorded);
  const { state, value, ...remarks } = recorded;
  const isKept = 'code' in statement && statement.code === 'A110' && state === 'answered' && typeof value === 'string';
  return isKept ? { entry: { state, value, ...remarksOf(remarks) }, isLong: false } : statement;
}

/** Reads the text of an answer as the question or fact requires; for a multiple choice, a list of option ids. */
export function parseAnswerValue(input: Input, given: string | readonly string[]): ParsedAnswerValue {
  if (typeof given === 'string') {
    const isKey = 'key' in input.definition && input.definition.key === true;
    if (isKey && isProvisionalKey(given)) return refuseType(given, { phrase: 'finalCode' });
    return input.form.read(input, given);
  }
  return input.form.readList?.(input, given) ?? refuseType(given.join(', '), { phrase: 'oneValue' });
}

/** Whether a fact must be stated if it is asked: it is required and has no default. */
export function isRequired({ definition, default: usual }: Input): boolean {
  return 'required' in definition && definition.required === true && usual === null;
}

/** Whether a fact must be stated for each enterprise: it is required, asked of all, and not derived. */
export function isRequiredOfAll(input: Input): boolean {
  return isRequired(input) && input.when === null && input.derived === null;
}
