import type { ConditionScope } from '../condition/compile.ts';
import type { Problem, Report } from '../model/problem.ts';
import type { Compiler } from './compiler.ts';
import { type Complain, reportTwice } from './inputs.ts';
import { compileLater, type Givens, type LaterRule, type LaterScore } from './later.ts';
import { ALL_QUESTIONS, declareNames, LEVEL, type Namespace, type PlanSources } from './namespace.ts';
import type { Named, Plan } from './plan.ts';
import { createCompiler } from './resolution.ts';
import { checkMatrix } from './rows.ts';

/** A plan, and what later conditions over its names need. */
export interface Compiled {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** Resolves the names of a policy's or a measure's conditions. */
  scope(file: string): { scope: ConditionScope; problems: readonly Problem[] };
  /** Compiles a score that comes after all others and that nothing of the pack can name. */
  later(rule: LaterRule, givens: Givens, complain: Complain): LaterScore | undefined;
  /** The plan, and after it all that was compiled later so far. */
  whole(): Plan;
}

/** Settles every name, type and order of a questionnaire and its rubric; everything wrong with them is reported. */
export function compilePlan(sources: PlanSources): Compiled {
  const { problems, report } = collectOnce();
  const namespace = declareNames(sources, report);
  const compiler = createCompiler(sources, namespace, report);
  const { questionnaire, rubric } = sources;
  for (const [name, set] of Object.entries(questionnaire.document.optionSets ?? {})) {
    reportTwice(set, ['optionSets', name], compiler.complain(questionnaire.file));
  }
  const names = compileNames(compiler);
  compiler.checkPoints();
  questionnaire.document.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      checkMatrix(question, ['sections', s, 'questions', q], compiler.complain(questionnaire.file));
    });
  });
  const { scope } = questionnaire.document;
  const positions = new Map([...namespace.declarations.keys()].map((name, position) => [name, position]));
  const order = (name: string): number =>
    positions.get(name) ?? positions.get(name.split('/')[0] as string) ?? positions.size;
  const plan: Plan = {
    // A copy, because what is compiled later is no part of it.
    nodes: [...compiler.nodes],
    inputs: compiler.nodes.filter((node) => node.op === 'input').sort((a, b) => order(a.name) - order(b.name)),
    names,
    scores: [...compiler.scores].sort((a, b) => order(a.name) - order(b.name)),
    level: compiler.scores.find(({ name }) => name === LEVEL)?.node ?? null,
    sections: questionnaire.document.sections,
    scope: scope
      ? { when: compiler.condition(scope.when, questionnaire.file, ['scope', 'when']), text: scope.text }
      : null,
    decimals: rubric.document.decimals ?? 2,
  };
  return {
    plan,
    problems,
    scope: (file) => laterScope(file, names, namespace),
    later: (rule, givens, complain) => compileLater(rule, givens, compiler, names, complain),
    whole: () => ({ ...plan, nodes: [...compiler.nodes] }),
  };
}

/** Collects problems; the same one met again, as in each member of a score with `by`, counts once. */
function collectOnce(): { problems: readonly Problem[]; report: Report } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const report: Report = (problem) => {
    const key = JSON.stringify([problem.code, problem.file, problem.at, problem.details]);
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  };
  return { problems, report };
}

/** Compiles everything that was declared, and says what each name stands for in a condition. */
function compileNames(compiler: Compiler): Map<string, Named> {
  const { file } = compiler.sources.questionnaire;
  const names = new Map<string, Named>();
  const add = (name: string, at: readonly (string | number)[]): void => {
    const named = compiler.named(name, file, at);
    if (named) names.set(name, named);
  };
  for (const { name, at } of compiler.namespace.declarations.values()) add(name, at);
  add(ALL_QUESTIONS, []);
  for (const { name } of compiler.scores) if (!names.has(name)) add(name, []);
  // A policy names results by their packs: those of this pack are its own scores.
  for (const { name } of compiler.scores) {
    const own = names.get(name);
    const full = `${compiler.sources.questionnaire.document.id}.${name}`;
    if (own && !names.has(full)) names.set(full, own);
  }
  return names;
}

function laterScope(
  file: string,
  names: ReadonlyMap<string, Named>,
  namespace: Namespace,
): { scope: ConditionScope; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: ConditionScope['report'] = (code, at, details, on = 'value') =>
    problems.push({ code, file, at, on, details });
  return {
    problems,
    scope: {
      report,
      resolve(name, at) {
        const named = names.get(name);
        if (!named) report('M203', at, { found: name, allowed: namespace.suggest(name) }, 'key');
        return named;
      },
    },
  };
}
