/** What somebody wants imported, and how the file is to be read. */
import type { Encoding } from './decode.js';
import type { FileKind } from './kinds.js';
import type { DateOrder } from './read/dates.js';
import type { ZoneMark } from './read/zones.js';
import type { EarlierFile } from './row-keys.js';

/** What has to be known of the organisation to read a file. */
export interface Ground {
  readonly timeZone: string;
  readonly now: Date;
  /** Files of the same kind and source that were imported, the newest first. */
  readonly earlier: readonly EarlierFile[];
}

/** What is to be imported, and how the file is to be read. */
export interface ImportWish {
  readonly file: FileKind;
  readonly path: string;
  readonly ground: Ground;
  /** `FIELD=COLUMN`, each. */
  readonly maps: readonly string[];
  /** `COLUMN=VALUE` or `COLUMN!=VALUE`, each; rows have to fit them all. */
  readonly wheres?: readonly string[];
  /** What rows that name no source come from. */
  readonly source: string;
  /** Which comes first in 03/04/2026; absent: the file tells, or nobody. */
  readonly dateOrder?: DateOrder;
  /** Of times that name no zone; absent: the column's, else the organisation's. */
  readonly zone?: ZoneMark;
  /** What stands for dates that are missing: `YYYY-MM-DD` or an instant. */
  readonly undated?: string;
  /** That is the day on which the file is imported, and says nothing of rows that are known. */
  readonly isUndatedToday?: boolean;
  /** Somebody says that the answers are from 0 to 10, though none is above 5. */
  readonly isFullScale?: boolean;
  /** What becomes of rows that stand in an earlier file too: all count again, or only the others do. */
  readonly repeated?: 'count' | 'skip';
  readonly delimiter?: string;
  readonly encoding?: Encoding;
}
