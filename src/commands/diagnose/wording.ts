import type { Messages } from '../../i18n/index.ts';
import type { Vocabulary } from '../../report/vocabulary.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';

/** What questions are put into words with. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly messages: Messages['diagnose'];
}

/** What is proposed where nothing is said yet, such as what is on file. */
export interface Suggestion {
  readonly value: AnswerValue;
  /** When it was said, in words. */
  readonly date: string;
}
