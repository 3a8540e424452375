/** Which column of a file is which field: its name and what stands in it are weighed together. columns.ts asks. */
import type { FieldSet } from '../column-names.js';
import type { Column } from '../read/layout.js';
import { isCompany, isNamedOtherwise, isOfReviews, nameWeight, unsure } from './names.js';
import type { Profile } from './profile.js';

/** A column with its values as they look. */
export interface SeenColumn extends Column {
  readonly profile: Profile;
}

/** How well a column fits a field. */
export interface Judgement {
  readonly index: number;
  /** From 0 to 1; 0: it is not that field. */
  readonly weight: number;
  /** For the plan: "named like it, and all 20 values are from 0 to 10". */
  readonly why: string;
}

/** Fewer values say little: the name decides. */
const fewValues = 5;

/** The columns that may be the field, the best first. Of two that fit alike the fuller one comes first. */
export function judge(field: string, columns: readonly SeenColumn[], fields: FieldSet): readonly Judgement[] {
  const isAboutOne = field === 'customer' && columns.some(({ name }) => isOfReviews(name));
  const judged = columns.map((column, index) => {
    const judgement = judgementOf(field, { column, index }, fields);
    // The one company of a file of reviews is the one under review, however few its rows are.
    const isReviewed = isAboutOne && column.profile.distinctCount === 1 && isCompany(column.name);
    return isReviewed ? { ...judgement, weight: 0 } : judgement;
  });
  if (judged.every(({ weight }) => weight === 0)) return byContent(field, columns, fields);
  const fullness = ({ index }: Judgement) => columns[index]?.profile.filledCount ?? 0;
  return judged
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || fullness(b) - fullness(a) || a.index - b.index);
}

/** What is asked of a column whose name says nothing, in whatever language it is. */
const speaksForItself: Readonly<Record<string, (profile: Profile) => boolean>> = {
  comment: ({ proseShare, linkShare, dateShare, distinctCount, filledCount }) =>
    proseShare >= 0.4 && linkShare === 0 && dateShare < 0.1 && distinctCount >= filledCount * 0.7,
  text: ({ proseShare, linkShare, dateShare, distinctCount, filledCount }) =>
    filledCount > 1 && proseShare >= 0.7 && linkShare === 0 && dateShare < 0.1 && distinctCount >= filledCount * 0.9,
  givenAt: ({ dateShare, filledCount, numberShare }) => filledCount > 0 && dateShare > 0.9 && numberShare < 0.5,
};

/** Where no name says so: the one column that looks like nothing else. Of two nobody knows which, so a person is asked. */
function byContent(field: string, columns: readonly SeenColumn[], fields: FieldSet): readonly Judgement[] {
  const isLike = fields.speaks ? fields.speaks[field] : speaksForItself[field === 'capturedAt' ? 'givenAt' : field];
  if (isLike === undefined) return [];
  const isAnother = ({ name }: SeenColumn) =>
    (fields.speaks === undefined && isNamedOtherwise(name)) ||
    Object.keys(fields.names).some((other) => other !== field && (nameWeight(other, name, fields) ?? 0) > unsure);
  const found = columns.flatMap((column, index) =>
    isLike(column.profile) && !isAnother(column) ? [{ column, index }] : [],
  );
  if (found.length > 1 && field !== 'comment') return [];
  found.sort((a, b) => b.column.profile.proseShare - a.column.profile.proseShare);
  const says = (profile: Profile) =>
    fields.fit?.(field, profile).says ??
    (field === 'comment' || field === 'text'
      ? `${percent(profile.proseShare)} are sentences`
      : `${percent(profile.dateShare)} are dates`);
  return found.map(({ column, index }) => ({
    ...{ index, weight: contentWeight, why: `by its content: ${says(column.profile)}` },
  }));
}

/** Less than a name says, and enough for a suggestion that a person reads before saying yes. */
const contentWeight = 0.3;

function judgementOf(
  field: string,
  { column, index }: { readonly column: SeenColumn; readonly index: number },
  fields: FieldSet,
): Judgement {
  const byName = best([column.name, column.also ?? ''].map((name) => nameWeight(field, name, fields)));
  const { fit, says } = fields.fit?.(field, column.profile) ?? fitOf(field, column.profile, fields);
  // Above 5 they are no stars; a few have to be answers throughout.
  const { filledCount, most, scoreShare } = column.profile;
  const isProven = (most ?? 0) > 5 && (filledCount >= fewValues || (filledCount > 1 && scoreShare === 1));
  const isUnique = filledCount >= fewValues && column.profile.distinctCount === filledCount;
  const isDoubtful = byName === unsure && ((field === 'score' && !isProven) || (field === 'sourceId' && !isUnique));
  if (byName === null || isDoubtful) return { index, weight: 0, why: '' };
  const weight = column.profile.filledCount === 0 ? byName * 0.5 : byName * fit;
  return { index, weight, why: says };
}

