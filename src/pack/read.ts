import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Details, Path, Problem, ProblemCode } from '../model/problem.ts';
import type { DocumentKind } from '../model/schemas.ts';
import { adviseOnMissingValue, WITHOUT_MERGE_KEY } from './advice.ts';
import { contentOf, keyText, MERGE_KEY, spanOf } from './place.ts';
import { readScalar, type ScalarText } from './scalar.ts';
import { fittingRules, type Rule, ruleBelow, ruleFor } from './schema.ts';
import { describeWanted } from './wanted.ts';
import type { YamlTree } from './yaml.ts';

/** A document's value as far as it can be read, and what could not. */
export interface Reading {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Reads a tree as the plain value of a document kind: the type declared for a place decides how its text is read. Maps
 * have no prototype, so that no key finds anything that is not in the document.
 */
export function readTree(tree: YamlTree, kind: DocumentKind, file: string): Reading {
  const problems: Problem[] = [];
  const complain = (code: ProblemCode, at: Problem['at'], details: Details, on: 'key' | 'value' = 'value'): void => {
    problems.push({ code, file, at, on, details });
  };

  const read = (node: Node | null, rule: Rule | undefined, at: Path): unknown => {
    const content = contentOf(tree, node);
    if (isMap<Node, Node | null>(content)) return readMap(content, rule, at);
    if (isSeq<Node>(content)) {
      const [list] = rule ? fittingRules(rule, { kind: 'list' }) : [];
      return content.items.map((item, i) => read(item, list && ruleBelow(list, i), [...at, i]));
    }
    const scalar = scalarText(content);
    const rules = rule ? fittingRules(rule, { kind: 'scalar' }) : [];
    if (!rule || rules.length === 0) return scalar.plain && scalar.text === '' ? null : scalar.text;
    const found = readScalar(scalar, rules, () => describeWanted(rule));
    if ('value' in found) return found.value;
    const isEmpty = scalar.plain && scalar.text === '';
    // Without a colon behind it a key stands in brackets only.
    const advice = isEmpty && node === null ? adviseOnMissingValue(String(at.at(-1)), rules.every(isText)) : {};
    complain(found.code, at, { ...found.details, ...advice });
    return isEmpty ? null : scalar.text;
  };

  const readMap = (map: YAMLMap<Node, Node | null>, rule: Rule | undefined, at: Path): unknown => {
    const value: Record<string, unknown> = Object.create(null);
    const keys = map.items.map((pair) => keyText(tree, pair.key));
    const [fitting] = rule ? fittingRules(rule, { kind: 'map', keys: keys.filter((key) => key !== undefined) }) : [];
    for (const [i, pair] of map.items.entries()) {
      const key = keys[i];
      if (key === undefined) {
        complain('M107', spanOf(pair.key), { wanted: 'text, as every key' });
      } else if (key === MERGE_KEY && fitting && scalarText(contentOf(tree, pair.key)).plain) {
        // Without quotes, in some YAML the merge key; here it would be a name that nothing has.
        complain('M109', [...at, key], { found: key, ...WITHOUT_MERGE_KEY }, 'key');
      } else if (Object.hasOwn(value, key)) {
        complain('M102', spanOf(pair.key), { found: key }, 'key');
      } else {
        value[key] = read(pair.value, fitting && ruleBelow(fitting, key), [...at, key]);
      }
    }
    return value;
  };

  return { value: read(tree.root, ruleFor(kind), []), problems };
}

/** Whether any text may stand there, and nothing else. */
function isText({ schema }: Rule): boolean {
  return schema.type === 'string' && schema.pattern === undefined && schema.enum === undefined;
}

function scalarText(node: Node | null): ScalarText {
  if (!isScalar(node)) return { text: '', plain: true };
  return { text: String(node.value), plain: node.type === 'PLAIN' };
}
