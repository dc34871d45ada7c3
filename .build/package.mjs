// `npm run package`: makes matura-VERSION.tgz. Its code is bundled, so its manifest names no dependencies, and it installs
// without a network; `-- --out FOLDER` makes it elsewhere than here.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');

/** What only the repository needs of its manifest. */
const OF_THE_REPOSITORY = ['scripts', 'dependencies', 'devDependencies', 'overrides', 'allowScripts'];

/** Packs Matura as it is built; gives the path of the tarball. The same build gives the same bytes. */
export async function packProduct(folder) {
  const stage = await mkdtemp(path.join(tmpdir(), 'matura-package-'));
  try {
    for (const file of await listFiles()) await cp(path.join(root, file), path.join(stage, file), { recursive: true });
    const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    for (const key of OF_THE_REPOSITORY) delete manifest[key];
    await writeFile(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await mkdir(folder, { recursive: true });
    const [{ filename }] = await npmPack(stage, '--pack-destination', folder);
    return path.join(folder, filename);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function listFiles() {
  const [{ files }] = await npmPack(root, '--dry-run');
  return files.map((file) => file.path);
}

async function npmPack(what, ...options) {
  const args = ['pack', what, '--ignore-scripts', '--json', ...options];
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 1 << 26, shell: process.platform === 'win32' });
  return JSON.parse(stdout);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: '.' } } });
  process.stdout.write(`${await packProduct(path.resolve(values.out))}\n`);
}
