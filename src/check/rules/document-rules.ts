// M1xx: errors in the form of a document, found while it is read (`pack`).
import type { ProblemCode } from '../../model/index.ts';
import type { Rule } from '../rule-definition.ts';
import {
  ERP_QUESTIONNAIRE,
  ERP_RUBRIC,
  erpRubric,
  ODD_WEIGHTS,
  sampleMeasures,
  sampleQuestionnaire,
  sampleRubric,
  weightsBaseline,
} from './rule-examples.ts';

const KNOWN_WEIGHTS = weightsBaseline('Published like this; they add up to 99.');

const questionWithKey = (lines: string): string =>
  sampleQuestionnaire(`      - id: erp
        type: single
        ${lines}
        options: [none, partial, full]`);

const ERP_MEASURES = sampleMeasures('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: full } }');

export const DOCUMENT_RULES = {
  M101: {
    title: 'A file that is not valid YAML',
    why: 'Nothing of the file can be read, so nobody is assessed until it is mended. A text with a colon and a blank in it, a tab for indentation and a quote that is not closed are the usual reasons.',
    fix: 'Put texts with `: `, ` #` or a quote in them into double quotes, and indent with blanks. The first place where reading fails is marked; what is wrong may stand just before it.',
    bad: {
      'questionnaire.yaml': questionWithKey('#! M101 Planning:\n        text: Planning: which system?'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('text: "Planning: which system?"'),
    },
  },
  M102: {
    title: 'A key that is given twice',
    why: 'Most programs that read YAML keep the last of the two and say nothing: half of what was written would be gone, and every enterprise would get a level from the other half.',
    fix: 'Keep one of the two, or give the second its own name.',
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  #! M102 tools
  tools: mean`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  average: { mean: tools }`),
    },
  },
  M103: {
    title: 'A second document in one file',
    why: 'What follows `---` is another document to YAML. Read silently, the rubric would end there, and the rest of its scores would never be computed.',
    fix: 'Remove the `---`, or move what follows into a file of its own.',
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
#! M103 ---
---
titles: { tools: Tools }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores: { tools: { sum: tools, title: Tools } }`),
    },
  },
  M104: {
    title: 'A file with nothing in it',
    why: 'A file that was emptied by a failed download or a full disk looks like a rubric without rules. Taken as one, it would score every enterprise alike.',
    fix: 'Restore the file, or delete it if the pack does not need it.',
    bad: {
      'rubric.yaml': `#! M104 # to be written
# to be written
`,
    },
    good: {
      'rubric.yaml': ERP_RUBRIC,
    },
  },
  M105: {
    title: 'A file that is not UTF-8',
    why: 'Read in the wrong encoding, Chinese and accented letters turn into others: names of enterprises and texts of questions would be wrong in every report, and ids would no longer match.',
    fix: 'Save the file as UTF-8. Spreadsheets and older editors on Windows save as GBK or in a Western code page unless told otherwise.',
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M105 ö
      - { id: erp, type: single, text: Löst ERP alles?, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(
        `      - { id: erp, type: single, text: "Löst ERP alles?", options: [none, partial, full] }`,
      ),
    },
    encoding: 'latin1',
  },
  M106: {
    title: 'Aliases, nesting or chains beyond all measure',
    why: 'A few hundred characters of aliases can stand for billions of values, so a pack sent by someone else could stop the computer of everyone who opens it. The same holds for scores of which each reads the next, hundreds in a row.',
    fix: 'Write out what the aliases stand for; nothing may stand inside of itself. Option sets and lists share what many questions have in common. Replace a long chain of scores by one score over all that it reads.',
    bad: {
      'rubric.yaml': erpRubric(`scores:
  #! M106 *tools
  tools: &tools { sum: *tools }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points: { erp: &steps { none: 0, partial: 1, full: 2 } }
scores: { tools: { sum: erp }, again: { sum: erp, points: { erp: *steps } } }`),
    },
  },
  M107: {
    title: 'A value of the wrong type',
    why: 'Words such as `yes` and numbers in quotes are text. A program that guesses takes them for a condition that always holds, or for a bound of nothing.',
    fix: 'Write `true` or `false` without quotes, numbers as decimals without quotes, lists in `[ ]` and maps in `{ }`.',
    bad: {
      'questionnaire.yaml': questionWithKey('#! M107 yes\n        notApplicable: yes'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('notApplicable: true'),
    },
  },
  M108: {
    title: 'A number with more than 15 digits',
    why: 'Spreadsheets and most programs keep 15 digits of a number. What is written behind them changes on the way, and an enterprise just on a threshold ends up on the other side.',
    fix: 'Round the number to 15 significant digits. An id of digits is text and may be as long as it is.',
    bad: {
      'rubric.yaml': sampleRubric(`#! M108 0.3333333333333333
points: { erp: { none: 0, partial: 0.3333333333333333, full: 1 } }
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points: { erp: { none: 0, partial: 0.333, full: 1 } }
scores: { tools: sum }`),
    },
  },
  M109: {
    title: 'A key that means nothing',
    why: 'A misspelled key is a rule that does not exist: with `requird: true` a fact can be left out, with `maximun` a threshold never bites, and nobody notices.',
    fix: 'Take the spelling that is suggested, or remove the key. `matura schema KIND` prints all keys of a document, for editors to complete.',
    bad: {
      'questionnaire.yaml': questionWithKey('#! M109 notAplicable\n        notAplicable: true'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('notApplicable: true'),
    },
  },
  M110: {
    title: 'A key that is missing',
    why: 'What a question is, where steps begin or which version a pack has cannot be guessed, and a guess would decide levels.',
    fix: 'Add the key. The example in `questionnaires/README.md` shows every document whole.',
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M110 id
      - id: erp
        options: [none, partial, full]`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(`      - id: erp
        type: single
        options: [none, partial, full]`),
    },
  },
  M111: {
    title: 'A word that is none of those allowed',
    why: 'Only the words listed have a meaning. Another one, such as `compulsory` for evidence, would be skipped, and assessors would not be asked for what the office needs.',
    fix: 'Take one of the allowed words; the one that is spelled most alike is suggested.',
    bad: {
      'questionnaire.yaml': questionWithKey('#! M111 compulsory\n        evidence: compulsory'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('evidence: required'),
    },
  },
  M112: {
    title: 'An id, date or text of the wrong form',
    why: 'Ids become columns of tables, keys of answers and names of files, and dates decide which subsidies are open. A blank in an id or the 31st of February leads to answers that no longer find their question.',
    fix: 'Ids are letters, digits, `.`, `-` and `_`; dates are days of the calendar such as 2026-01-31; texts are not empty.',
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M112 erp system
      - { id: erp system, type: single, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M113: {
    title: 'A number or list outside of its bounds',
    why: 'A question without options cannot be answered and a score cannot be printed with 13 decimals: the pack would stop in the middle of a diagnosis.',
    fix: 'Keep to the bounds that are named.',
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M113 []
      - { id: erp, type: single, options: [] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M114: {
    title: 'A pack without questionnaire or rubric',
    why: 'A questionnaire without a rubric asks everything and scores nothing; a rubric alone has no answers. A pack that was copied in part would otherwise pass as checked.',
    fix: 'Put both files into the folder, by exactly these names.',
    bad: {
      'small/questionnaire.yaml': `#! M114 kind\n${ERP_QUESTIONNAIRE}`,
    },
    good: {
      'small/questionnaire.yaml': ERP_QUESTIONNAIRE,
      'small/rubric.yaml': ERP_RUBRIC,
    },
  },
  M115: {
    title: 'A YAML tag',
    why: 'Tags such as `!!float` make some programs build values or even run code, and others ignore them: the same pack would score differently elsewhere.',
    fix: 'Write the value without the tag. Ids are text and numbers are decimals by themselves.',
    bad: {
      'rubric.yaml': sampleRubric(`#! M115 !!float
points: { erp: { none: 0, partial: 1, full: !!float 2 } }
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': ERP_RUBRIC,
    },
  },
  M116: {
    title: 'A known finding that is gone',
    why: 'An entry of the baseline that matches nothing waits to hide the next mistake of the same kind at the same place.',
    fix: 'Remove the entry, or run `matura validate --write-baseline FILE` again, which keeps the reasons of what is left. A comment `# matura: ignore M309 reason` that is left over goes, too.',
    pack: ODD_WEIGHTS,
    bad: {
      'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('24', '25'),
      'baseline.yaml': KNOWN_WEIGHTS.replace('  - code', '  #! M116 M309\n  - code'),
    },
    good: { 'baseline.yaml': KNOWN_WEIGHTS },
  },
  M117: {
    title: 'A known finding without a reason',
    why: 'What nobody justified nobody decided: a baseline full of TODO is a list of mistakes that enterprises are scored with.',
    fix: 'Say in `reason`, or behind the code in a comment `# matura: ignore M309 reason`, why the finding may stay, or mend what it found.',
    pack: ODD_WEIGHTS,
    bad: {
      'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('  tools:', '  #! M309 mean\n  tools:'),
      'baseline.yaml': weightsBaseline('TODO').replace('    reason', '    #! M117 TODO\n    reason'),
    },
    good: { 'baseline.yaml': KNOWN_WEIGHTS },
  },
  M118: {
    title: 'A file that is not read',
    why: 'The parts of a pack have fixed names. Under another one measures are never recommended and cases never run, and the pack passes as if it had none.',
    fix: 'Call the file as the finding says, or move it out of the pack.',
    bad: { 'measures.yml': ERP_MEASURES.replace(/^/, '#! M118 kind\n') },
    good: { 'measures.yaml': ERP_MEASURES },
  },
} satisfies Partial<Record<ProblemCode, Rule>>;
