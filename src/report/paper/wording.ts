import type { PaperMessages } from '../../i18n/paper/messages.ts';
import type { Questionnaire } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What questions are put into words with. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly messages: PaperMessages;
  readonly questionnaire: Questionnaire;
}
