/** The port for fetching calendars: adapters/calendar implements it, the meetings' schedule calls it. */

/** What is known of the last answer, so that an unchanged calendar need not be sent again. */
export interface CalendarRequest {
  /** http, https or webcal. */
  readonly url: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

/**
 * Why there is no calendar: `address`: none that can be asked; `private`: it lies in our own network; `redirects`: too
 * many; `tooLarge`, `slow`: beyond what is read; `status`: the server refused; `unreachable`: nobody answers there.
 */
export type CalendarFailure =
  | { readonly why: 'address' | 'private' | 'redirects' | 'tooLarge' | 'slow' | 'unreachable' }
  | { readonly why: 'status'; readonly status: number };

/** What came of fetching a calendar. */
export type CalendarAnswer =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'fetched';
      readonly text: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'failed'; readonly failure: CalendarFailure };

/** One attempt with a deadline of its own; failure is a value. Never inside a transaction. */
export type FetchCalendar = (request: CalendarRequest) => Promise<CalendarAnswer>;
