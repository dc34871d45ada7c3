import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const PROJECTS = ['tsconfig.json', 'src/web/tsconfig.json', 'src/table/engine/tsconfig.json'];
const CONSTANTS =
  ts.TypeFlags.Literal | ts.TypeFlags.BooleanLiteral | ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never;

/** What the source has instead of a case of its own for each member of a union that it switches over. */
function findGaps(program: ts.Program, isWanted: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker();
  const gaps: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isSwitchStatement(node)) gaps.push(...gapsOf(node, checker));
    ts.forEachChild(node, look);
  };
  for (const file of program.getSourceFiles()) if (isWanted(file.fileName)) look(file);
  return gaps;
}

function gapsOf({ expression, caseBlock }: ts.SwitchStatement, checker: ts.TypeChecker): string[] {
  const type = checker.getTypeAtLocation(expression);
  const members = type.isUnion() ? type.types : [type];
  if (!members.every(({ flags }) => (flags & CONSTANTS) !== 0)) return [];
  const source = expression.getSourceFile();
  const place = `${path.relative(ROOT, source.fileName)}:${source.getLineAndCharacterOfPosition(expression.getStart()).line + 1}`;
  if (caseBlock.clauses.some(ts.isDefaultClause)) return [`${place} has a default`];
  const named = caseBlock.clauses.filter(ts.isCaseClause).map((clause) => checker.getTypeAtLocation(clause.expression));
  return members
    .filter((member) => !named.some((one) => checker.isTypeAssignableTo(member, one)))
    .map((member) => `${place} has no case ${checker.typeToString(member)}`);
}

test('a switch over a closed union has a case for every member and no default', { timeout: 240_000 }, () => {
  const gaps = PROJECTS.flatMap((project) => {
    const config = ts.getParsedCommandLineOfConfigFile(
      path.join(ROOT, project),
      { noEmit: true },
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: ({ messageText }) => expect.fail(String(messageText)),
      },
    );
    const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
    const own = path.join(ROOT, 'src') + path.sep;
    return findGaps(program, (file) => path.normalize(file).startsWith(own) && !file.includes('/generated/'));
  });
  expect([...new Set(gaps)]).toEqual([]);
});

test('a default and a missing case are found by the check of switches', () => {
  const text = `
    type Form = 'one' | 'two' | 'three';
    export function first(form: Form): number { switch (form) { case 'one': return 1; default: return 2; } }
    export function second(form: Form): void { switch (form) { case 'one': case 'two': break; } }
    export function third(form: Form): number { switch (form) { case 'one': return 1; case 'two': case 'three': return 2; } }
    export function open(text: string): number { switch (text) { case 'one': return 1; default: return 2; } }
  `;
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === 'planted.ts'
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true)
      : getSourceFile(name, ...rest);
  const program = ts.createProgram(['planted.ts'], { strict: true, noLib: true }, host);
  const gaps = findGaps(program, (file) => file === 'planted.ts').map((gap) => gap.replace(/^.*?:(?=\d)/, ''));
  expect(gaps).toEqual(['3 has a default', '4 has no case "three"']);
});
