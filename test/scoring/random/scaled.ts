export type Scores = Readonly<Record<string, string | Rule>>;
type Weight = number | string | Rule;
type Rule = { readonly to?: number; readonly best?: number; readonly weight?: number | string } & Readonly<
  Record<string, unknown>
>;

/** The same scores with all numbers that weigh against each other times a factor: those of a mean, or of a sum with its own best. */
export function scaleScores(scores: Scores, factor: number): Scores {
  return Object.fromEntries(
    Object.entries(scores).map(([name, rule]) => [name, typeof rule === 'string' ? rule : scaleRule(rule, factor)]),
  );
}

/** At every depth; where names weigh too, nothing. */
function scaleRule(rule: Rule, factor: number): Rule {
  const operator = ['sum', 'mean'].find((one) => rule[one] !== undefined);
  const members = operator && rule[operator];
  if (!operator || typeof members !== 'object' || Array.isArray(members)) return rule;
  const free =
    rule.pairwise === undefined && (operator === 'mean' || (rule.to !== undefined && rule.best === undefined));
  const weights = Object.entries(members as Record<string, Weight>);
  const named = weights.some(([, one]) => typeof (typeof one === 'object' ? one.weight : one) === 'string');
  const by = free && !named ? factor : 1;
  const scale = (weight: number): number => Number((weight * by).toFixed(6));
  const scaled = weights.map(([name, one]) => {
    if (typeof one !== 'object') return [name, typeof one === 'number' ? scale(one) : one];
    const inner = scaleRule(one, factor);
    return [name, typeof one.weight === 'string' || by === 1 ? inner : { ...inner, weight: scale(one.weight ?? 1) }];
  });
  return { ...rule, [operator]: Object.fromEntries(scaled) };
}
