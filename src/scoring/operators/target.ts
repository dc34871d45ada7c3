import type { Operator } from './operator.ts';

/** What another node comes to under the answers aimed at. */
export interface TargetNode {
  readonly op: 'target';
  readonly of: number;
}

export const target: Operator<TargetNode> = {
  family: 'target',
  compileRule({ target: name = '' }, { number, add }) {
    const of = number(name, 'target');
    return of === undefined ? undefined : add<TargetNode>({ op: 'target', of });
  },
  operands: ({ of }) => [of],
  evaluate: ({ of }, scope) => scope.target(of),
  // Rows of a table state no answers that are aimed at.
  columns: ({ of }, { column }) => column(of),
  extremes: ({ of }, scope) => scope.extremes(of),
  explain: ({ of }, _, scope) => ({ parts: [scope.target(of)] }),
};
