import { make } from '../../page/dom.ts';
import type { Lost } from '../../versions/carry-over.ts';
import { type AnsweredPack, type ReadFile, readAnswersFile } from './answers-file.ts';
import type { Wording } from './wording.ts';

/** The choice of a saved file to open. */
export function loadChoice(pack: AnsweredPack, { messages }: Wording, opened: (read: ReadFile) => void): HTMLElement {
  const choice = make('input', {
    type: 'file',
    id: 'load',
    accept: '.json,application/json',
    'aria-label': messages.load,
    'aria-describedby': 'load-hint',
    onchange: () => {
      const [file] = choice.files ?? [];
      choice.value = '';
      void file?.text().then((text) => opened(readAnswersFile(text, pack)));
    },
  });
  return make(
    'details',
    { class: 'load' },
    make('summary', {}, messages.load),
    choice,
    make('p', { class: 'hint', id: 'load-hint' }, messages.loadHint),
  );
}

/** What came of opening a file, in words. */
export function loadedInWords(read: ReadFile, { stamp }: AnsweredPack, { messages }: Wording): string {
  if ('problem' in read) {
    return read.problem === 'other-pack' ? messages.otherPack(read.pack) : messages.notAnswers;
  }
  const isOther = read.version !== undefined && read.version !== stamp.version;
  return [
    messages.loaded(read.sheet.size),
    ...(isOther ? [messages.otherVersion(read.version ?? '')] : []),
    ...lostInWords(read.lost, { messages }),
  ].join('\n');
}

/** Which answers have no place in this version; empty where all have one. */
export function lostInWords(lost: readonly Lost[], { messages }: Pick<Wording, 'messages'>): string[] {
  return lost.length === 0 ? [] : [[messages.lost(lost.length), ...lost.map(({ name }) => name)].join(' ')];
}
