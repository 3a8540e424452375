/** SQL of the full-text search: the words of an idea as they are kept, and the ideas that share some of them. */
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import type { Answers } from '../rules/idea.js';
import type { Rarity, Stems } from '../rules/likeness.js';
import { languages, type SearchWords, searchWords } from '../rules/search-words.js';

/** What of an idea is compared: whom it touches is not what it is. */
type Compared = Pick<Answers, 'title' | 'delights' | 'problem' | 'benefit' | 'experience'>;

/** Built on as the column `search`; the title's words weigh A. */
export function insertedVector(idea: Compared): SqlPart {
  const rest = [idea.delights, idea.problem, idea.benefit, idea.experience].filter((each) => each !== null);
  return sql`(setweight(${vector(searchWords(idea.title))}, 'A') || ${vector(searchWords(rest.join('\n')))})`;
}

/** Makes what these are found by anew, of the words that are left. */
export async function reindex(tx: Sql, organisationId: string, ids: readonly string[]): Promise<void> {
  const ideas = await tx.query<(Compared & { readonly id: string })[]>`
    SELECT id, title, delights, problem, benefit, experience FROM ideas
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
  for (const { id, ...idea } of ideas) {
    await tx.execute`
      UPDATE ideas SET search = ${insertedVector(idea)} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  }
}

/** Each language's words stemmed in their own way, all in one. */
function vector(words: SearchWords): SqlPart {
  const parts = languages.map((language) => sql`to_tsvector(${language}::regconfig, ${words[language]}::text)`);
  return sql`(${sql.join(parts, ' || ')})`;
}

/** What was written, stemmed, with those ideas that share some of it and how rare its words are. */
export interface Neighbourhood {
  readonly mine: Stems;
  readonly candidates: readonly (Stems & { readonly id: string })[];
  readonly rarity: Rarity;
}

/** Of long answers the first words are enough, and keep the search quick. */
const askedWords = 80;
/** By PostgreSQL's rank; likeness.ts looks at these more closely. */
const candidateCount = 40;

/** Ideas that share words with this one, for the similarity check before it is posted. */
export async function findNeighbours(database: Sql, organisationId: string, idea: Compared): Promise<Neighbourhood> {
  const asked = await database.query<{ word: string; inTitle: boolean; count: number; ideaCount: number }[]>`
    WITH mine AS (
      SELECT lexeme AS word, 'A' = ANY(weights) AS in_title
      FROM unnest(${insertedVector(idea)}) ORDER BY 'A' = ANY(weights) DESC, positions[1] LIMIT ${askedWords}::int
    )
    SELECT word, in_title AS "inTitle",
      (SELECT count(*)::int FROM ideas
       WHERE organisation_id = ${organisationId}::uuid AND search @@ quote_literal(word)::tsquery) AS count,
      (SELECT last FROM numbers WHERE organisation_id = ${organisationId}::uuid AND kind = 'idea') AS "ideaCount"
    FROM mine`;
  const words = asked.map(({ word }) => word);
  const candidates = words.length > 0 ? await sharing(database, organisationId, words) : [];
  return {
    mine: {
      title: asked.filter(({ inTitle }) => inTitle).map(({ word }) => word),
      rest: asked.filter(({ inTitle }) => !inTitle).map(({ word }) => word),
    },
    candidates,
    rarity: {
      ideaCount: asked[0]?.ideaCount ?? 0,
      countByWord: new Map(asked.map(({ word, count }) => [word, count])),
    },
  };
}

/** Ideas with any of these words, those with the rarest and nearest to each other first, as far as ts_rank can tell. */
function sharing(
  database: Sql,
  organisationId: string,
  words: readonly string[],
): Promise<(Stems & { readonly id: string })[]> {
  return database.query`
    WITH query AS (
      SELECT string_agg(quote_literal(word), ' | ')::tsquery AS any_of FROM unnest(${[...words]}::text[]) AS t(word)
    )
    SELECT id,
      ARRAY(SELECT lexeme FROM unnest(ts_filter(search, '{a}'))) AS title,
      ARRAY(SELECT lexeme FROM unnest(ts_filter(search, '{d}'))) AS rest
    FROM ideas, query WHERE organisation_id = ${organisationId}::uuid AND search @@ any_of
    ORDER BY ts_rank(search, any_of, 1) DESC, number DESC LIMIT ${candidateCount}::int`;
}

/** A condition on `ideas`: every word that was typed stands in it, the last ones' endings free. null: there is no word. */
export function holdsAll(typed: string): SqlPart | null {
  const words = Object.entries(searchWords(typed)).flatMap(([language, joined]) =>
    joined.split(' ').flatMap((word) => (word ? [{ language, word }] : [])),
  );
  if (words.length === 0) return null;
  // A stop word alone finds nothing and so asks for nothing: an empty query matches no row, hence the second half.
  const each = words.map(
    ({ language, word }) => sql`(search @@ to_tsquery(${language}::regconfig, ${`${word}:*`})
      OR numnode(to_tsquery(${language}::regconfig, ${`${word}:*`})) = 0)`,
  );
  return sql`(${sql.join(each, ' AND ')})`;
}
