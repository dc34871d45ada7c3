import { writeFile } from 'node:fs/promises';
import { recordAnswerSet } from '../../../src/interview/answer-log.ts';
import { findUsccFault } from '../../../src/model/credit-code.ts';
import { fraction } from '../../../src/model/rational.ts';
import type { AnswerEntry, AnswerSet } from '../../../src/scoring/answer-set.ts';
import { listedValues } from '../../../src/scoring/forms/form.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import type { AnswerValue } from '../../../src/scoring/possible-values.ts';

/** Numbers from 0 up to but not including 1, the same for the same seed (Mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Unified Social Credit Code with the right check characters. */
export function randomUscc(random: () => number): string {
  const digits = Array.from({ length: 14 }, () => Math.floor(random() * 10)).join('');
  let code = `91${digits}00`;
  for (const position of [16, 17]) {
    for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      const tried = code.slice(0, position) + character + code.slice(position + 1);
      const fault = findUsccFault(tried);
      if (!fault || (position === 16 && fault.fault === 'check')) {
        code = tried;
        break;
      }
    }
  }
  return code;
}

const NOTES = ['合同已核对', 'seen on site, 3 of 5 machines', 'Zähler: Stand März', 'a/b? c; d'];

/** Some enterprise's answers: everything that can be said, in all states, with notes and evidence here and there. */
export function randomSheet(plan: Plan, seed: number): AnswerSet {
  const random = randomFrom(seed);
  const asked = plan.inputs.filter(({ role, derived }) => role === 'question' || derived === null);
  return new Map(
    asked.flatMap((input): [string, AnswerEntry][] => {
      const required = 'required' in input.definition && input.definition.required === true;
      const entry = randomEntry(input, required, random);
      return entry ? [[input.name, entry]] : [];
    }),
  );
}

function randomEntry(input: Input, required: boolean, random: () => number): AnswerEntry | undefined {
  const remarks = {
    ...(random() < 0.06 ? { note: NOTES[Math.floor(random() * NOTES.length)] as string } : {}),
    ...(random() < 0.04 ? { evidence: ['照片-1.jpg', 'Vertrag 2025.pdf'] } : {}),
  };
  const luck = random();
  if (!required && luck < 0.1) return undefined;
  if (!required && luck < 0.18) return { state: 'unknown', ...remarks };
  if (input.notApplicable && luck < 0.3) return { state: 'notApplicable', ...remarks };
  return { state: 'answered', value: randomValue(input, random), ...remarks };
}

function randomValue(input: Input, random: () => number): AnswerValue {
  const below = (count: number): number => Math.floor(random() * count);
  switch (input.form.control) {
    case 'pickYesNo':
      return random() < 0.5;
    case 'pickOne':
      return listedValues(input)?.[below(listedValues(input)?.length ?? 0)] ?? '';
    case 'pickSeveral':
      return randomChoices(input, random);
    case 'pickStep':
    case 'typeNumber':
      if (!input.whole) return fraction(BigInt(1 + below(9999)), 100n);
      return fraction(BigInt(Number(input.range.low?.n ?? 0n) + below(Number(input.range.high?.n ?? 5000n) + 1)), 1n);
    case 'typeRegisterNumber':
      return randomUscc(random);
    case 'typeDay':
      return `20${10 + below(15)}-0${1 + below(9)}-1${below(10)}`;
    case 'typeEmail':
      return `office${below(100)}@example.org`;
    case 'typePhone':
      return `+86 28 ${10000000 + below(80000000)}`;
    case 'typeText':
      return ['成都市武侯区', 'Example Ltd.', 'Müller & Söhne', 'no'][below(4)] as string;
  }
}

function randomChoices({ options, choose }: Input, random: () => number): string[] {
  const alone = options.find(({ exclusive }) => exclusive);
  if (alone && random() < 0.15) return [alone.id];
  const free = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const most = Math.min(choose.most ?? free.length, free.length);
  const count = Math.max(choose.least, 1 + Math.floor(random() * most));
  const wanted = new Set([...free].sort((a, b) => order(a) - order(b)).slice(0, Math.min(count, most)));
  return free.filter((id) => wanted.has(id));

  function order(id: string): number {
    return randomFrom(count * 97 + (id.codePointAt(0) ?? 0))();
  }
}

/** Writes the answers file that says what a sheet says of some names. */
export async function writeAnswers(
  file: string,
  plan: Plan,
  sheet: AnswerSet,
  names: ReadonlySet<string>,
): Promise<void> {
  const said = new Map([...sheet].filter(([name]) => names.has(name)));
  await writeFile(file, JSON.stringify(recordAnswerSet(plan, said)));
}
