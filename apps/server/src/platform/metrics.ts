import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** One figure of a measure, told apart by its labels. */
export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A figure that is asked for at each reading of the metrics. */
export interface Measure {
  /** Without the product's prefix; `_total` at its end makes it a counter. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** What fails or answers nothing is left out of this reading. */
  readonly read: () => Promise<readonly Sample[]>;
}

/** What Prometheus is told of one process. */
export interface Metrics {
  readonly add: (measure: Measure) => void;
  /** Counts one answered request. */
  readonly observe: (request: { route: string; status: number; ms: number }) => void;
  /** Adds memory, processor, garbage collection and event loop of this process. */
  readonly watchProcess: () => void;
  readonly read: () => Promise<{ type: string; text: string }>;
}

const prefix = "chengyun_";
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the metrics of one process; nothing is measured yet. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const requests = new Histogram({
    name: `${prefix}http_request_duration_seconds`,
    help: "Time from a request's arrival to the end of its answer",
    labelNames: ["route", "status"],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const add = ({ name, help, labels = [], read }: Measure): void => {
    const options = { name: `${prefix}${name}`, help, labelNames: [...labels], registers: [registry] };
    const collect = async (instrument: Gauge | Counter) => {
      const samples = await read().catch((): Sample[] => []);
      instrument.reset();
      for (const { labels: of = {}, value } of samples) instrument.inc(of, value);
      // Without labels the library shows a zero for what nobody could tell.
      if (samples.length === 0) instrument.remove({});
    };
    const instrument: Gauge | Counter = name.endsWith("_total")
      ? new Counter({ ...options, collect: () => collect(instrument) })
      : new Gauge({ ...options, collect: () => collect(instrument) });
  };
  return {
    add,
    observe: ({ route, status, ms }) => requests.observe({ route, status }, ms / 1_000),
    watchProcess: () => collectDefaultMetrics({ register: registry, prefix }),
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
};
