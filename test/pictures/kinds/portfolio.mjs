// The dashboard of the Chengdu example: on a desk, on a phone, on a dark screen and on paper, its largest chain with all its
// enterprises, and the same figures in terminals. Sheets need pdftoppm.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const WINDOWS = { desktop: 1440, phone: 390 };
const COLUMNS = [80, 120];
/** Pixels in height. */
const PIECE = 3000;
const DAY = '2025-05-31';

/** Makes the region, and gives what `matura portfolio` is told of it; paths are those in the scratch folder. */
export function makeRegion({ root, scratch, run }) {
  run(['simulate', path.join(root, 'examples/chengdu/region.yaml'), '-o', 'chengdu', '--quiet'], { cwd: scratch });
  const results = readdirSync(path.join(scratch, 'chengdu/results')).map((name) => `chengdu/results/${name}`);
  const known = ['--registry', 'chengdu/registry.csv', '--outside', 'chengdu/outside.csv', '--by', 'district'];
  const more = ['--chains', 'chengdu/links.csv', '--peers', 'chengdu/peers.csv', '--name', '成都市', '--min-cell', '1'];
  return ['portfolio', ...results, 'chengdu/files', ...known, ...more, '--as-of', DAY];
}

export async function draw(studio) {
  const { scratch, languages, run, runInTerminal, drawTerminal, drawPage } = studio;
  const asked = makeRegion(studio);
  for (const lang of languages) {
    const name = (what) => `portfolio-${lang}-${what}`;
    const page = path.join(scratch, `${name('page')}.html`);
    run([...asked, '--lang', lang, '--format', 'html', '-o', page]);
    for (const [size, width] of Object.entries(WINDOWS)) await drawPieces(studio, name(size), page, { width });
    await drawPieces(studio, name('dark'), page, { width: WINDOWS.desktop, colorScheme: 'dark' });
    const act = (view) => view.locator('figure.explored .controls button').first().click();
    await drawPage(name('chain'), page, { width: WINDOWS.desktop, act, of: 'figure.explored >> nth=0' });
    await drawSheets(studio, name('sheet'), page);
    for (const columns of COLUMNS) {
      const text = await runInTerminal([...asked, '--lang', lang, '--quiet'], { columns, cwd: scratch });
      await drawTerminal(name(columns), { typed: `matura portfolio … --lang ${lang}`, text, columns });
    }
  }
}

/** A page that is longer than a picture may be, in pieces. */
async function drawPieces({ browser, shoot }, name, file, { width, ...context }) {
  const view = await browser.newContext({ viewport: { width, height: PIECE }, ...context });
  const page = await view.newPage();
  await page.goto(`file://${file}`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let at = 0; at * PIECE < height; at++) {
    await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), at * PIECE);
    await shoot(`${name}-${at + 1}`, page, { fullPage: false });
  }
  await view.close();
}

async function drawSheets({ browser, out, scratch }, name, page) {
  const view = await browser.newPage();
  await view.goto(`file://${page}`);
  const pdf = path.join(scratch, `${name}.pdf`);
  writeFileSync(pdf, await view.pdf({ preferCSSPageSize: true, printBackground: true }));
  await view.close();
  const drawn = spawnSync('pdftoppm', ['-png', '-r', '60', pdf, path.join(out, name)]);
  if (drawn.status !== 0) throw new Error(`pdftoppm: ${drawn.stderr ?? drawn.error}`);
  for (const one of readdirSync(out)) if (one.startsWith(`${name}-`)) console.log(path.join(out, one));
}
