/** How the last file of a source was read, proposed again for the next one with the same columns. import-command.ts asks. */
import { z } from 'zod';
import { shapeOfFile } from '../import/plan.js';
import { dateOrders } from '../import/read/dates.js';
import type { ImportWish } from '../import/wish.js';

export interface SavedReading {
  readonly number: number;
  readonly reading: Partial<Pick<ImportWish, 'maps' | 'wheres' | 'dateOrder' | 'zone' | 'isFullScale' | 'encoding'>>;
  /** As options. */
  readonly told: string;
}

const settingsSchema = z.object({
  maps: z.array(z.string()).optional(),
  wheres: z.array(z.string()).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  zone: z.union([z.string(), z.number()]).optional(),
  isFullScale: z.boolean().optional(),
  encoding: z.string().optional(),
});

/** null: no file of this source had these columns, or it was read as any other. */
export async function savedReading(
  wish: ImportWish,
  earlier: readonly { readonly number: number; readonly shape: string; readonly settings: object }[],
): Promise<SavedReading | null> {
  if (earlier.length === 0) return null;
  const shape = await shapeOfFile(wish);
  const last = earlier.find((each) => each.shape === shape);
  const read = settingsSchema.safeParse(last?.settings);
  if (last === undefined || !read.success) return null;
  const { maps = [], wheres = [], dateOrder, zone, isFullScale, encoding } = read.data;
  const told = [
    ...maps.map((map) => `--map "${map}"`),
    ...wheres.map((where) => `--where "${where}"`),
    ...(dateOrder === undefined ? [] : [`--date-format ${dateOrder}`]),
    ...(zone === undefined ? [] : [`--zone ${zone}`]),
    ...(isFullScale === true ? ['--scale 0-10'] : []),
    ...(encoding === undefined ? [] : [`--encoding ${encoding}`]),
  ].join(' ');
  if (told === '') return null;
  const reading = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
  return { number: last.number, reading, told };
}