/** A name that says no outweighs one that says nothing, and yes outweighs both. */
function best(weights: readonly (number | null)[]): number | null {
  const told = weights.filter((weight) => weight !== null);
  return told.length === 0 ? null : Math.max(...told);
}

interface Fit {
  readonly fit: number;
  readonly says: string;
}

const percent = (share: number): string => (share === 1 ? 'all values' : `${Math.floor(share * 100)} % of the values`);

function fitOf(field: string, profile: Profile, fields: FieldSet): Fit {
  const { filledCount, distinctCount, dateShare, numberShare, proseShare, longShare, letterShare, linkShare } = profile;
  switch (field) {
    case 'score':
      return scoreFit(profile, fields);
    case 'givenAt':
    case 'capturedAt':
      return { fit: dateShare === 0 ? 0 : 0.3 + 0.7 * dateShare, says: `${percent(dateShare)} are dates` };
    case 'sourceId': {
      // Rounded ones are alike: the column is refused as a whole and not left out in silence.
      if (profile.roundedShare > 0.3) return { fit: 1, says: 'rounded by a spreadsheet' };
      const unique = filledCount === 0 ? 1 : distinctCount / filledCount;
      const isId = unique >= (filledCount < fewValues ? 0.5 : 0.7) && proseShare < 0.2 && linkShare < 0.9;
      return {
        fit: isId ? unique : 0,
        says: unique === 1 ? 'every value is another one' : 'nearly every value is another one',
      };
    }
    case 'text':
    case 'comment': {
      if (filledCount === 0) return { fit: 1, says: 'empty' };
      if (dateShare > 0.5 || linkShare > 0.5 || (filledCount >= fewValues && numberShare > 0.5 && letterShare < 0.3))
        return { fit: 0, says: 'no words' };
      return { fit: 0.5 + 0.5 * proseShare, says: proseShare > 0.1 ? `${percent(proseShare)} are sentences` : 'words' };
    }
    case 'customer': {
      if (filledCount >= fewValues && distinctCount === 1) return { fit: 0, says: 'the same on every row' };
      return {
        // Numbers name nobody where another column has names.
        fit:
          dateShare > 0.5 || linkShare > 0.5 || longShare > 0.5 ? 0 : letterShare > 0.5 || filledCount === 0 ? 1 : 0.5,
        says: distinctCount === 1 ? 'one name' : `${distinctCount} names`,
      };
    }
    case 'link':
      return { fit: linkShare > 0.5 || filledCount < fewValues ? 1 : 0, says: 'addresses' };
    default:
      return { fit: 1, says: 'by its name' };
  }
}

function scoreFit(
  { filledCount, scoreShare, numberShare, dateShare, least, most }: Profile,
  { wanted, isNps }: FieldSet,
): Fit {
  const range =
    least === null || most === null
      ? 'no numbers'
      : least === most
        ? `the number ${least}`
        : `numbers from ${least} to ${most}`;
  if (filledCount >= fewValues && dateShare > 0.8 && scoreShare < 0.5) return { fit: 0, says: 'dates' };
  // −100, 0 and 100: what an answer adds to the NPS.
  if (isNps && least === -100) return { fit: 0, says: range };
  if (!isNps) return { fit: wanted.field === 'score' || scoreShare > 0.5 ? 1 : 0, says: range };
  // None of several holds a number: words, percentages, groups.
  if (filledCount > 1 && numberShare === 0) return { fit: 0, says: range };
  if (filledCount < fewValues) return { fit: wanted.field === 'score' || scoreShare > 0 ? 1 : 0, says: range };
  if (wanted.field !== 'score' && most !== null && most <= 5)
    return { fit: 0, says: `${range}, which is not a scale of 0 to 10` };
  const share = Math.max(scoreShare, numberShare * 0.5);
  const says = scoreShare < 0.5 ? range : `${percent(scoreShare)} are from 0 to 10`;
  return { fit: share < 0.2 ? 0 : share, says };
}

/** Of all columns the one whose values look most like the wanted field: what a refusal proposes. null: none does. */
export function likeliest(all: readonly SeenColumn[], fields: FieldSet): SeenColumn | null {
  // Ids and dates are numbers too.
  const columns = all.filter(({ name }) => (nameWeight(fields.id, name, fields) ?? 0) === 0 && !/ids?$/i.test(name));
  const likeness = ({ profile }: SeenColumn) =>
    fields.wanted.field === 'score'
      ? profile.scoreShare *
        (profile.most !== null && profile.most > 5 ? 1 : 0.8) *
        (profile.dateShare > 0.5 || profile.distinctCount > 11 ? 0 : 1)
      : profile.proseShare + 0.3 * profile.letterShare - profile.linkShare - profile.dateShare;
  const [first] = columns.toSorted((a, b) => likeness(b) - likeness(a));
  return first !== undefined && likeness(first) > 0 ? first : null;
}
