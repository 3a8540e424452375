/** SQL of forms that stand open in people's clients; shown-forms.ts asks. */
import type { Form } from '../../../chat/form.js';
import { type Sql, sql } from '../../../storage/database.js';

export interface ShownForm {
  readonly form: Form;
  /** Somebody's message that it captures, in Teams' id; null: none. */
  readonly about: string | null;
}

export async function insertForm(
  db: Sql,
  { id, form, about }: ShownForm & { readonly id: string },
  forgetAt: Date,
): Promise<void> {
  await db.execute`
    INSERT INTO teams_forms (id, form, about, forget_at)
    VALUES (${id}::uuid, ${JSON.stringify(form)}::jsonb, ${about}, ${forgetAt})`;
}

/** By the id of this showing; null: it is not known (any more). */
export async function findForm(db: Sql, id: string): Promise<ShownForm | null> {
  const [row] = await db.query<ShownForm[]>`SELECT form, about FROM teams_forms WHERE id = ${id}::uuid`;
  return row ?? null;
}

/** When the first of them is forgotten. */
export const formsDue = sql`(SELECT min(forget_at) FROM teams_forms)`;

export async function deleteFormsUntil(db: Sql, now: Date): Promise<number> {
  return db.execute`
    DELETE FROM teams_forms WHERE id IN (
      SELECT id FROM teams_forms WHERE forget_at <= ${now} ORDER BY forget_at LIMIT 5000)`;
}
