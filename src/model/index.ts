export {
  formatAnswerMark,
  NOT_APPLICABLE_MARK,
  OPTION_SEPARATOR,
  parseAnswerMark,
  parseOptionsMark,
  UNKNOWN_MARK,
} from './answer-mark.ts';
export {
  addMonths,
  CALENDAR_DATE,
  computeDayAfterMonths,
  computeLastDayOfMonths,
  countMonthsBetween,
  countMonthsUntil,
  type DayOrder,
  EARLIEST_DAY,
  fromDayNumber,
  listPossibleDays,
  type ParsedDay,
  parseDay,
  parseMomentDay,
  settleDayOrder,
  suggestLastDay,
  toDayNumber,
  writeOutSerial,
} from './calendar-date.ts';
export type { ColumnDoubt, MappingProposal, ProposedColumn, SuggestedValue, UnmappedInput } from './column-proposal.ts';
export { COUNTRIES, COUNTRY_CODES, findNearestCountry, namesOfCountry, readCountry } from './country.ts';
export {
  completeUscc,
  isMangledKey,
  normaliseUscc,
  ORGANISATION_CHECKS,
  ORGANISATION_WEIGHTS,
  USCC_ALPHABET,
} from './credit-code.ts';
export {
  foldKey,
  foldSpelling,
  hashKey,
  hashPlainKey,
  isExampleCell,
  isProvisionalKey,
  isTotalsCell,
  mayBeExample,
  meansNoKey,
  PROVISIONAL_LENGTH,
  provisionalKeyOf,
} from './enterprise-key.ts';
export { ENTERPRISE_SCHEMA_ID, ENTERPRISE_SCHEMAS } from './enterprise-schemas.ts';
export { validateEnterprise } from './generated/enterprise-validator.js';
export { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
// Every type that the schemas name.
export type * from './generated/types.ts';
export {
  type SchemaError,
  type Validator,
  validateAnswers,
  validateBaseline,
  validateCases,
  validateMapping,
  validateMeasures,
  validatePolicy,
  validateProject,
  validateQuestionnaire,
  validateRegion,
  validateRubric,
  validateStages,
} from './generated/validators.js';
export { WORKBOOK_SPELLINGS } from './generated/workbooks-spellings.ts';
export { findLandOfDistrict } from './german-districts.ts';
export { itemAt } from './item-at.ts';
export type { Phrase, PhraseArguments, WordedPhrase } from './phrase.ts';
export {
  type AddProblem,
  foundText,
  type LocatedProblem,
  type Path,
  PROBLEMS,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  type Severity,
  severityOf,
} from './problem.ts';
export { findQuantile, findQuantilePlace } from './quantile.ts';
export {
  absolute,
  add,
  addWhole,
  ceiling,
  compare,
  computeCommonDivisor,
  computeCommonMultiple,
  computeGreatestCommonDivisor,
  divide,
  divideWhole,
  fraction,
  fromNumber,
  greatest,
  isDecimal,
  least,
  MAX_DECIMALS,
  multiply,
  multiplyWhole,
  negate,
  ONE,
  parseDecimal,
  parseExact,
  parseWrittenDouble,
  type Rational,
  type RoundingMode,
  round,
  roundWholeUp,
  subtract,
  sumRationals,
  toDecimalText,
  toNumber,
  toWhole,
  type Whole,
  wholeNumber,
  ZERO,
} from './rational.ts';
export { Refusal, type RefusalCode } from './refusal.ts';
export { findRegionOption, nameOfRegion, readRegion, spellingsOfRegion } from './region.ts';
export {
  findCreditCodeFault,
  isSureRegisterNumber,
  type RegisterFault,
  readRegisterNumber,
} from './register-number.ts';
export {
  buildSelfContainedSchema,
  DOCUMENT_KINDS,
  type DocumentKind,
  type PlacedSchema,
  resolveReference,
  type Schema,
  schemaOf,
} from './schemas.ts';
export { mayBeSoleTrader } from './sole-trader.ts';
export {
  computeSpellingSimilarity,
  createSpellingLookup,
  createSpellings,
  findNearestAllowed,
  findNearestNames,
  findNearestSpelling,
  listInvisibleCharacters,
  normaliseSpelling,
  rankBySpelling,
  replaceInvisible,
  spellOutUmlauts,
  suggestRepair,
  YES_NO_SPELLINGS,
} from './spelling.ts';
export { findLastWorkingDay, workingDayBefore } from './working-day.ts';
export { writeYamlValue } from './yaml-value.ts';
export { fillYears, isYearPlaceholder } from './year-placeholder.ts';
