/** Which new themes mean the same as another, by vectors that a model made of their words. Pure. */

/** Fewer say nothing about how alike themes are that mean different things. */
const fewestThemes = 8;
/** How far above what is usual between two themes: models differ in what they call alike. */
const standardDeviations = 3;
const leastAlike = 0.5;

type Vector = readonly number[];

/**
 * For each new one that means the same as another: which. A new one may join a known one, or a new one before it.
 * @param vectors of all themes, in their order @param isNew by theme
 */
export function sameMeaning(vectors: readonly Vector[], isNew: readonly boolean[]): ReadonlyMap<number, number> {
  const same = new Map<number, number>();
  if (vectors.length < fewestThemes) return same;
  const units = vectors.map(unit);
  const alike = units.map((one, a) => units.slice(0, a).map((other) => dot(one, other)));
  const least = Math.max(leastAlike, usual(alike.flat()));
  const order = units
    .map((_, theme) => theme)
    .sort((a, b) => Number(isNew[a] ?? false) - Number(isNew[b] ?? false) || a - b);
  for (const [at, theme] of order.entries()) {
    if (!isNew[theme]) continue;
    const others = order.slice(0, at).filter((other) => !same.has(other));
    const likeness = (other: number) => alike[Math.max(theme, other)]?.[Math.min(theme, other)] ?? 0;
    const [nearest] = others.toSorted((a, b) => likeness(b) - likeness(a) || a - b);
    if (nearest !== undefined && likeness(nearest) >= least) same.set(theme, nearest);
  }
  return same;
}

function usual(all: readonly number[]): number {
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  const variance = all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length;
  return mean + standardDeviations * Math.sqrt(variance);
}

const dot = (a: Vector, b: Vector): number => a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0);

function unit(vector: Vector): Vector {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((each) => each / length);
}
