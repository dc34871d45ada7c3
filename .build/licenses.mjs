// The licences of the packages whose code is in the bundle.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const HEADING = 'Matura contains code of the packages below. Each is followed by its licence.\n';

/** Name, version and licence text of every package that put bytes into one of the bundles, by name. */
export async function thirdPartyLicenses(root, metafiles) {
  const folders = new Set(metafiles.flatMap(bundledFiles).map(packageFolder).filter(Boolean));
  const notices = await Promise.all([...folders].map((folder) => notice(path.join(root, folder))));
  return [HEADING, ...[...new Set(notices)].sort()].join(`\n${'-'.repeat(80)}\n\n`);
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
