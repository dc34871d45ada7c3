// What commands print, in narrow and wide terminals.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { TERMINALS } from '../studio.mjs';

const PACK = 'miit-sme-2024';
const KEY = '91350100M000100Y43';
const DAY = '2026-11-24';

/** Each name with what is typed. */
const TYPED = {
  score: ['score', PACK, 'answers.yaml', '--as-of', DAY, '--programme', 'chengdu'],
  'score-open': ['score', PACK, 'interrupted.yaml'],
  explain: ['explain', KEY],
  'explain-total': ['explain', KEY, 'total'],
  recommend: ['recommend', KEY, '--as-of', DAY],
  'what-if': ['what-if', KEY, '--set', 'Q5=C', '--set', 'productionControl=3', '--as-of', DAY],
  record: ['record', KEY],
  demand: ['recommend', 'files'],
};

const EVENTS = [
  ['--measure', 'mes', '--started', '2026-11-20', '--amount', '350000'],
  ['--measure', 'mes', '--done', '2026-11-23', '--note', '上线'],
  ['--instrument', 'cdht-digital-voucher', '--applied', '200000', '--on', '2026-11-20'],
];

export async function draw({ root, scratch, languages, run, runInTerminal, drawTerminal }) {
  const desk = path.join(scratch, 'desk');
  mkdirSync(desk, { recursive: true });
  const examples = path.join(root, 'examples/answers');
  copyFileSync(path.join(examples, `${PACK}.yaml`), path.join(desk, 'answers.yaml'));
  copyFileSync(path.join(examples, `${PACK}-interrupted.yaml`), path.join(desk, 'interrupted.yaml'));
  run(['score', PACK, 'answers.yaml', '--files', 'files', '--as-of', DAY], { cwd: desk });
  for (const event of EVENTS) run(['record', KEY, ...event, '--recorder', 'office'], { cwd: desk });
  for (const [name, args] of Object.entries(TYPED)) {
    for (const lang of languages) {
      for (const columns of TERMINALS) {
        const text = await runInTerminal([...args, '--lang', lang], { columns, cwd: desk });
        const typed = `matura ${args.join(' ')} --lang ${lang}`;
        await drawTerminal(`terminal-${name}-${lang}-${columns}`, { typed, text, columns });
      }
    }
  }
}
