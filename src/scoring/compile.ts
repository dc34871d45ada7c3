import { type ConditionScope, compileCondition } from '../condition/compile.ts';
import type { Condition, ValueType } from '../condition/condition.ts';
import type { Derivation } from '../model/generated/types.ts';
import type { Details, Path, Problem, ProblemCode } from '../model/problem.ts';
import { type Compiler, type Resolved, withTags } from './compiler.ts';
import { compileDerivation, outcomesOf } from './derivations.ts';
import { type Complain, readInput, reportTwice } from './inputs.ts';
import { listMembers } from './lists.ts';
import {
  ALL_QUESTIONS,
  type Declaration,
  declareNames,
  type Member,
  type Namespace,
  type PlanSources,
} from './namespace.ts';
import type { Input, Named, Node, Plan, ScoreNode, Tags } from './plan.ts';
import { choosePoints, readPoints } from './points.ts';
import { readsOf } from './reads.ts';
import { compileScore } from './scores.ts';

/** A plan, and what later conditions over its names need. */
export interface Compiled {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** Resolves the names of a policy's or a measure's conditions. */
  scope(file: string): { scope: ConditionScope; problems: readonly Problem[] };
}

/** Settles every name, type and order of a questionnaire and its rubric; everything wrong with them is reported. */
export function compilePlan(sources: PlanSources): Compiled {
  const problems: Problem[] = [];
  const namespace = declareNames(sources, (problem) => problems.push(problem));
  const nodes: Node[] = [];
  const done = new Map<string, Resolved | undefined>();
  const underWay: string[] = [];
  const scores: ScoreNode[] = [];
  const scoreMembers = new Map<string, Member[]>();
  const behind = new Map<number, readonly number[]>();
  const listNodes = new Map<string, number>();

  const complain =
    (file: string): Complain =>
    (code, at, details, on = 'value') => {
      problems.push({ code, file, at, on, details });
    };

  const compiler: Compiler = {
    sources,
    namespace,
    complain,
    add: (node) => nodes.push(node) - 1,
    node: (position) => nodes[position] as Node,
    resolve(name, file, at) {
      if (name === ALL_QUESTIONS) return { kind: 'many', isScore: false, members: allQuestions() };
      const instance = scoreMembers.get(name);
      const declaration = namespace.find(name);
      if (!declaration) {
        if (instance?.[0]) return { kind: 'one', member: instance[0] };
        const outer = namespace.find(name.split('/')[0] ?? '');
        if (outer?.kind === 'score' && name.includes('/') && !underWay.includes(outer.name)) {
          this.resolve(outer.name, file, at);
          const found = scoreMembers.get(name)?.[0];
          if (found) return { kind: 'one', member: found };
        }
        complain(file)('M203', at, { found: name, allowed: namespace.suggest(name) });
        return undefined;
      }
      if (done.has(name)) return done.get(name);
      if (underWay.includes(name)) {
        const cycle = [...underWay.slice(underWay.indexOf(name)), name].join(' → ');
        complain(file)('M208', at, { found: name, wanted: cycle });
        return undefined;
      }
      underWay.push(name);
      const resolved = resolveDeclaration(declaration);
      underWay.pop();
      done.set(name, resolved);
      return resolved;
    },
    condition: (source, file, at, tags = {}) => compileCondition(source, at, conditionScope(file, tags)),
    addScore(score, member) {
      scores.push(score);
      scoreMembers.set(score.name, [member]);
      const group = score.name.split('/')[0] as string;
      if (group !== score.name) scoreMembers.set(group, [...(scoreMembers.get(group) ?? []), member]);
    },
    list(members) {
      const key = members.map(({ value }) => value).join(',');
      const node =
        listNodes.get(key) ??
        compiler.add({ op: 'list', members: members.map(({ name, value }) => ({ name, node: value })) });
      listNodes.set(key, node);
      return { node, type: { kind: 'list', of: commonType(members) } };
    },
    questionsBehind(node) {
      const known = behind.get(node);
      if (known) return known;
      const found = nodes[node] as Node;
      const own = found.op === 'input' && found.role === 'question' ? [node] : [];
      const all = new Set([...own, ...readsOf(found).flatMap((read) => compiler.questionsBehind(read))]);
      const sorted = [...all].sort((a, b) => a - b);
      behind.set(node, sorted);
      return sorted;
    },
  };

  function allQuestions(): Member[] {
    return [...namespace.declarations.values()].filter(({ kind }) => kind === 'question').flatMap(membersOf);
  }

  function membersOf(declaration: Declaration): readonly Member[] {
    const resolved = compiler.resolve(declaration.name, declaration.file, declaration.at);
    return resolved === undefined ? [] : resolved.kind === 'one' ? [resolved.member] : resolved.members;
  }

  function resolveDeclaration(declaration: Declaration): Resolved | undefined {
    switch (declaration.kind) {
      case 'fact':
      case 'question':
        return { kind: 'one', member: resolveInput(declaration) };
      case 'section':
        return {
          kind: 'many',
          isScore: false,
          members: declaration.section.questions.flatMap(({ id }) => {
            const question = namespace.find(id);
            return question?.kind === 'question' ? membersOf(question) : [];
          }),
        };
      case 'list':
        return { kind: 'many', isScore: false, members: listMembers(declaration, compiler) };
      case 'score': {
        if (declaration.outer === null) compileScore(declaration, compiler);
        else compiler.resolve(declaration.outer, declaration.file, declaration.at);
        const members = scoreMembers.get(declaration.name) ?? [];
        const [only] = members;
        return members.length === 1 && only?.name === declaration.name
          ? { kind: 'one', member: only }
          : { kind: 'many', isScore: true, members };
      }
    }
  }

  function resolveInput(declaration: Extract<Declaration, { kind: 'fact' | 'question' }>): Member {
    const { file, name } = declaration;
    const definition = declaration.kind === 'fact' ? declaration.fact : declaration.question;
    const at = declaration.at.slice(0, -1);
    const section = declaration.kind === 'question' ? declaration.section : null;
    const conditions = [
      ...(section?.when ? [compiler.condition(section.when, file, [...at.slice(0, 2), 'when'])] : []),
      ...(definition.when ? [compiler.condition(definition.when, file, [...at, 'when'])] : []),
    ];
    const when: Condition | null = conditions.length === 0 ? null : { op: 'all', of: conditions };
    const cases = declaration.kind === 'fact' ? declaration.fact.first : undefined;
    if (definition.type === undefined && !cases) complain(file)('M221', [...at, 'id'], { found: name });
    const outcomes = cases ? outcomesOf(cases) : null;
    const around = {
      role: declaration.kind,
      at,
      section,
      optionSets: sources.questionnaire.document.optionSets ?? {},
      when,
      outcomes,
      complain: complain(file),
    };
    const plain = readInput(definition, { ...around, derived: null });
    const derivation: Derivation | { first: NonNullable<typeof cases> } | undefined = cases
      ? { first: cases }
      : definition.derive;
    const place = cases ? at : [...at, 'derive'];
    const derived = derivation ? compileDerivation(derivation, file, place, plain.value, compiler) : null;
    const position = compiler.add({ ...plain, derived: derived ?? null });
    return {
      name,
      value: position,
      type: plain.value,
      tags: plain.tags,
      number: (asked) => numberOf(position, file, asked),
    };
  }

  const pointNodes = new Map<number, number>();
  /** The position of an answer's points; made where it is first counted. */
  function numberOf(position: number, file: string, at: Path): number | undefined {
    const known = pointNodes.get(position);
    if (known !== undefined) return known;
    const input = nodes[position] as Input;
    const { rubric } = sources;
    const optionSet = typeof input.definition.options === 'string' ? input.definition.options : null;
    const source = choosePoints(input, optionSet, pointLists(), rubric.document.points ?? {}, complain(rubric.file));
    if (!source && input.value.kind !== 'number') {
      const countable = input.value.kind === 'boolean' || input.options.length > 0;
      complain(file === rubric.file || countable ? rubric.file : file)('M211', at, { found: input.name });
      return undefined;
    }
    const table = source ? readPoints(input, source, complain(rubric.file)) : null;
    const node = compiler.add({ op: 'points', of: position, table });
    pointNodes.set(position, node);
    return node;
  }

  let lists: Map<string, readonly string[]> | undefined;
  function pointLists(): Map<string, readonly string[]> {
    lists ??= new Map(
      [...namespace.declarations.values()]
        .filter(({ kind, name }) => kind === 'list' && Object.hasOwn(sources.rubric.document.points ?? {}, name))
        .map((declaration) => [declaration.name, membersOf(declaration).map(({ name }) => name)]),
    );
    return lists;
  }

  function conditionScope(file: string, tags: Tags): ConditionScope {
    return {
      report: (code: ProblemCode, at: Path, details: Details, on) => complain(file)(code, at, details, on),
      resolve(name, at) {
        const resolved = compiler.resolve(name, file, at);
        if (!resolved) return undefined;
        if (resolved.kind === 'one') return { node: resolved.member.value, type: resolved.member.type };
        const members = withTags(resolved.members, tags);
        const [only] = members;
        if (resolved.isScore && only && members.length === 1 && Object.keys(tags).length > 0) {
          return { node: only.value, type: only.type };
        }
        return compiler.list(members);
      },
    };
  }

  const { questionnaire } = sources;
  for (const [name, set] of Object.entries(questionnaire.document.optionSets ?? {})) {
    reportTwice(set, ['optionSets', name], complain(questionnaire.file));
  }
  const names = new Map<string, Named>();
  const everything = conditionScope(questionnaire.file, {});
  for (const { name, at } of namespace.declarations.values()) {
    const named = everything.resolve(name, at);
    if (named) names.set(name, named);
  }
  names.set(ALL_QUESTIONS, compiler.list(allQuestions()));
  for (const [name, [member]] of scoreMembers)
    if (member && !names.has(name)) names.set(name, { node: member.value, type: member.type });
  checkPointKeys(sources, namespace, complain(sources.rubric.file));
  const { scope } = questionnaire.document;
  const plan: Plan = {
    nodes,
    inputs: nodes.filter((node) => node.op === 'input').sort((a, b) => order(a) - order(b)),
    names,
    scores: [...scores].sort((a, b) => scoreOrder(a) - scoreOrder(b)),
    level: scoreMembers.get('level')?.[0]?.value ?? null,
    sections: questionnaire.document.sections,
    scope: scope
      ? { when: compiler.condition(scope.when, questionnaire.file, ['scope', 'when']), text: scope.text }
      : null,
    decimals: sources.rubric.document.decimals ?? 2,
  };

  function order(input: Input): number {
    return [...namespace.declarations.keys()].indexOf(input.name);
  }
  function scoreOrder(score: ScoreNode): number {
    return [...namespace.declarations.keys()].indexOf(score.name.split('/')[0] as string);
  }

  return {
    plan,
    problems,
    scope(file) {
      const found: Problem[] = [];
      const scope: ConditionScope = {
        report: (code, at, details, on = 'value') => found.push({ code, file, at, on, details }),
        resolve(name, at) {
          const named = names.get(name);
          if (!named)
            found.push({
              code: 'M203',
              file,
              at,
              on: 'key',
              details: { found: name, allowed: namespace.suggest(name) },
            });
          return named;
        },
      };
      return { scope, problems: found };
    },
  };
}

function commonType(members: readonly Member[]): ValueType {
  const [first, ...rest] = members.map(({ type }) => type);
  if (!first) return { kind: 'mixed' };
  return rest.reduce((common, type): ValueType => {
    if (common.kind !== type.kind || common.kind === 'list') return { kind: 'mixed' };
    if (common.kind !== 'choice' || type.kind !== 'choice') return common;
    return { kind: 'choice', options: [...new Set([...common.options, ...type.options])] };
  }, first);
}

function checkPointKeys({ questionnaire, rubric }: PlanSources, namespace: Namespace, complain: Complain): void {
  const sets = questionnaire.document.optionSets ?? {};
  for (const key of Object.keys(rubric.document.points ?? {})) {
    const kind = namespace.find(key)?.kind;
    const known = key === ALL_QUESTIONS || Object.hasOwn(sets, key) || (kind !== undefined && kind !== 'score');
    if (!known) {
      const wanted = 'question, list, section or option set';
      complain('M203', ['points', key], { found: key, wanted, allowed: namespace.suggest(key) }, 'key');
    }
  }
}
