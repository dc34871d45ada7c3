// The policy on one page as it comes out of a printer: A4 by Chromium's own PDF, then a picture of every sheet. Needs
// pdftoppm. Fails where the page takes more than one sheet.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const POLICIES = { chengdu: [], 'deyang-2024': ['--programme', 'deyang-2024'] };

export async function draw({ root, out, scratch, languages, run, browser }) {
  const files = path.join(scratch, 'files');
  const answers = path.join(root, 'examples/answers/miit-sme-2024.yaml');
  run(['score', 'miit-sme-2024', answers, '--files', files, '--as-of', '2026-11-24']);
  const [file] = readdirSync(files).filter((name) => name.endsWith('.json'));
  const page = await browser.newPage();
  for (const lang of languages) {
    for (const [policy, more] of Object.entries(POLICIES)) {
      const html = path.join(scratch, 'policy.html');
      const asked = [path.join(files, file), '--format', 'html', '--short', '--lang', lang, '--as-of', '2026-11-24'];
      writeFileSync(html, run(['recommend', ...asked, ...more]));
      await page.goto(`file://${html}`);
      const pdf = path.join(scratch, 'policy.pdf');
      await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
      const name = `policy-page-${policy}-${lang}`;
      const drawn = spawnSync('pdftoppm', ['-png', '-r', '110', pdf, path.join(out, name)], { encoding: 'utf8' });
      if (drawn.status !== 0) throw new Error(`pdftoppm: ${drawn.stderr ?? drawn.error}`);
      const sheets = readdirSync(out).filter((one) => one.startsWith(`${name}-`));
      console.log(sheets.map((one) => path.join(out, one)).join('\n'));
      if (sheets.length > 1) throw new Error(`${name} takes ${sheets.length} sheets`);
    }
  }
}
