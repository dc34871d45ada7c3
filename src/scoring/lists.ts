import type { ConditionSource } from '../condition/compile.ts';
import { compileCondition } from '../condition/compile.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import { exactly, NOTHING } from '../condition/value.ts';
import type { Compiler } from './compiler.ts';
import type { Declaration, Member } from './namespace.ts';

/** The members of a list: those named, or the questions whose tags satisfy its condition. */
export function listMembers(
  declaration: Extract<Declaration, { kind: 'list' }>,
  compiler: Compiler,
): readonly Member[] {
  const { rule, file, at } = declaration;
  if (Array.isArray(rule)) {
    return rule.flatMap((name, i) => {
      const resolved = compiler.resolve(name, file, [...at, i]);
      return resolved === undefined ? [] : resolved.kind === 'one' ? [resolved.member] : resolved.members;
    });
  }
  const tags: string[] = [];
  const condition = compileCondition(rule as ConditionSource, at, {
    report: compiler.complain(file),
    resolve: (tag) => ({ node: tags.includes(tag) ? tags.indexOf(tag) : tags.push(tag) - 1, type: { kind: 'text' } }),
  });
  const all = compiler.resolve('all', file, at);
  const questions = all?.kind === 'many' ? all.members : [];
  const chosen = questions.filter((question) => {
    const truth = evaluateCondition(condition, (position) => {
      const value = question.tags[tags[position] as string];
      return value === undefined ? NOTHING : exactly(value);
    });
    return truth === 'holds';
  });
  if (chosen.length === 0) compiler.complain(file)('M222', at, { found: declaration.name, wanted: 'such tags' }, 'key');
  return chosen;
}
