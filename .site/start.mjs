// `npm run site`: the guides and the reference as a web site in `site/`, searchable without a network. VitePress comes from
// a lock file of its own: the project's tools install as quickly without it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPages } from './pages.mjs';
import { LANGUAGES, rootOf } from './words.mjs';

const SITE = import.meta.dirname;
const PAGES = path.join(SITE, 'pages');

const npm = (...args) =>
  execFileSync('npm', args, { cwd: SITE, stdio: 'inherit', shell: process.platform === 'win32' });

if (!existsSync(path.join(SITE, 'node_modules'))) npm('ci', '--no-audit', '--no-fund');

await rm(PAGES, { recursive: true, force: true });
const pages = await readPages();
for (const [address, { text }] of pages) {
  const file = path.join(PAGES, `${address}.md`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
await cp(path.join(SITE, '../examples/pictures'), path.join(PAGES, 'public'), { recursive: true });

/** The pages of a language by their group, for the menus. */
const menuOf = (language) => {
  const root = rootOf(language);
  const others = LANGUAGES.filter((other) => rootOf(other) !== '/').map(rootOf);
  const menu = {};
  for (const [address, { group, title }] of pages) {
    const link = `/${address.replace(/index$/, '')}`;
    if (root === '/' ? others.some((other) => link.startsWith(other)) : !link.startsWith(root)) continue;
    menu[group] ??= [];
    menu[group].push({ text: title.replace(/^matura (?=.)/, ''), link });
  }
  return menu;
};
const menus = Object.fromEntries(LANGUAGES.map((language) => [language, menuOf(language)]));
await writeFile(path.join(PAGES, 'menus.json'), JSON.stringify(menus));

npm('run', 'build');
