import type { Problem, ProblemCode } from '../model/problem.ts';
import type { Rule, Subject } from './rule.ts';
import { unknownId } from './rules/A101-unknown-id.ts';
import { unknownAnswer } from './rules/A102-unknown-answer.ts';
import { answerType } from './rules/A103-answer-type.ts';
import { outOfRange } from './rules/A104-out-of-range.ts';
import { exclusiveOption } from './rules/A105-exclusive-option.ts';
import { optionTwice } from './rules/A106-option-twice.ts';
import { howManyOptions } from './rules/A107-how-many-options.ts';
import { notApplicable } from './rules/A108-not-applicable.ts';
import { requiredFact } from './rules/A109-required-fact.ts';
import { checkCharacter } from './rules/A110-check-character.ts';
import { mangledId } from './rules/A111-mangled-id.ts';
import { otherPack } from './rules/A112-other-pack.ts';
import { stateAndValue } from './rules/A113-state-and-value.ts';
import { refusedMissing } from './rules/A114-refused-missing.ts';
import { otherVersion } from './rules/A115-other-version.ts';
import { yamlSyntax } from './rules/M101-yaml-syntax.ts';
import { duplicateKey } from './rules/M102-duplicate-key.ts';
import { severalDocuments } from './rules/M103-several-documents.ts';
import { emptyFile } from './rules/M104-empty-file.ts';
import { notUtf8 } from './rules/M105-not-utf8.ts';
import { tooComplex } from './rules/M106-too-complex.ts';
import { wrongType } from './rules/M107-wrong-type.ts';
import { numberTooLong } from './rules/M108-number-too-long.ts';
import { unknownKey } from './rules/M109-unknown-key.ts';
import { missingKey } from './rules/M110-missing-key.ts';
import { valueNotAllowed } from './rules/M111-value-not-allowed.ts';
import { malformed } from './rules/M112-malformed.ts';
import { outOfBounds } from './rules/M113-out-of-bounds.ts';
import { missingFile } from './rules/M114-missing-file.ts';
import { yamlTag } from './rules/M115-yaml-tag.ts';
import { knownFindingGone } from './rules/M116-known-finding-gone.ts';
import { noReason } from './rules/M117-no-reason.ts';
import { unreadFile } from './rules/M118-unread-file.ts';
import { duplicateId } from './rules/M201-duplicate-id.ts';
import { reservedId } from './rules/M202-reserved-id.ts';
import { unknownName } from './rules/M203-unknown-name.ts';
import { unknownQuestionType } from './rules/M204-unknown-question-type.ts';
import { unknownOption } from './rules/M205-unknown-option.ts';
import { keywordCannotApply } from './rules/M206-keyword-cannot-apply.ts';
import { valueCannotMatch } from './rules/M207-value-cannot-match.ts';
import { cycle } from './rules/M208-cycle.ts';
import { oneOperator } from './rules/M209-one-operator.ts';
import { pointsClash } from './rules/M210-points-clash.ts';
import { noPoints } from './rules/M211-no-points.ts';
import { typeMismatch } from './rules/M212-type-mismatch.ts';
import { neededByType } from './rules/M213-needed-by-type.ts';
import { secondKey } from './rules/M214-second-key.ts';
import { boundsCrossed } from './rules/M215-bounds-crossed.ts';
import { badWeight } from './rules/M216-bad-weight.ts';
import { unknownMeasure } from './rules/M217-unknown-measure.ts';
import { unknownPolicy } from './rules/M218-unknown-policy.ts';
import { unknownInstrument } from './rules/M219-unknown-instrument.ts';
import { sameLevel } from './rules/M220-same-level.ts';
import { untypedFact } from './rules/M221-untyped-fact.ts';
import { noMembers } from './rules/M222-no-members.ts';
import { unknownCase } from './rules/M223-unknown-case.ts';
import { oneDerivation } from './rules/M224-one-derivation.ts';
import { notANumber } from './rules/M225-not-a-number.ts';
import { noBest } from './rules/M226-no-best.ts';
import { pairwise } from './rules/M227-pairwise.ts';
import { renameClash } from './rules/M228-rename-clash.ts';
import { exclusionConflict } from './rules/M231-exclusion-conflict.ts';
import { neverAsked } from './rules/M301-never-asked.ts';
import { neverChosen } from './rules/M302-never-chosen.ts';
import { unreachableLevel } from './rules/M303-unreachable-level.ts';
import { unmissableLevel } from './rules/M304-unmissable-level.ts';
import { impliedRequirement } from './rules/M305-implied-requirement.ts';
import { offScale } from './rules/M306-off-scale.ts';
import { unreachableStep } from './rules/M307-unreachable-step.ts';
import { fallingPoints } from './rules/M308-falling-points.ts';
import { oddWeights } from './rules/M309-odd-weights.ts';
import { emptyReachesLevel } from './rules/M310-empty-reaches-level.ts';
import { neverHolds } from './rules/M311-never-holds.ts';
import { unusedQuestion } from './rules/M312-unused-question.ts';
import { missingCountsAsBest } from './rules/M313-missing-counts-as-best.ts';
import { notDecided } from './rules/M320-not-decided.ts';
import { neverApplies } from './rules/M401-never-applies.ts';
import { closesNothing } from './rules/M402-closes-nothing.ts';
import { beyondMeasures } from './rules/M403-beyond-measures.ts';
import { nobodyEligible } from './rules/M404-nobody-eligible.ts';
import { notValid } from './rules/M405-not-valid.ts';
import { capBelowFloor } from './rules/M406-cap-below-floor.ts';
import { noTrack } from './rules/M407-no-track.ts';
import { noSource } from './rules/M408-no-source.ts';
import { uncarriedTag } from './rules/M409-uncarried-tag.ts';
import { excludesItself } from './rules/M410-excludes-itself.ts';
import { noTerms } from './rules/M411-no-terms.ts';
import { neverTaken } from './rules/M412-never-taken.ts';
import { missingTranslation } from './rules/M501-missing-translation.ts';
import { sameText } from './rules/M502-same-text.ts';
import { placeholdersDiffer } from './rules/M503-placeholders-differ.ts';
import { longOption } from './rules/M504-long-option.ts';
import { unlistedLanguage } from './rules/M505-unlisted-language.ts';
import { noFallback } from './rules/M506-no-fallback.ts';
import { unseenCharacter } from './rules/M507-unseen-character.ts';
import { numbersDiffer } from './rules/M508-numbers-differ.ts';
import { optionsAlike } from './rules/M509-options-alike.ts';
import { idLost } from './rules/M601-id-lost.ts';
import { unversionedChange } from './rules/M602-unversioned-change.ts';
import { expectationChanged } from './rules/M603-expectation-changed.ts';
import { lowerVersion } from './rules/M604-lower-version.ts';

