const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** The words of the browser form. Counts are numbers. */
export const form = {
  /** The name of the language in itself, and its tag for the page. */
  language: { name: 'English', tag: 'en' },
  /** The label of the choice of languages. */
  languages: 'Language',
  /** Instead of the form, where a browser cannot run it. */
  needsBrowser: 'This form needs JavaScript and a browser of 2023 or later.',
  /** Where the answers are, before the first question. */
  intro:
    'Nothing you enter here is sent anywhere. Your answers stay in this browser until you save them as a file at the end; you can stop at any time and go on later.',
  notKept: 'This browser keeps nothing for this page. Save your answers as a file before you close it.',
  saved: 'Saved in this browser',
  resumed: 'Your earlier answers are back.',
  elsewhere: 'This questionnaire was just changed in another window. Only one window can be used at a time.',
  reload: 'Go on in this window',
  sections: 'Sections',
  facts: 'About the enterprise',
  funding: 'For funding only',
  fundingText:
    'Asked only to find out which funding is possible; the assessment is complete without it, and anything may stay open.',
  result: 'Result',
  progress: (answered: number, of: number) => `${answered} of ${of} answered`,
  sectionProgress: (answered: number, of: number) => `${answered} of ${of}`,
  complete: 'complete',
  back: 'Back',
  next: 'Next',
  toResult: 'Show the result',
  /** Behind the name of what must be answered. */
  required: 'required',
  help: 'Help',
  clear: 'Clear answer',
  noneOfThese: 'None of these',
  remarks: 'Add a note or evidence',
  /** The same where something is written there. */
  remarksGiven: 'Note and evidence',
  note: 'Note',
  evidence: 'Evidence: files, links or what was seen, one to a line',
  evidenceWanted: 'Evidence is recommended here.',
  evidenceRequired: 'Evidence is required here.',
  reasonRequired: 'Please note why it does not apply.',
  derived: (answer: string) => `The figures give “${answer}”. That counts unless you answer otherwise.`,
  contradicted: (derived: string) => `The figures say otherwise: “${derived}”. Your answer counts.`,
  usual: (answer: string) => `“${answer}” is assumed until you answer.`,
  /** Spoken when an answer changes what else is asked. */
  more: (count: number) => `${many(count, 'more question')} to answer because of this`,
  fewer: (count: number) => `${many(count, 'question')} fewer to answer because of this`,
  attention: (count: number) =>
    count === 1 ? 'One answer needs your attention:' : `${count} answers need your attention:`,
  unfinished: 'What was entered here is no answer yet.',
  requiredFault: 'This has to be filled in.',
  tickAtLeast: (least: number) => `Tick at least ${many(least, 'answer')}.`,
  tickAtMost: (most: number) => `At most ${many(most, 'answer')} can be ticked.`,
  scores: 'Scores',
  radar: 'The dimensions compared',
  radarSure: 'certain so far',
  radarPossible: 'still possible',
  score: 'Score',
  maximum: 'of at most',
  nextSteps: 'Next steps',
  allOpen: 'Nothing is answered yet.',
  open: (count: number) =>
    count === 1
      ? 'One question is still open. What it could change is shown as a range.'
      : `${count} questions are still open. What they could change is shown as a range.`,
  goToOpen: 'Go to the next open question',
  blocked: 'Before these answers can be handed in, please complete:',
  save: 'Save the answers as a file',
  saveHint: 'Hand this file in, or keep it: it can be opened here again.',
  fileSaved: (name: string) => `Saved as ${name}`,
  load: 'Open a saved file',
  loadHint: 'Its answers take the place of those entered here.',
  loaded: (count: number) => `${many(count, 'answer')} taken from the file`,
  notAnswers: 'This file holds no answers of this form.',
  otherPack: (pack: string) => `This file belongs to another questionnaire: ${pack}.`,
  otherVersion: (version: string) => `The answers were given under version ${version} of the questionnaire.`,
  lost: (count: number) => `${many(count, 'answer')} could not be taken over, because the questionnaire has changed:`,
  print: 'Print',
  restart: 'Delete all answers',
  restartQuestion: 'Delete all answers from this browser? What was not saved as a file is lost.',
  restartYes: 'Yes, delete them',
  restartNo: 'No, keep them',
  unverified: (title: string, document: string) => `Not compared with the original: ${title}. Source: ${document}.`,
  made: (pack: string, tool: string) => `${pack}, Matura ${tool}`,
};
