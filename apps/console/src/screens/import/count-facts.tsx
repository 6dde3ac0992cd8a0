import type { FileImportKind, ImportCounts } from "@chengyun/contracts";
import { formatNumber } from "@chengyun/ui";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const always = ["added", "changed", "known"] as const;
const whenThere = ["flagged", "quarantined", "conflicts"] as const;

interface CountFactsProps {
  readonly kind: FileImportKind;
  readonly counts: ImportCounts;
  /** Rows that were not taken by either side, where that is known. */
  readonly rejects?: number;
}

/** What became of the rows. */
export const CountFacts = ({ kind, counts, rejects }: CountFactsProps) => {
  const words = useText().imports;
  const refused = rejects ?? counts.refused;
  return (
    <FactList
      facts={[
        ...always.map((id) => ({ name: words[id], value: <span className="figure">{formatNumber(counts[id])}</span> })),
        { name: words.refused, value: <span className="figure">{formatNumber(refused)}</span> },
        ...whenThere.flatMap((id) =>
          counts[id] === 0
            ? []
            : [
                {
                  name: kind === "reports" && id === "flagged" ? words.unplaced : words[id],
                  value: <span className="figure">{formatNumber(counts[id])}</span>,
                },
              ],
        ),
      ]}
    />
  );
};
