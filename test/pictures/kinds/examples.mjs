// The pictures of the READMEs, into examples/pictures/: `npm run pictures -- examples`. Those in English have the plain name.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeRegion } from './portfolio.mjs';

const COLUMNS = 100;
const DAY = '2026-11-24';

/** What is scored for the readers of a language, as `matura score` is told of it, and the region of their dashboard. */
const EXAMPLES = {
  en: { scored: ['quick-scan', 'examples/chamber/en/answers.yaml', '--programme', 'germany'], region: makeDistrict },
  de: { scored: ['quick-scan', 'examples/chamber/de/answers.yaml', '--programme', 'germany'], region: makeDistrict },
  zh: { scored: ['miit-sme-2024', 'examples/answers/miit-sme-2024.yaml'], region: makeRegion },
};

const pictureOf = (what, lang) => (lang === 'en' ? what : `${what}-${lang}`);

/** Makes the district of the chamber's example, and gives what `matura portfolio` is told of it; paths are those in the scratch folder. */
function makeDistrict({ root, scratch, run }, lang) {
  const folder = `district-${lang}`;
  const region = path.join(root, 'examples/chamber', lang, 'region.yaml');
  run(['simulate', region, '-o', folder, '--lang', lang, '--quiet'], { cwd: scratch });
  const results = readdirSync(path.join(scratch, folder, 'results')).map((name) => `${folder}/results/${name}`);
  const known = ['--registry', `${folder}/registry.csv`, '--outside', `${folder}/outside.csv`, '--by', 'district'];
  const peers = ['--peers', `${folder}/peers.csv`, '--name', 'Musterbezirk', '--chains', `${folder}/links.csv`];
  return ['portfolio', ...results, `${folder}/files`, ...known, ...peers, '--min-cell', '1', '--as-of', '2026-11-30'];
}

/** The first page of a report, for whoever decides. */
async function drawReport({ root, scratch, run, drawPage }, lang) {
  const files = path.join(scratch, `report-${lang}`);
  const { scored } = EXAMPLES[lang];
  run(['score', ...scored, '--as-of', DAY, '--lang', lang, '--files', files], { cwd: root });
  const [file] = readdirSync(files).filter((name) => name.endsWith('.json'));
  const page = path.join(scratch, `report-${lang}.html`);
  const programme = scored.slice(2);
  run(['report', path.join(files, file), ...programme, '--as-of', DAY, '--lang', lang, '-o', page]);
  const act = (view) =>
    view.evaluate(() => {
      const first = document.querySelector('figure.gauge').closest('section');
      for (const part of document.querySelectorAll('nav, section, footer')) if (part !== first) part.remove();
    });
  const folder = path.join(root, 'examples/pictures');
  await drawPage(pictureOf('report', lang), page, { width: 900, of: 'body', act, folder });
}

/** A dashboard: what is in front, the place among others, and a chain. */
async function drawDashboard({ root, scratch, run, drawPage }, name, asked, lang) {
  const page = path.join(scratch, `${name}.html`);
  run([...asked, '--lang', lang, '--format', 'html', '-o', page], { cwd: scratch });
  const act = (view) =>
    view.evaluate(() => {
      const sections = [...document.querySelectorAll('section')];
      const holding = (what) => sections.find((one) => one.querySelector(what));
      const kept = [sections[0], holding('[id^=peers-]'), holding('figure.network')];
      for (const section of sections) {
        if (!kept.includes(section)) section.remove();
        if (section === sections[0]) continue;
        const figure = section.querySelector('figure');
        for (const part of [...section.children]) if (part !== figure && part.tagName !== 'H2') part.remove();
      }
      for (const part of document.querySelectorAll('nav, .controls, [role=status]')) part.remove();
    });
  await drawPage(name, page, { width: 760, of: 'body', act, folder: path.join(root, 'examples/pictures') });
}

async function drawScore({ root, scratch, runInTerminal, drawTerminal }, lang) {
  const { scored } = EXAMPLES[lang];
  // Of its own, so that nothing is there already.
  const files = path.join(scratch, `files-${lang}`);
  const args = ['score', ...scored, '--lang', lang, '--as-of', DAY, '--files', files];
  const printed = await runInTerminal(args, { columns: COLUMNS, cwd: root });
  // The folder of this run is nobody's business in a picture.
  const text = printed.replaceAll(files, 'files');
  // As in the folder of `matura init --example`, whose answers these are.
  const typed = `matura score ${scored[0]} answers.yaml --files files`;
  const folder = path.join(root, 'examples/pictures');
  await drawTerminal(pictureOf('score', lang), { typed, text, columns: COLUMNS, folder });
}

export async function draw(studio) {
  for (const lang of studio.languages) {
    await drawReport(studio, lang);
    const asked = EXAMPLES[lang].region(studio, lang);
    await drawDashboard(studio, pictureOf('dashboard', lang), asked, lang);
    // The page about the Chinese city is read in English.
    if (lang === 'zh') await drawDashboard(studio, 'chengdu', asked, 'en');
    await drawScore(studio, lang);
  }
}
