import type { MatterKind } from "@chengyun/contracts";
import { type FactValues, isBlank, type Label } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { photoUrl } from "../data/api.ts";
import { useText } from "../strings/text.ts";
import { Moment } from "./words.tsx";

type Shape = MatterKind["facts"][number];

interface FactValueProps {
  readonly fact: Shape;
  readonly value: unknown;
  /** What ids are called. */
  readonly words: Readonly<Record<string, Label>>;
  /** Without links: a row of a list is itself one. */
  readonly plain?: boolean;
}

const Place = ({ value }: { readonly value: { words?: string; position?: readonly number[] } }) => {
  const where = value.position?.map((part) => part.toFixed(5)).join(", ");
  return <span title={where}>{value.words ?? where ?? ""}</span>;
};

const Photos = ({ ids }: { readonly ids: readonly string[] }) => (
  <span className="photo-row">
    {ids.map((id) => (
      <a key={id} href={photoUrl(id)} target="_blank" rel="noreferrer">
        <img className="timeline-photo" loading="lazy" src={photoUrl(id, 160)} alt="" />
      </a>
    ))}
  </span>
);

/** A fact's value as people read it: by its kind, with what ids are called; persons masked and a touch away. */
export const FactValue = ({ fact, value, words, plain = false }: FactValueProps): ReactNode => {
  const { say } = useUi();
  const t = useText();
  if (isBlank(value)) return "–";
  const named = words[String(value)];
  const name = named === undefined ? undefined : say(named);
  const choice = (code: unknown): string => {
    const chosen = fact.choices?.[String(code)];
    return chosen === undefined ? String(code) : say(chosen);
  };
  switch (fact.kind) {
    case "flag":
      return value === true ? t.forms.matter.yes : t.forms.matter.no;
    case "choice":
      return choice(value);
    case "choices":
      return (value as unknown[]).map(choice).join(", ");
    case "number":
      return <span className="figure">{[String(value), fact.unit].filter(Boolean).join(" ")}</span>;
    case "time":
      return <Moment at={String(value)} />;
    case "place":
      return <Place value={value as { words?: string }} />;
    case "photos":
      return plain ? String((value as unknown[]).length) : <Photos ids={(value as unknown[]).map(String)} />;
    case "person":
    case "thing": {
      const path = fact.kind === "person" ? "persons" : "things";
      return plain ? (name ?? "…") : <Link to={`/${path}/${String(value)}`}>{name ?? "…"}</Link>;
    }
    default:
      return name ?? String(value);
  }
};

/** Rows of a group: facts that were asked as often as needed. */
export const listRows = (facts: FactValues, known: ReadonlySet<string>): [id: string, rows: readonly FactValues[]][] =>
  Object.entries(facts).flatMap(([id, value]): [string, readonly FactValues[]][] =>
    !known.has(id) && Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null)
      ? [[id, value as FactValues[]]]
      : [],
  );
