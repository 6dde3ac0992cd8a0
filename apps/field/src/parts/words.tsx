import { formatNear, useUi } from "@chengyun/ui";
import type { ReactNode } from "react";
import { serverNow } from "../data/clock.ts";

/** A moment near now, in the city's zone. */
export const When = ({ at }: { readonly at: number }) => {
  const { language, zone } = useUi();
  return <time dateTime={new Date(at).toISOString()}>{formatNear(at, serverNow(), { language, zone })}</time>;
};

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One titled part of a page. */
export const Part = ({ title, children }: PartProps) => (
  <section className="part">
    <h2>{title}</h2>
    {children}
  </section>
);

interface NothingProps {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** Nothing here: why, and what to do. */
export const Nothing = ({ title, hint, children }: NothingProps) => (
  <div className="nothing" role="status">
    <p className="nothing-title">{title}</p>
    {hint === undefined ? null : <p>{hint}</p>}
    {children}
  </div>
);
