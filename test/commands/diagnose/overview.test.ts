import { beforeAll, describe, expect, test } from 'vitest';
import type { AnswerEntry } from '../../../src/scoring/answer-set.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { openBundled } from './open-bundled-pack.ts';
import { KEYS, sitDown } from './terminal-session.ts';

const PACK = 'digital-intensity';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(PACK));
});

/** What a person answers to every question, yes, and to the facts that are typed. */
function sayYes(): Map<string, AnswerEntry> {
  const questions = plan.inputs.filter(({ role }) => role === 'question');
  return new Map<string, AnswerEntry>([
    ['registration', { state: 'answered', value: 'DE-1' }],
    ['name', { state: 'answered', value: 'Example Ltd.' }],
    ...questions.map(({ name }) => [name, { state: 'answered', value: true }] as const),
  ]);
}

describe('the overview beside a question', () => {
  test('on 110 or more columns, sections and levels are shown beside the question, and typing still works', async () => {
    const { terminal, person, words } = await sitDown(plan, { pack: PACK, columns: 110, rows: 30 });
    await person.shown();
    const { review } = words;
    const beside = (screen: readonly string[], text: string): boolean =>
      screen.some((line) => line.slice(70).includes(text));
    await terminal.waitFor('the overview', (screen) => beside(screen, review.sectionsHeading));
    expect(terminal.screen().some((line) => /Connection +0\/2$/u.test(line))).toBe(true);
    expect(beside(terminal.screen(), review.levelsHeading)).toBe(true);
    terminal.type('DE-42');
    await terminal.waitFor('the line', (screen) => screen.some((line) => /^❯ DE-42( {3}|$)/u.test(line)));
    terminal.type(`${KEYS.left}${KEYS.backspace}1`);
    await terminal.waitFor('the edited line', (screen) => screen.some((line) => /^❯ DE-12( {3}|$)/u.test(line)));
    terminal.type(`\r`);
    expect(await person.shown('registration')).toBe('name');
    terminal.type('Example Ltd.\r');
    await person.shown('name');
    await terminal.waitFor('the progress', (screen) => beside(screen, '2/6'));
    terminal.resize(109, 30);
    await terminal.waitFor('no overview', (screen) => !screen.join().includes(review.sectionsHeading));
  });

  test('an on-site diagnosis shows a level once it is certain; a self-assessment shows no levels', async () => {
    for (const kind of ['onsite', 'self']) {
      const sheet = sayYes();
      const desk = await sitDown(plan, { pack: PACK, columns: 120, rows: 40, args: ['--kind', kind], sheet });
      const { terminal, person, words } = desk;
      await person.answerAll((_, count) => count > 12);
      const shown = (figure: string) => (screen: readonly string[]) =>
        screen.some((line) => line.includes('2 (Low)') && line.endsWith(figure));
      if (kind === 'onsite') await terminal.waitFor('a certain level', shown(words.review.certain));
      else expect(terminal.screen().join()).not.toContain(words.review.levelsHeading);
      expect(terminal.screen().join()).toContain(words.review.sectionsHeading);
    }
  });
});
