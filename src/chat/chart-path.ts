/** Where a chart's picture is served: rooms sign this path into `pictureUrl`, the web route reads it back. */

/** `/charts/ORGANISATION/CHART.png`. The organisation stands in it so that the signature covers whose chart it is. */
export function chartPath(organisationId: string, chartId: string): string {
  return `/charts/${encodeURIComponent(organisationId)}/${encodeURIComponent(chartId)}.png`;
}
