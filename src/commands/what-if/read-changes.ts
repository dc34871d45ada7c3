import { didYouMean } from '../../model/closest.ts';
import type { FullStatement, Statement } from '../../model/generated/types.ts';
import { PROBLEMS } from '../../model/problem.ts';
import { Refusal } from '../../model/refusal.ts';
import { checkAnswers } from '../../scoring/answers.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import type { Sheet } from '../../scoring/sheet.ts';

/** An answer that is not one of the options: its state. */
const STATES: readonly string[] = ['notApplicable', 'unknown', 'unanswered'];

/**
 * Reads what was typed as `NAME=VALUE` as strictly as answers are; several options are parted by commas. Throws a
 * `Refusal` for a name the pack does not ask for and for a value it does not allow, with what was probably meant.
 */
export function readChanges(plan: Plan, typed: readonly string[]): Sheet {
  const groups: { readonly facts: Record<string, Statement>; readonly answers: Record<string, Statement> } = {
    facts: Object.create(null),
    answers: Object.create(null),
  };
  for (const text of typed) {
    const at = text.indexOf('=');
    if (at < 1) throw new Refusal(2, `--set: "${text}" is not of the form NAME=VALUE, as in Q5=C`);
    const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    const input = findInput(plan, name);
    const group = groups[input.role === 'fact' ? 'facts' : 'answers'];
    if (Object.hasOwn(group, name)) throw new Refusal(2, `--set: ${name} is set twice`);
    group[name] = statementOf(input, value);
  }
  const { sheet, problems } = checkAnswers(plan, groups, { file: '--set', withoutRequired: true });
  const [first] = problems;
  if (first) throw refusalOf(first);
  return sheet;
}

function findInput(plan: Plan, name: string): Input {
  const input = plan.inputs.find((one) => one.name === name);
  if (input) return input;
  if (plan.scores.some((score) => score.name === name)) {
    throw new Refusal(2, `--set: ${name} is worked out from answers; set those`, `matura explain says from which.`);
  }
  const rows = plan.inputs.map((one) => one.name).filter((one) => one.startsWith(`${name}/`));
  if (rows.length > 0) throw new Refusal(2, `--set: ${name} has rows, each with an answer`, `Rows: ${rows.join(', ')}`);
  const near = didYouMean(
    name,
    plan.inputs.map((one) => one.name),
  );
  throw new Refusal(2, `--set: the pack has no question or fact "${name}"${near ? `; did you mean "${near}"?` : ''}`);
}

function statementOf({ type, options }: Input, value: string): Statement {
  const isOption = options.some(({ id }) => id === value);
  if (STATES.includes(value) && !isOption) return { state: value as NonNullable<FullStatement['state']> };
  return type === 'multiple' ? (value === '' ? [] : value.split(',').map((option) => option.trim())) : value;
}

function refusalOf({ code, details, at }: ReturnType<typeof checkAnswers>['problems'][number]): Refusal {
  const { found, allowed = [] } = details;
  const near = found === undefined ? undefined : didYouMean(found, allowed);
  const name = details.name ?? (Array.isArray(at) ? String(at[1]) : '');
  const said = `--set ${name}: ${PROBLEMS[code].message(details)}${near ? `; did you mean "${near}"?` : ''}`;
  const more = [...(allowed.length > 0 ? [`Allowed: ${allowed.join(', ')}.`] : []), `States: ${STATES.join(', ')}.`];
  return new Refusal(2, said, more.join(' '));
}
