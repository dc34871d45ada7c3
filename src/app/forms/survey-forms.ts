// Writes packs as forms of survey platforms, with remarks on what a form cannot express.
import type { Messages } from '../../i18n/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { sanitizeLine } from '../../report/index.ts';
import { loadWorkbookWriter } from '../../table/index.ts';
import { type OmittedPart, outlineForm } from './form-outline.ts';
import { planSurveyjs, SURVEYJS_NAMES } from './surveyjs.ts';
import { planXlsform, XLSFORM_NAMES } from './xlsform.ts';

/** A form, with remarks on what it cannot express. */
export interface SurveyForm {
  readonly content: string | Uint8Array;
  readonly remarks: readonly string[];
}

/** Writes a pack as an XLSForm workbook. Its default language is the interface's, if the pack has it. */
export async function makeXlsform(compiled: CompiledPack, messages: Messages, year: number): Promise<SurveyForm> {
  const outline = await outlineForm(compiled, XLSFORM_NAMES, year);
  const { sheets, omittedParts } = planXlsform(outline, messages.language.tag);
  const { writeWorkbook } = await loadWorkbookWriter();
  return { content: writeWorkbook(sheets), remarks: describeOmittedParts(omittedParts, 'XLSForm', messages) };
}

/** Writes a pack as a SurveyJS model in JSON. Its default language is the interface's, if the pack has it. */
export async function makeSurveyjs(compiled: CompiledPack, messages: Messages, year: number): Promise<SurveyForm> {
  const outline = await outlineForm(compiled, SURVEYJS_NAMES, year);
  const { model, remarks } = planSurveyjs(outline, messages.language.tag, (omittedParts) =>
    describeOmittedParts(omittedParts, 'SurveyJS', messages),
  );
  return { content: `${JSON.stringify(model, null, 2)}\n`, remarks };
}

function describeOmittedParts(omittedParts: readonly OmittedPart[], format: string, messages: Messages): string[] {
  if (omittedParts.length === 0) return [];
  return [
    messages.template.unsaidIn({ format }),
    ...omittedParts.map((part) => `  ${sanitizeLine(omittedPartInWords(part, messages))}`),
  ];
}

function omittedPartInWords(part: OmittedPart, { template: { unsaid: wording }, numbers, words }: Messages): string {
  switch (part.code) {
    case 'condition':
      return wording.condition({ name: part.name, reads: numbers.list([...part.reads]) });
    case 'heading':
      return wording.heading({ name: part.name, heading: part.heading });
    case 'state':
      return wording.state({ name: part.name, state: words.states[part.state] });
    case 'check-characters':
      return wording.checkCharacters({ name: part.name });
    case 'scope':
      return wording.scope;
  }
}
