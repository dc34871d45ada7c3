// Packs as forms of survey platforms: the content of the file, and what the form cannot say, in words.
import type { Messages } from '../../i18n/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { sanitizeLine } from '../../report/index.ts';
import { loadWorkbookWriter } from '../../table/index.ts';
import { outlineForm, type Unsaid } from './form-outline.ts';
import { planSurveyjs, SURVEYJS_NAMES } from './surveyjs.ts';
import { planXlsform, XLSFORM_NAMES } from './xlsform.ts';

/** A form to write, and lines about what it does not say. */
export interface SurveyForm {
  readonly content: string | Uint8Array;
  readonly remarks: readonly string[];
}

/** A pack as an XLSForm workbook; the language it begins in is that of the interface where the pack speaks it. */
export async function makeXlsform(compiled: CompiledPack, messages: Messages, year: number): Promise<SurveyForm> {
  const outline = await outlineForm(compiled, XLSFORM_NAMES, year);
  const { sheets, unsaid } = planXlsform(outline, messages.language.tag);
  const { writeWorkbook } = await loadWorkbookWriter();
  return { content: writeWorkbook(sheets), remarks: remarksOn(unsaid, 'XLSForm', messages) };
}

/** A pack as a SurveyJS model in JSON; the language it begins in is that of the interface where the pack speaks it. */
export async function makeSurveyjs(compiled: CompiledPack, messages: Messages, year: number): Promise<SurveyForm> {
  const outline = await outlineForm(compiled, SURVEYJS_NAMES, year);
  const { model, remarks } = planSurveyjs(outline, messages.language.tag, (unsaid) =>
    remarksOn(unsaid, 'SurveyJS', messages),
  );
  return { content: `${JSON.stringify(model, null, 2)}\n`, remarks };
}

function remarksOn(unsaid: readonly Unsaid[], format: string, messages: Messages): string[] {
  if (unsaid.length === 0) return [];
  return [
    messages.template.unsaidIn({ format }),
    ...unsaid.map((one) => `  ${sanitizeLine(unsaidInWords(one, messages))}`),
  ];
}

function unsaidInWords(one: Unsaid, { template: { unsaid }, numbers, words }: Messages): string {
  switch (one.code) {
    case 'condition':
      return unsaid.condition({ name: one.name, reads: numbers.list([...one.reads]) });
    case 'heading':
      return unsaid.heading({ name: one.name, heading: one.heading });
    case 'state':
      return unsaid.state({ name: one.name, state: words.states[one.state] });
    case 'check-characters':
      return unsaid.checkCharacters({ name: one.name });
    case 'scope':
      return unsaid.scope;
  }
}
