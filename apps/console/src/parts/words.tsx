import { formatAgo, formatMoment, useUi } from "@chengyun/ui";
import type { ReactNode } from "react";
import { useNowStep } from "../data/clock.ts";
import { useFlow } from "../data/flow.ts";

/** A moment as "how long ago", with the moment itself on hover. */
export const Ago = ({ at }: { readonly at: string }) => {
  const { language, zone } = useUi();
  const now = useNowStep(20_000);
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={formatMoment(moment, { language, zone })}>
      {formatAgo(moment, now, language)}
    </time>
  );
};

/** A moment, in full. */
export const Moment = ({ at }: { readonly at: string }) => {
  const { language, zone } = useUi();
  return (
    <time dateTime={at} className="figure">
      {formatMoment(Date.parse(at), { language, zone })}
    </time>
  );
};

/** The name of a stage of a flow; its id until the flow is known. */
export const StageName = ({ kind, stage }: { readonly kind: string; readonly stage: string }) => {
  const { say } = useUi();
  const flow = useFlow(kind);
  const name = flow?.stages.find((each) => each.id === stage)?.name;
  return <span>{name === undefined ? "…" : say(name)}</span>;
};

interface FactListProps {
  /** Of facts that may share a name, or whose name is more than a text, each has a key. */
  readonly facts: readonly { readonly key?: string; readonly name: ReactNode; readonly value: ReactNode }[];
}

/** Names and values, one line each. */
export const FactList = ({ facts }: FactListProps) => (
  <dl className="facts">
    {facts.map(({ key, name, value }) => (
      <div key={key ?? String(name)}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

interface PartProps {
  readonly title: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a page: a heading over a line, no box. */
export const Part = ({ title, extra, children }: PartProps) => (
  <section className="part">
    <header className="part-head">
      <h2>{title}</h2>
      {extra}
    </header>
    {children}
  </section>
);
