// Makes the declarations of the library: its own, and of the document kinds what these name, each in one file.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

const OPTIONS = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, strict: true, removeComments: false };

/** What stands between the library's own declarations and those of the documents. */
const DOCUMENTS = '// Documents, as their schemas describe them.';

/** Writes library.d.ts and library-node.d.ts into `outdir`. */
export async function writeDeclarations(root, outdir) {
  const library = await declarationsOf(path.join(root, 'src/library/index.ts'));
  const kinds = statementsOf(await readFile(path.join(root, 'src/model/generated/types.ts'), 'utf8'));
  // What is only passed on is exported where it is declared.
  const { own, passed } = splitExports(library);
  const documents = reachable(kinds, passed);
  await writeFile(path.join(outdir, 'library.d.ts'), `${own}\n${DOCUMENTS}\n\n${documents.join('\n\n')}\n`);
  const node = (await declarationsOf(path.join(root, 'src/library/node.ts'))).replace('./index.ts', './library.js');
  await writeFile(path.join(outdir, 'library-node.d.ts'), node);
}

async function declarationsOf(file) {
  const { outputText, diagnostics } = ts.transpileDeclaration(await readFile(file, 'utf8'), {
    fileName: file,
    compilerOptions: OPTIONS,
    reportDiagnostics: true,
  });
  if (diagnostics?.length)
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(diagnostics[0].messageText, '\n')}`);
  return outputText;
}

const parse = (text) => ts.createSourceFile('types.ts', text, ts.ScriptTarget.ES2023, true);

/** Each declared type by its name: its text, and the names in it. */
function statementsOf(text) {
  const declared = parse(text).statements.filter(
    (one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  return new Map(declared.map((one) => [one.name.text, { text: one.getFullText().trim(), names: namesIn(one) }]));
}

function namesIn(node) {
  const names = new Set();
  const visit = (inner) => {
    if (ts.isTypeReferenceNode(inner)) names.add(inner.typeName.getText());
    if (ts.isExpressionWithTypeArguments(inner)) names.add(inner.expression.getText());
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

/** The declarations without imports and without `export type { … }`, and what the latter named. */
function splitExports(text) {
  const source = parse(text);
  const kept = [];
  const passed = [];
  for (const one of source.statements) {
    if (ts.isImportDeclaration(one)) continue;
    if (!ts.isExportDeclaration(one)) kept.push(one.getFullText().trim());
    else if (one.exportClause) passed.push(...one.exportClause.elements.map(({ name }) => name.text));
  }
  return { own: `${kept.join('\n\n')}\n`, passed };
}

/** The texts of some types and of all that they name, in the order of the source. */
function reachable(kinds, start) {
  const reached = new Set(start);
  for (const name of reached)
    for (const inner of kinds.get(name)?.names ?? []) if (kinds.has(inner)) reached.add(inner);
  const lost = start.filter((name) => !kinds.has(name));
  if (lost.length > 0) throw new Error(`no document kind declares ${lost.join(', ')}`);
  return [...kinds].filter(([name]) => reached.has(name)).map(([, { text }]) => text);
}