/** The rule of every code. The codes of errors that are found in documents come first, those of answers last. */
export const RULES: Readonly<Record<ProblemCode, Rule>> = {
  M101: yamlSyntax,
  M102: duplicateKey,
  M103: severalDocuments,
  M104: emptyFile,
  M105: notUtf8,
  M106: tooComplex,
  M107: wrongType,
  M108: numberTooLong,
  M109: unknownKey,
  M110: missingKey,
  M111: valueNotAllowed,
  M112: malformed,
  M113: outOfBounds,
  M114: missingFile,
  M115: yamlTag,
  M116: knownFindingGone,
  M117: noReason,
  M118: unreadFile,
  M201: duplicateId,
  M202: reservedId,
  M203: unknownName,
  M204: unknownQuestionType,
  M205: unknownOption,
  M206: keywordCannotApply,
  M207: valueCannotMatch,
  M208: cycle,
  M209: oneOperator,
  M210: pointsClash,
  M211: noPoints,
  M212: typeMismatch,
  M213: neededByType,
  M214: secondKey,
  M215: boundsCrossed,
  M216: badWeight,
  M217: unknownMeasure,
  M218: unknownPolicy,
  M219: unknownInstrument,
  M220: sameLevel,
  M221: untypedFact,
  M222: noMembers,
  M223: unknownCase,
  M224: oneDerivation,
  M225: notANumber,
  M226: noBest,
  M227: pairwise,
  M228: renameClash,
  M231: exclusionConflict,
  M301: neverAsked,
  M302: neverChosen,
  M303: unreachableLevel,
  M304: unmissableLevel,
  M305: impliedRequirement,
  M306: offScale,
  M307: unreachableStep,
  M308: fallingPoints,
  M309: oddWeights,
  M310: emptyReachesLevel,
  M311: neverHolds,
  M312: unusedQuestion,
  M313: missingCountsAsBest,
  M320: notDecided,
  M401: neverApplies,
  M402: closesNothing,
  M403: beyondMeasures,
  M404: nobodyEligible,
  M405: notValid,
  M406: capBelowFloor,
  M407: noTrack,
  M408: noSource,
  M409: uncarriedTag,
  M410: excludesItself,
  M411: noTerms,
  M412: neverTaken,
  M501: missingTranslation,
  M502: sameText,
  M503: placeholdersDiffer,
  M504: longOption,
  M505: unlistedLanguage,
  M506: noFallback,
  M507: unseenCharacter,
  M508: numbersDiffer,
  M509: optionsAlike,
  M601: idLost,
  M602: unversionedChange,
  M603: expectationChanged,
  M604: lowerVersion,
  A101: unknownId,
  A102: unknownAnswer,
  A103: answerType,
  A104: outOfRange,
  A105: exclusiveOption,
  A106: optionTwice,
  A107: howManyOptions,
  A108: notApplicable,
  A109: requiredFact,
  A110: checkCharacter,
  A111: mangledId,
  A112: otherPack,
  A113: stateAndValue,
  A114: refusedMissing,
  A115: otherVersion,
};

/** What the rules find in a pack without errors. */
export function applyRules(subject: Subject): readonly Problem[] {
  return Object.values(RULES).flatMap(({ check }) => check?.(subject) ?? []);
}
