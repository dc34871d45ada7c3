import type { Portfolio } from '../../portfolio/portfolio.ts';
import { formatDate, formatNumber } from '../number.ts';
import { endedAtChange } from './stage-tables.ts';
import type { PortfolioWords } from './words.ts';

/** What must be known to read the figures: what was counted, by which rules, and what is hidden. */
export function portfolioNotes(portfolio: Portfolio, { messages, pick }: PortfolioWords): string[] {
  const { portfolio: words, numbers } = messages;
  const { notes, intake } = words;
  const { enterprises, registry, packs, groups, minCell, leftOut, levelOf, stages } = portfolio;
  const asOf = formatDate(portfolio.asOf, numbers);
  const write = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  const fewer = words.fewerThan(write(minCell ?? 0));
  const say = (count: number | null, tell: (count: string, one: boolean) => string): string[] => {
    if (count === null) return [tell(fewer, false)];
    return count === 0 ? [] : [tell(write(count), count === 1)];
  };
  const hasLevels = packs.length > 0;
  return [
    enterprises === null
      ? notes.few(fewer)
      : (registry ? notes.registry : notes.enterprises)(write(enterprises), enterprises === 1),
    ...(registry ? say(registry.outside, notes.outside) : []),
    intake.rule,
    ...say(leftOut.older, intake.older).map(sentence),
    ...say(leftOut.sameDay, intake.sameDay).map(sentence),
    ...say(leftOut.later, (count, one) => intake.later(count, asOf, one)).map(sentence),
    ...say(leftOut.laterRecords, (count, one) => intake.laterRecords(count, asOf, one)).map(sentence),
    ...say(leftOut.registeredTwice, intake.registeredTwice).map(sentence),
    ...(hasLevels ? [notes.levelOf[levelOf], notes.quantiles] : []),
    ...(packs.some(({ total }) => total?.interval) ? [notes.intervals] : []),
    ...(groups.some(({ rows }) => rows.some(({ ranks }) => ranks.some((rank) => rank))) ? [notes.ranks] : []),
    ...packs.flatMap(({ id, versions, assumed }) => [
      // How many is told of nobody: hidden is more than a few, too.
      ...(id === null || assumed === null ? [] : say(assumed, (count, one) => notes.assumed(count, id, one))),
      ...(id !== null && versions.length > 1
        ? [notes.severalVersions(id, numbers.list(versions.map(({ version }) => version)))]
        : []),
    ]),
    ...(packs.length > 1 ? [notes.severalPacks] : []),
    ...stages.flatMap(({ id, title, neverStated }) =>
      neverStated.map((fact) => notes.unknownStage(pick(title) ?? id, fact)),
    ),
    ...(stages.some(({ quarters }) => quarters.length > 0) ? [notes.firstDay] : []),
    ...(stages.some(({ undated, quarters }) => quarters.length > 0 && undated !== 0) ? [notes.trend] : []),
    ...(stages.some(({ quarters }) => endedAtChange(quarters).length < quarters.length) ? [notes.lastChange] : []),
    ...(stages.some(({ target }) => target && target.needed !== null) ? [notes.needed] : []),
    ...(stages.some(({ target }) => target && target.recent !== null) ? [notes.recent] : []),
    ...(stages.some(({ quarters }) => quarters.some(({ line }) => line !== null)) ? [notes.line] : []),
    ...(packs.some(({ questions }) => questions.length > 0) ? [notes.questions] : []),
    ...(minCell === null ? [] : [notes.minCell(write(minCell)), notes.heldBack(write(minCell))]),
    ...(packs.some(({ holdsUnsettled }) => holdsUnsettled) ? [notes.folded] : []),
    ...(packs.some(({ bands }) => bands.some(({ length }) => length > 1)) ? [notes.joined] : []),
  ];

  function sentence(text: string): string {
    return `${text}${/\p{Script=Han}/u.test(text) ? '。' : '.'}`;
  }
}
