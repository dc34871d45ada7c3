import type { Messages } from '../../i18n/index.ts';
import type { Questionnaire } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What questions are put into words with. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly messages: Messages['paper'];
  readonly questionnaire: Questionnaire;
}
