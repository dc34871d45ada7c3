import { createListValue, isNothing } from '../possible-values.ts';
import type { Operator } from './operator.ts';

export interface ListMember {
  readonly name: string;
  readonly node: number;
}

/** A list of the values of all scores or questions to which a name in a condition refers. */
export interface ListNode {
  readonly op: 'list';
  readonly members: readonly ListMember[];
}

export const list: Operator<ListNode> = {
  family: 'list',
  operands: ({ members }) => members.map(({ node }) => node),
  evaluate: ({ members }, { read }) => createListValue(members.map(({ node }) => read(node))),
  columns: ({ members }, { column }) => ({ form: 'list', members: members.map(({ node }) => column(node)) }),
  explain({ members }, _, { node, read }) {
    const presentMembers = members.filter((member) => !isNothing(read(member.node)));
    const absentMembers = members.filter((member) => isNothing(read(member.node)));
    return {
      parts: presentMembers.map((member) => ({ ...node(member.node), name: member.name })),
      excluded: absentMembers.map(({ name }) => ({ name, reason: 'nothing' })),
    };
  },
};
