/** What HubSpot's search answers, as far as it is read. */
import { z } from 'zod';

/** Read from HubSpot's search: https://developers.hubspot.com/docs/api-reference/search/guide */
export const found = z.object({
  total: z.number(),
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullish()) })),
});

/** One answer of HubSpot's search. */
export type HubspotFound = z.infer<typeof found>;

/** A company, a contact, a deal or a ticket: its properties by name, all of them texts. */
export type HubspotProperties = HubspotFound['results'][number]['properties'];
