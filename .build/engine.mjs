// Makes src/table/generated/: WebAssembly from what is written in AssemblyScript, as modules that hold its bytes.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the sources are: a folder for each engine, and what they share. */
const SOURCES = 'src/table/engine';
const ENGINES = ['columns', 'gb18030', 'scan', 'uscc', 'write'];
const OPTIONS = ['-O3', '--runtime', 'stub', '--noAssert', '--use', 'abort=', '--enable', 'simd,bulk-memory'];

/** Compiles the engines whose sources have changed. */
export async function generateEngines(root) {
  const target = path.join(root, 'src/table/generated');
  await mkdir(target, { recursive: true });
  const sources = await readSources(path.join(root, SOURCES));
  for (const name of ENGINES) {
    const file = path.join(target, `${name}.ts`);
    const head = `// Made by the build from ${SOURCES}/${name}: ${hashOf(sources)}\n`;
    const old = await readFile(file, 'utf8').catch(() => '');
    if (old.startsWith(head)) continue;
    const bytes = Buffer.from(await compile(name, sources)).toString('base64');
    await writeFile(file, `${head}/** The engine's bytes in base 64. */\nexport const ENGINE = '${bytes}';\n`);
  }
}

/** The texts of a folder's files by name. */
async function readSources(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])));
}

function hashOf(sources) {
  return createHash('sha256')
    .update(JSON.stringify([OPTIONS, ...sources]))
    .digest('hex');
}

async function compile(name, sources) {
  // Heavy, and seldom needed.
  const { default: asc } = await import('assemblyscript/asc');
  let compiled;
  // That vectors are no numbers of JavaScript (112) matters only at the edge.
  const command = [`${name}/index.ts`, '--outFile', 'engine.wasm', ...OPTIONS, '--disableWarning', '112'];
  const { error, stderr } = await asc.main(command, {
    // Imports name the file; the compiler wants them without its ending.
    readFile: (file) => sources.get(file)?.replace(/(?<= from '[./\w-]+)\.ts(?=')/g, '') ?? null,
    writeFile(file, contents) {
      if (file === 'engine.wasm') compiled = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${name}: ${error.message}\n${stderr}`);
  return compiled;
}
