import type { Answers, RecordedAnswer, RecordedAnswers, Statement } from '../model/generated/types.ts';
import type { CarriedOver, Recorded } from './carry-over.ts';

/** The statements of an answers file as an assessment would record them. */
export function recordAnswers({ facts = {}, answers, targets }: Answers): Recorded {
  return {
    facts: recordStatements(facts),
    answers: recordStatements(answers),
    ...(targets ? { targets: recordStatements(targets) } : {}),
  };
}

/** The answers file that says what was carried over; it is of the version it was carried to. */
export function stateAnswers(document: Answers, { facts, answers, targets }: CarriedOver): Answers {
  const { packVersion: _, ...rest } = document;
  return {
    ...rest,
    facts: facts as Answers['facts'],
    answers: answers as Answers['answers'],
    ...(document.targets ? { targets: targets as Answers['targets'] } : {}),
  } as Answers;
}

function recordStatements(statements: Readonly<Record<string, Statement>>): RecordedAnswers {
  return Object.fromEntries(Object.entries(statements).map(([name, statement]) => [name, recordStatement(statement)]));
}

function recordStatement(statement: Statement): RecordedAnswer {
  if (typeof statement !== 'object' || Array.isArray(statement)) return { state: 'answered', value: statement };
  const { value, state = value === undefined ? 'unanswered' : 'answered', note, evidence } = statement;
  return {
    state,
    ...(value === undefined ? {} : { value }),
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
