import type { SimilarCase } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import type { ReactNode } from "react";
import { useText } from "../strings/text.ts";

interface FoldedNearProps<Near> {
  /** The nearest first. */
  readonly near: readonly Near[];
  readonly isOpen: boolean;
  readonly children: (found: Near) => ReactNode;
}

/** What is open near by and not likely the same: folded under what is, with how far the nearest lies. */
export const FoldedNear = <Near extends Pick<SimilarCase, "metres">>({
  near,
  isOpen,
  children,
}: FoldedNearProps<Near>) => {
  const t = useText();
  const [nearest] = near;
  if (nearest === undefined) return null;
  return (
    <details className="folded-near" open={isOpen}>
      <summary>{fillText(t.report.nearOthers, { n: String(near.length), metres: String(nearest.metres) })}</summary>
      <ul className="records">{near.map(children)}</ul>
    </details>
  );
};
