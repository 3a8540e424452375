/** Sends all work as spans to an OpenTelemetry collector. Loaded only where one is named. */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace as traces } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expired, withDeadline } from '../../kernel/deadline.js';
import type { Logger } from '../../kernel/logger.js';
import type { Trace } from '../../kernel/trace.js';
import { listenToWork, type Work } from '../../kernel/work.js';
import type { TracingSettings } from './settings.js';

/** Spans on their way to the collector. */
export interface Tracing {
  /** Sends what was not sent yet, and ends; a collector that does not answer is not waited for. */
  stop(): Promise<void>;
}

const spanKinds: Readonly<Record<Work['kind'], SpanKind>> = {
  request: SpanKind.SERVER,
  interaction: SpanKind.INTERNAL,
  sweep: SpanKind.INTERNAL,
  delivery: SpanKind.CONSUMER,
  send: SpanKind.CLIENT,
};
/** Asked every few seconds by whatever watches the bot. */
const notTold = /^\w+ \/(?:healthz|readyz)$/;
const longestStopMs = 3_000;

/** Names and attributes are of the code alone: nobody's words, names or tokens. */
export async function startTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  let next: Trace | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': settings.serviceName }),
    // By the id alone, so that every copy decides the same of one trace.
    sampler: new TraceIdRatioBasedSampler(settings.sampledShare),
    // The work has its ids already.
    idGenerator: { generateTraceId: () => next?.traceId ?? '', generateSpanId: () => next?.spanId ?? '' },
    spanProcessors: [new BatchSpanProcessor({ exporter: warning(await exporterFor(settings), log) })],
  });
  const tracer = provider.getTracer('empty-chair');
  const stopListening = listenToWork({
    ended(work, ms, trace) {
      const { kind, name, platform, outcome = 'done' } = work;
      if (!trace || (kind === 'request' && notTold.test(name))) return;
      next = trace;
      const startTime = performance.now() - ms;
      const attributes = { 'work.kind': kind, 'work.outcome': outcome, ...(platform && { 'work.platform': platform }) };
      const title = kind === 'request' ? name : `${kind} ${name}`;
      const span = tracer.startSpan(title, { kind: spanKinds[kind], startTime, attributes }, under(trace));
      if (isFailure(work)) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(startTime + ms);
    },
  });
  return {
    async stop() {
      stopListening();
      const ended = await withDeadline(
        provider.shutdown().catch(() => undefined),
        longestStopMs,
      );
      if (ended === expired) log.warn('the last traces were not sent');
    },
  };
}

const isFailure = ({ kind, outcome }: Work): boolean =>
  outcome === 'failed' || outcome === 'defect' || (kind === 'request' && /^5/.test(outcome ?? ''));

function under({ traceId, parentId }: Trace) {
  if (parentId === null) return ROOT_CONTEXT;
  const parent = { traceId, spanId: parentId, traceFlags: TraceFlags.SAMPLED, isRemote: false };
  return traces.setSpanContext(ROOT_CONTEXT, parent);
}

/** Of the two only the one that is wanted is loaded. */
async function exporterFor({ protocol, url }: TracingSettings): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter({ url });
}

/** The first failure in a row is logged; the spans are lost. */
function warning(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && !isFailing) log.warn({ err: result.error, count: spans.length }, 'traces were not taken');
        isFailing = result.error !== undefined;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
