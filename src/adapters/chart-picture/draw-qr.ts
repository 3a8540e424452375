/** A link as a QR code, to be printed for shops and events. */
import { renderSVG } from 'uqr';

/** A PNG some 800 pixels wide, black on white with the quiet zone that readers ask for. Drawn off the main thread. */
export async function drawQr(link: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const svg = renderSVG(link, { ecc: 'M', border: 4 });
  const image = await renderAsync(svg, { fitTo: { mode: 'width', value: 800 }, font: { loadSystemFonts: false } });
  return image.asPng();
}
