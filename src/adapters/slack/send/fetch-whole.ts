/**
 * Slack's answers are taken whole or not at all. The SDK takes half an answer, or a proxy's page, for Slack's refusal for
 * good, and throws over one that breaks off; as a failed request it is what it is: nobody knows whether the work was done.
 */

/** As `fetch`; rejects where an answer of 200 is not one of Slack's. */
export async function fetchWhole(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  if (response.status !== 200) return response;
  const text = await response.text();
  if (!isAnswer(text)) throw new Error('Slack’s answer can’t be read.');
  return new Response(text, { headers: response.headers });
}

function isAnswer(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean';
  } catch {
    return false;
  }
}
