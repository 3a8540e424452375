/** A platform's part of the configuration: which keys there are, what must be set together, and what they mean. */
import type { output, ZodObject, ZodRawShape } from 'zod';

/** Keys as the environment has them, before they are checked; an empty value counts as not set. */
export type SetKeys = Readonly<Record<string, string | undefined>>;

/** Settings of the bot as a whole that platforms read too. */
interface SharedKeys {
  readonly PUBLIC_URL?: string | undefined;
  readonly SECRET_KEY?: string | undefined;
}

/** The environment variables of a platform, and what they mean together. */
export interface PlatformConfig<Shape extends ZodRawShape, Settings> {
  /** Every key that it reads, in the order of .env.example. */
  readonly shape: Shape;
  /** One sentence for each thing that is missing, or set without effect. */
  problems(set: SetKeys): readonly string[];
  /** What its adapter is built with; null: it is not configured. */
  settings(config: output<ZodObject<Shape>> & SharedKeys): Settings | null;
}

/** Keys that only make sense together, and what they are for: all of them are set, or none. */
export interface KeyGroup {
  readonly what: string;
  readonly keys: readonly string[];
}

/** One sentence for each group of which some keys are set and others are not. */
export function incompleteGroups(groups: readonly KeyGroup[], set: SetKeys): readonly string[] {
  return groups.flatMap(({ what, keys }) => {
    const missing = keys.filter((key) => set[key] === undefined);
    if (missing.length === 0 || missing.length === keys.length) return [];
    return [`${missing.join(', ')}: ${what} needs this too; set it, or none of ${keys.join(', ')}`];
  });
}
