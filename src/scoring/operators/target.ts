import type { Operator } from './operator.ts';

/** The value of another node under the target answers. */
export interface TargetNode {
  readonly op: 'target';
  readonly of: number;
}

export const target: Operator<TargetNode> = {
  family: 'target',
  compileRule({ target: name = '' }, { number, add }) {
    const target = number(name, 'target');
    return target === undefined ? undefined : add<TargetNode>({ op: 'target', of: target });
  },
  operands: ({ of }) => [of],
  evaluate: ({ of }, scope) => scope.target(of),
  // Rows of a table have no target answers, so the given ones are used.
  columns: ({ of }, { column }) => column(of),
  extremes: ({ of }, scope) => scope.extremes(of),
  explain: ({ of }, _, scope) => ({ parts: [scope.target(of)] }),
};
