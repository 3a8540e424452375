/** Where traces are sent, by OpenTelemetry's own variables. The exporter itself reads OTEL_EXPORTER_OTLP_HEADERS and timeouts. */
import { z } from 'zod';
import type { PlatformConfig } from '../platform/platform-config.js';

const collector = z.url({ protocol: /^https?$/, error: 'must be an address like http://localhost:4318' });
const protocols = ['http/protobuf', 'http/json'] as const;
const share = 'must be a number from 0 to 1';

const shape = {
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(protocols, { error: `must be one of ${protocols.join(', ')}` })
    .default('http/protobuf'),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().default('empty-chair'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number(share).min(0, share).max(1, share).default(1),
};

export interface TracingSettings {
  /** Where spans are posted. */
  readonly url: string;
  readonly protocol: (typeof protocols)[number];
  readonly serviceName: string;
  /** Of all traces; each is sent as a whole or not at all. */
  readonly sampledShare: number;
}

/** Environment variables of tracing. Settings are null where no collector is named. */
export const tracingConfig: PlatformConfig<typeof shape, TracingSettings> = {
  shape,
  problems: () => [],
  settings(config) {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = config;
    const url = traces ?? (base && `${base.replace(/\/+$/, '')}/v1/traces`);
    if (url === undefined) return null;
    const { OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_SERVICE_NAME: serviceName } = config;
    return { url, protocol, serviceName, sampledShare: config.OTEL_TRACES_SAMPLER_ARG };
  },
};
