/**
 * Draws charts and boards as SVG and as PNG, on any machine: the fonts come with the bot, so none of the system's are asked for.
 * What draws is loaded with the first chart, so a bot that never draws does not carry it.
 */
import { createRequire } from 'node:module';
import type { ResvgRenderOptions } from '@resvg/resvg-js';
import type { Board } from '../../chat/board.js';
import type { Chart } from '../../chat/card.js';
import { boardSvg } from './board-layout.js';
import { chartOption } from './chart-option.js';
import { loadEcharts } from './echarts.js';
import { fontFamily, pixelRatio, size } from './look.js';

const { resolve } = createRequire(import.meta.url);

/** An SVG of 400 by 325 pixels on white. A browser sets its words in DejaVu Sans or its own sans serif. */
export async function drawSvg(chart: Chart): Promise<string> {
  const { init } = await loadEcharts();
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    drawing.setOption(chartOption(chart));
    return drawing.renderToSVGString();
  } finally {
    // ECharts keeps a timer, which would keep the process alive.
    drawing.dispose();
  }
}

/** The same as a PNG of 1024 by 832, far below 1 MB. Drawn off the main thread; deterministic. */
export async function drawPng(chart: Chart): Promise<Buffer> {
  return toPng(await drawSvg(chart), { mode: 'zoom', value: pixelRatio });
}

/** A sheet for the wall as a PNG of 1440 by 2036: sharp on one printed page of A4. Drawn off the main thread; deterministic. */
export const drawBoard = (board: Board): Promise<Buffer> => toPng(boardSvg(board), { mode: 'original' });

async function toPng(svg: string, fitTo: NonNullable<ResvgRenderOptions['fitTo']>): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    fitTo,
    font: {
      loadSystemFonts: false,
      fontFiles: fonts.map((name) => resolve(name)),
      defaultFontFamily: fontFamily.split(',')[0],
    },
  });
  return image.asPng();
}

/** DejaVu lacks letters of Urdu and other languages in Arabic script: Noto Naskh has them. */
const fonts = [
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  '@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  '@expo-google-fonts/noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
] as const;
