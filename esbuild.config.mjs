// The build: `node esbuild.config.mjs` makes the folders `generated` of model, check, table and i18n in src/, the reference and
// dist/; with `model`, all but dist/.
import { existsSync } from 'node:fs';
import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleCli, bundleLibrary, bundlePages, importSource } from './.build/bundle.mjs';
import { generateCountries } from './.build/countries.mjs';
import { writeDeclarations } from './.build/declarations.mjs';
import { generateEngines } from './.build/engine.mjs';
import { billOfMaterials, bundledPackages, thirdPartyLicenses } from './.build/licenses.mjs';
import { generateMessages } from './.build/messages.mjs';
import { generateModel } from './.build/model.mjs';
import { writeReference } from './.build/reference.mjs';
import { generateRules } from './.build/rules.mjs';
import { generateSpellings } from './.build/spellings.mjs';

const root = import.meta.dirname;
const validators = await generateModel(root);
await generateRules(root);
await generateSpellings(root);
await generateCountries(root);
await writeReference(root);
await generateEngines(root);
await generateMessages(root);
if (process.argv[2] !== 'model') await buildDist();

/** Builds beside dist/ and changes places at the end: a build that fails leaves the last good one. */
async function buildDist() {
  const dist = path.join(root, 'dist');
  const fresh = `${dist}.${process.pid}`;
  try {
    const cli = await bundleCli(root, fresh);
    const library = await bundleLibrary(root, fresh);
    await writeDeclarations(root, fresh);
    const pages = await bundlePages(root, fresh);
    // The form goes to people who have nothing else of Matura, so it carries its licences itself.
    await appendFile(
      path.join(fresh, 'form.js'),
      `/*\n${await thirdPartyLicenses(root, await bundledPackages(root, [pages]))}*/\n`,
    );
    const packages = await bundledPackages(root, [cli, library, pages, validators]);
    await writeFile(path.join(fresh, 'THIRD-PARTY-LICENSES.txt'), await thirdPartyLicenses(root, packages));
    await writeFile(path.join(fresh, 'sbom.cdx.json'), await billOfMaterials(root, packages));
    await prebuildPacks(path.join(fresh, 'packs'));
    await rm(dist, { recursive: true, force: true });
    await rename(fresh, dist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Parses the bundled packs once and for all: a run that reads YAML pays 100 ms for it. */
async function prebuildPacks(outdir) {
  const source = 'src/pack/prebuild.ts';
  if (!existsSync(path.join(root, source))) return;
  const { prebuild } = await importSource(root, source);
  await prebuild(root, outdir);
}
