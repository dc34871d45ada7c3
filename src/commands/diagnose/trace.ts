import type { Interview } from '../../interview/interview.ts';
import type { Item, Part } from '../../interview/outline.ts';
import { progress } from '../../interview/progress.ts';
import { finishSheet } from '../../interview/statement.ts';
import { levelInWords } from '../../report/summary/level.ts';
import { scoreLines } from '../../report/summary/scores.ts';
import { hang, plainLine } from '../../report/terminal/line.ts';
import { makePage } from '../../report/terminal/page.ts';
import { assess } from '../../scoring/result.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { reportOf } from '../steps/advise.ts';
import type { Settled } from '../steps/settle.ts';
import { type Desk, say } from './desk.ts';
import { sectionTitle } from './question.ts';
import { answerInWords, markRemarks } from './remarks.ts';
import { frameOf } from './terminal.ts';

/** Writes what holds of an answer now, to stay on the screen. */
export function traceAnswer(desk: Desk, state: Interview, { name }: Item, remark?: string): void {
  const { world, screen, wording } = desk;
  const { vocabulary } = wording;
  const { paint, signs } = screen.look;
  const entry = entryOf(state.sheet, name);
  const said =
    remark ??
    (entry.state === 'answered'
      ? answerInWords(name, entry.value, wording)
      : vocabulary.messages.words.states[entry.state]);
  const sign = entry.state === 'unanswered' ? '-' : signs.done;
  const title = vocabulary.titleOf(name);
  const text = vocabulary.isAsked(name) ? `${title} ${said}` : vocabulary.messages.numbers.labelled(title, said);
  const marked = `${text}${markRemarks(entry, wording, screen.look)}`;
  hang(`${sign} `, plainLine(marked), frameOf(screen).width).forEach((line, index) => {
    const mark = index === 0 ? paint.green(sign) : ' ';
    world.stdout.write(`${mark}${line.slice(sign.length)}\n`);
  });
}

/** Announces a section before its first question. */
export function announcePart(desk: Desk, state: Interview, item: Item): void {
  const { wording, screen } = desk;
  const { vocabulary, messages } = wording;
  const { part, section, sections } = progress(state, item);
  const title =
    part.kind === 'facts'
      ? messages.place.facts
      : messages.place.sectionHeading(sectionTitle(part.section, vocabulary), section, sections);
  desk.world.stdout.write('\n');
  say(desk, title, screen.look.paint.cyan.bold);
  const text = introductionOf(part, desk);
  if (text !== undefined) say(desk, text, screen.look.paint.dim);
}

function introductionOf(part: Part, { wording }: Desk): string | undefined {
  return part.kind === 'facts' ? undefined : wording.vocabulary.pick(part.section.text);
}

/** Writes what is certain after a section and what is still possible: its scores, and the level. */
export function traceBounds(desk: Desk, settled: Settled, state: Interview, section: { readonly id: string }): void {
  const { world, screen, wording } = desk;
  const assessed = assess(settled.plan, finishSheet(state.sheet), settled.stamp, world.version);
  const report = reportOf(settled, assessed, undefined, {});
  const touched = settled.plan.scores.filter(({ questions }) =>
    questions.some((question) => {
      const node = settled.plan.nodes[question];
      return node?.op === 'input' && node.section === section.id;
    }),
  );
  const names = new Set(touched.map(({ name }) => name));
  const scores = Object.fromEntries(Object.entries(assessed.result.scores).filter(([name]) => names.has(name)));
  const { paint } = screen.look;
  const page = makePage(paint.level > 0, frameOf(screen).width);
  const shown = { ...report, settled: undefined, result: { ...assessed.result, scores } };
  const [, ...rows] = scoreLines(shown, wording.vocabulary, page);
  world.stdout.write('\n');
  say(desk, wording.messages.trace.bounds(sectionTitle(section, wording.vocabulary)), paint.bold);
  for (const row of rows) world.stdout.write(`${row}\n`);
  const { level } = assessed.result;
  if (!level) return;
  const { numbers } = wording.vocabulary.messages;
  const text = numbers.labelled(wording.vocabulary.titleOf('level'), levelInWords(level, wording.vocabulary));
  for (const line of hang('  ', plainLine(text), frameOf(screen).width)) world.stdout.write(`${line}\n`);
}
