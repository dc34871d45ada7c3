// What is in the bundle that others wrote: its licences, and the same as a list for machines (CycloneDX).
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const HEADING = 'Matura contains code of the packages below. Each is followed by its licence.\n';

/** The folders of every package that put bytes into one of the bundles, in the order of their names. */
export async function bundledPackages(root, metafiles) {
  const files = [...new Set(metafiles.flatMap(bundledFiles))];
  const inside = await Promise.all(files.filter((file) => packageFolder(file)).map((file) => carriedIn(root, file)));
  return [...new Set([...files, ...inside.flat()].map(packageFolder).filter(Boolean))].sort();
}

/** Packages come with others inside, whose files a bundler has marked by their names. */
async function carriedIn(root, file) {
  const text = await readFile(path.join(root, file), 'utf8');
  return [...text.matchAll(/^\/\/ (node_modules\/\S+)$/gm)].map(([, inner]) => {
    const own = `${packageFolder(file)}/${inner}`;
    return existsSync(path.join(root, packageFolder(own))) ? own : inner;
  });
}

/** Name, version and licence text of packages. */
export async function thirdPartyLicenses(root, folders) {
  const notices = await Promise.all(folders.map((folder) => notice(path.join(root, folder))));
  return [HEADING, ...[...new Set(notices)].sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The list of what Matura is made of, by CycloneDX 1.6; the same packages give the same bytes. `more` are further components. */
export async function billOfMaterials(root, folders, more = []) {
  const manifests = await Promise.all(
    folders.map(async (folder) => JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'))),
  );
  const own = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const components = [...new Map(manifests.map((one) => [packageUrl(one), componentOf(one)])).values(), ...more];
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const serial = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, 'urn:uuid:$1-$2-5$3-8$4-$5');
  return `${JSON.stringify(
    {
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serial, version: 1 },
      metadata: { component: { ...componentOf(own), type: 'application' } },
      components,
      dependencies: [
        { ref: packageUrl(own), dependsOn: components.map((one) => one['bom-ref']) },
        ...components.map((one) => ({ ref: one['bom-ref'] })),
      ],
    },
    null,
    2,
  )}\n`;
}

export function packageUrl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

export function componentOf({ name, version, license }) {
  const url = packageUrl({ name, version });
  const terms = license.includes(' ') ? { expression: license } : { license: { id: license } };
  return { type: 'library', 'bom-ref': url, name, version, licenses: [terms], purl: url };
}

function bundledFiles({ outputs }) {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
}

/** `node_modules/@scope/name/lib/a.js` gives `node_modules/@scope/name`; a nested package gives the inner one. */
function packageFolder(file) {
  return file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  // A package that names its licence without the text of it: the text stands here.
  const text = file ? path.join(folder, file) : path.join(import.meta.dirname, 'licenses', `${name}.txt`);
  const terms = await readFile(text, 'utf8').catch(() => undefined);
  if (!license || !terms) throw new Error(`${name} ${version} does not state its licence, so it cannot be bundled`);
  return `${name} ${version} (${license})\n\n${terms.trim()}\n`;
}
