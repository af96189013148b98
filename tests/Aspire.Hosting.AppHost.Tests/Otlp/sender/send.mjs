// Sends traces, logs and metrics with OpenTelemetry's own exporters for JavaScript, over http/protobuf, and ends. What is sent is asserted by
// SenderTests.cs. Where to and with which key and compression: the variables OTEL_EXPORTER_OTLP_*.
import { SpanKind, SpanStatusCode, TraceFlags, context, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { AggregationTemporalityPreference } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const resourceOf = name => resourceFromAttributes({ 'service.name': name, 'service.instance.id': 'one', 'process.pid': process.pid, tags: ['a', 'b'] });

async function sendTracesAndLogs() {
  const resource = resourceOf('npm-sender');
  const traces = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
  const loggers = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })] });
  const tracer = traces.getTracer('npm.tracer', '1.2.3');
  const logger = loggers.getLogger('npm.logger');

  const root = tracer.startSpan('GET /orders', { kind: SpanKind.SERVER, attributes: { text: 'grün', whole: 42, real: 0.5, yes: true, list: ['x', 'y'] } });
  const inRoot = trace.setSpan(context.active(), root);
  const child = tracer.startSpan('send', { kind: SpanKind.PRODUCER, links: [{ context: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: TraceFlags.SAMPLED }, attributes: { why: 'batch' } }] }, inRoot);
  child.recordException(new Error('queue is full'));
  child.setStatus({ code: SpanStatusCode.ERROR, message: 'queue is full' });
  logger.emit({ severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: 'Queue is full', attributes: { depth: 7 }, context: trace.setSpan(inRoot, child), eventName: 'queue.full' });
  logger.emit({ severityNumber: SeverityNumber.FATAL4, body: { nested: { answer: 42 } } });
  child.end();
  root.end();
  for (let i = 0; i < 1000; i++) {
    tracer.startSpan('step', { attributes: { i } }, inRoot).end();
  }
  await traces.shutdown();
  await loggers.shutdown();
}

// Two exports of each instrument: the first with 1 + 2 (counter), the second with 4 more.
async function sendMetrics(service, temporalityPreference) {
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ temporalityPreference }), exportIntervalMillis: 3_600_000, exportTimeoutMillis: 10_000 });
  const meters = new MeterProvider({
    resource: resourceOf(service),
    readers: [reader],
    views: [{ instrumentName: 'npm.exponential', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  const meter = meters.getMeter('npm.meter', '1.2.3');
  const counter = meter.createCounter('npm.counter', { unit: '{order}', description: 'Orders.' });
  const level = meter.createUpDownCounter('npm.level');
  const histogram = meter.createHistogram('npm.histogram', { unit: 's', advice: { explicitBucketBoundaries: [0.1, 1, 10] } });
  const exponential = meter.createHistogram('npm.exponential', { unit: 'ms' });
  meter.createObservableGauge('npm.gauge').addCallback(result => result.observe(21.5, { room: 'a' }));

  counter.add(1, { kind: 'a' });
  counter.add(2, { kind: 'b' });
  level.add(5);
  level.add(-2);
  for (const seconds of [0.05, 0.5, 5, 50]) histogram.record(seconds, { route: '/orders' });
  for (const ms of [0, 1, 2, 4, 8, 1000]) exponential.record(ms);
  await meters.forceFlush();
  counter.add(4, { kind: 'a' });
  histogram.record(0.5, { route: '/orders' });
  exponential.record(16);
  await meters.shutdown();
}

await sendTracesAndLogs();
await sendMetrics('npm-cumulative', AggregationTemporalityPreference.CUMULATIVE);
await sendMetrics('npm-delta', AggregationTemporalityPreference.DELTA);
