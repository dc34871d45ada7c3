import ts from 'typescript';

/** A name as the code uses it: `console`, `Date.now`, `x.toLocaleString`, `new Date()`; the line is 1-based. */
export interface UsedName {
  readonly name: string;
  readonly line: number;
}

/** The names that a module's code uses as values. Comments, texts, types and keys of objects are not uses. */
export function usedNames(text: string): UsedName[] {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  const used: UsedName[] = [];
  const add = (node: ts.Node, name: string) =>
    used.push({ name, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) add(node, `${leftSide(node.expression)}.${node.name.text}`);
    else if (ts.isIdentifier(node) && !isOnlyLabel(node)) add(node, node.text);
    else if (isDateOfNow(node)) add(node, 'new Date()');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return used;
}

function leftSide(expression: ts.Expression): string {
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** Whether the identifier names a member, a key or a type instead of reading a value. */
function isOnlyLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return true;
  const labels =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isTypeElement(parent);
  return labels && parent.name === node;
}

function isDateOfNow(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return leftSide(node.expression) === 'Date';
  return ts.isNewExpression(node) && leftSide(node.expression) === 'Date' && !node.arguments?.length;
}
