import type { ConditionSource } from '../condition/compile.ts';
import { compileCondition } from '../condition/compile.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import { exactly, NOTHING } from '../condition/value.ts';
import { type Compiler, membersOf } from './compiler.ts';
import type { Declaration, Member } from './namespace.ts';
import { questionsOf, rowsOf } from './rows.ts';
import { tagOf, tagsOf } from './tags.ts';

type ListDeclaration = Extract<Declaration, { kind: 'list' }>;

/** The members of a list: those named, or the questions whose tags satisfy its condition. */
export function listMembers(declaration: ListDeclaration, compiler: Compiler): readonly Member[] {
  const { rule, file, at, name } = declaration;
  if (Array.isArray(rule)) {
    return rule.flatMap((member, i) => membersOf(compiler.resolve(member, file, [...at, i])));
  }
  const chosen = taggedQuestions(declaration, compiler);
  if (chosen.length === 0) compiler.complain(file)('M222', at, { found: name, wanted: 'such tags' }, 'key');
  return chosen.flatMap((question) => membersOf(compiler.resolve(question, file, at)));
}

/** The questions and facts a list holds, by name. Compiles none of them: one may depend on a score that is under way. */
export function inputsOf(declaration: Declaration, compiler: Compiler, seen = new Set<string>()): readonly string[] {
  if (seen.has(declaration.name)) return [];
  seen.add(declaration.name);
  switch (declaration.kind) {
    case 'fact':
    case 'question':
      return [declaration.name];
    case 'section':
      return questionsOf(declaration.section).map(({ question }) => question.id);
    case 'matrix':
      return rowsOf(declaration.question);
    case 'list': {
      const { rule } = declaration;
      if (!Array.isArray(rule)) return taggedQuestions(declaration, compiler);
      return rule.flatMap((name) => {
        const member = compiler.namespace.find(name);
        return member ? inputsOf(member, compiler, seen) : [];
      });
    }
    case 'score':
      return [];
  }
}

function taggedQuestions({ rule, file, at }: ListDeclaration, { namespace, complain }: Compiler): string[] {
  const names: string[] = [];
  const condition = compileCondition(rule as ConditionSource, at, {
    report: complain(file),
    resolve: (tag) => ({
      node: names.includes(tag) ? names.indexOf(tag) : names.push(tag) - 1,
      type: { kind: 'text' },
    }),
  });
  return [...namespace.declarations.values()].flatMap((declaration) => {
    if (declaration.kind !== 'question') return [];
    const tags = tagsOf(declaration.question, declaration.section);
    const truth = evaluateCondition(condition, (position) => {
      const value = tagOf(tags, names[position] as string);
      return value === undefined ? NOTHING : exactly(value);
    });
    return truth === 'holds' ? [declaration.name] : [];
  });
}
