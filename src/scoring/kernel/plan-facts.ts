import type { Condition, Test } from '../../condition/condition.ts';
import type { Atom } from '../../condition/value.ts';
import type { Input, Node, Plan } from '../plan.ts';
import type { WarningKind } from './outcome.ts';

/** All texts a plan names: other texts are all alike to it. */
export function vocabularyOf(plan: Plan): readonly string[] {
  const atoms = [
    ...plan.nodes.flatMap((node) => [...atomsOf(node), ...conditionsOf(node).flatMap(atomsIn)]),
    ...(plan.scope ? atomsIn(plan.scope.when) : []),
  ];
  return [...new Set(atoms.filter((atom): atom is string => typeof atom === 'string'))];
}

function atomsOf(node: Node): readonly Atom[] {
  switch (node.op) {
    case 'constant':
      return [node.value];
    case 'steps':
      return node.steps.map(({ value }) => value);
    case 'input':
      return node.default === null ? [] : [node.default];
    default:
      return [];
  }
}

function conditionsOf(node: Node): readonly Condition[] {
  switch (node.op) {
    case 'input':
    case 'guard':
      return node.when ? [node.when] : [];
    case 'levels':
      return node.levels.map(({ when }) => when);
    case 'first':
      return node.cases.flatMap(({ when }) => (when ? [when] : []));
    case 'anyOf':
      return node.conditions;
    default:
      return [];
  }
}

function atomsIn(condition: Condition): readonly Atom[] {
  if (condition.op === 'entry') return atomsOfTest(condition.test);
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(atomsIn);
}

function atomsOfTest(test: Test): readonly Atom[] {
  switch (test.keyword) {
    case 'const':
    case 'enum':
      return test.atoms;
    case 'contains':
    case 'items':
    case 'not':
      return atomsOfTest(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(atomsOfTest);
    default:
      return [];
  }
}

/** The warnings that are possible, in the order in which results list them. */
export function warningKindsOf(plan: Plan): readonly WarningKind[] {
  const inputs = plan.nodes.filter((node) => node.op === 'input');
  const ofInput = (node: Input): WarningKind[] => {
    const input = plan.inputs.indexOf(node);
    const evidence = 'evidence' in node.definition && node.definition.evidence === 'required';
    return [
      ...(node.when ? [{ code: 'not-asked', input } as const] : []),
      ...(node.derived === null ? [] : [{ code: 'derived-contradicted', input } as const]),
      ...(node.derived !== null && node.value.kind === 'number'
        ? [{ code: 'derived-out-of-range', input } as const]
        : []),
      ...(evidence ? [{ code: 'evidence-missing', input } as const] : []),
    ];
  };
  return [...(plan.scope ? [{ code: 'out-of-scope', input: null } as const] : []), ...inputs.flatMap(ofInput)];
}

/** The facts that may have a value without being stated, and few values: groups can be made of them. */
export function followingFactsOf(plan: Plan): readonly number[] {
  return plan.inputs.flatMap((input, i) => {
    const kinds = ['choice', 'boolean'];
    return input.role === 'fact' && input.derived !== null && kinds.includes(input.value.kind) ? [i] : [];
  });
}
