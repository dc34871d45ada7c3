// The pictures of the README, into examples/pictures/: `npm run pictures -- examples`.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeRegion } from './portfolio.mjs';

const COLUMNS = 100;

/** The parts of a report that are mostly drawn, at the width of a small window. */
async function drawReport({ root, scratch, run, drawPage }) {
  const answers = path.join(root, 'examples/answers/miit-sme-2024.yaml');
  const files = path.join(scratch, 'report');
  run(['score', 'miit-sme-2024', answers, '--as-of', '2026-11-24', '--files', files]);
  const [file] = readdirSync(files).filter((name) => name.endsWith('.json'));
  const page = path.join(scratch, 'report.html');
  run(['report', path.join(files, file), '--as-of', '2026-11-24', '--lang', 'en', '-o', page]);
  const act = (view) =>
    view.evaluate(() => {
      const parts = [...document.querySelectorAll('nav, section, footer')];
      const drawn = [...document.querySelectorAll('figure.gauge, figure.radar')].map((one) => one.closest('section'));
      for (const part of parts) if (!drawn.includes(part)) part.remove();
    });
  await drawPage('report', page, { width: 760, of: 'body', act, folder: path.join(root, 'examples/pictures') });
}

/** The dashboard of the Chengdu example: what is in front, the place among others, and a chain. */
async function drawDashboard(studio) {
  const { root, scratch, run, drawPage } = studio;
  const page = path.join(scratch, 'dashboard.html');
  run([...makeRegion(studio), '--lang', 'en', '--format', 'html', '-o', page]);
  const act = (view) =>
    view.evaluate(() => {
      const sections = [...document.querySelectorAll('section')];
      const holding = (what) => sections.find((one) => one.querySelector(what));
      const kept = [sections[0], holding('#peers-integrationLevel'), holding('figure.network')];
      for (const section of sections) {
        if (!kept.includes(section)) section.remove();
        if (section === sections[0]) continue;
        const figure = section.querySelector('figure');
        for (const part of [...section.children]) if (part !== figure && part.tagName !== 'H2') part.remove();
      }
      for (const part of document.querySelectorAll('nav, .controls, [role=status]')) part.remove();
    });
  await drawPage('dashboard', page, { width: 760, of: 'body', act, folder: path.join(root, 'examples/pictures') });
}

export async function draw(studio) {
  const { root, scratch, languages, runInTerminal, drawTerminal } = studio;
  await drawReport(studio);
  await drawDashboard(studio);
  const answers = 'examples/answers/miit-sme-2024.yaml';
  for (const lang of languages) {
    // Of its own, so that nothing is there already.
    const files = path.join(scratch, `files-${lang}`);
    const args = ['score', 'miit-sme-2024', answers, '--lang', lang, '--as-of', '2026-11-24', '--files', files];
    const printed = await runInTerminal(args, { columns: COLUMNS, cwd: root });
    // The folder of this run is nobody's business in a picture.
    const text = printed.replaceAll(path.relative(root, files).replaceAll('\\', '/'), 'files');
    const typed = `matura score miit-sme-2024 ${path.basename(answers)} --lang ${lang} --files files`;
    const folder = path.join(root, 'examples/pictures');
    await drawTerminal(lang === 'en' ? 'score' : `score-${lang}`, { typed, text, columns: COLUMNS, folder });
  }
}
