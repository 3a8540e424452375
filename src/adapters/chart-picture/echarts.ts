/**
 * ECharts, loaded once and when the first chart is drawn, from its one built file: as modules it is some hundred files,
 * which take seven times as long and twice the memory. draw-chart.ts asks.
 */
import type * as echartsModule from 'echarts';
import { textWidth } from './text-width.js';

type Echarts = Pick<typeof echartsModule, 'init' | 'setPlatformAPI'>;

/** Its types are the package's; TypeScript finds none beside the built file. */
const builtFile: string = 'echarts/dist/echarts.esm.min.mjs';

let loading: Promise<Echarts> | null = null;

export function loadEcharts(): Promise<Echarts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Echarts> {
  const echarts: Echarts = await import(builtFile);
  // It would guess by Latin letters alone, and legends in other scripts would run into each other.
  echarts.setPlatformAPI({
    measureText: (text, font = '12px') => ({ width: textWidth(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12)) }),
  });
  return echarts;
}
