import type { LinkIn, ThingIn } from "@chengyun/contracts";
import { metresApart } from "@chengyun/kernel";
import type { Notice } from "./read/record.ts";
import type { Piece } from "./understanding.ts";

type Place = readonly [number, number];

const shown = 5;
/** An end that misses another node by less was meant to meet it, most likely. */
const nearM = 20;

const placeText = (place: Place): string => place.map((one) => one.toFixed(6)).join(", ");

/** Ends of drawn lines that meet nothing: no other line of the file, and no node that the city has. */
export class LooseEnds {
  readonly #nodes = new Map<string, Place>();
  readonly #lines = new Map<string, number>();
  readonly #known = new Set<string>();

  take(piece: Piece): void {
    if (piece.kind === "things")
      for (const { row } of piece.rows as readonly { readonly row: ThingIn }[])
        if (row.isNameMade === true) this.#nodes.set(row.ref, row.position);
    for (const ref of piece.tried?.knownRefs ?? []) this.#known.add(ref);
    if (piece.kind !== "links" || this.#nodes.size === 0) return;
    for (const { row } of piece.rows as readonly { readonly row: LinkIn }[])
      for (const ref of [row.from, row.to]) this.#lines.set(ref, (this.#lines.get(ref) ?? 0) + 1);
  }

  notices(): Notice[] {
    const loose = [...this.#nodes].filter(([ref]) => this.#lines.get(ref) === 1 && !this.#known.has(ref));
    if (loose.length === 0) return [];
    const told = loose.slice(0, shown).map(([ref, place]) => this.#tell(ref, place));
    const more = loose.length > told.length ? "…" : "";
    return [
      {
        zh: `${loose.length} 个线端既不接文件里别的线，也不接城市已有的节点（经度, 纬度）：${told.map(({ zh }) => zh).join("；")}${more}。管网的尽头本该如此；该相接的，端点坐标须与对方完全一致。`,
        en: `${loose.length} ends of lines meet neither another line of the file nor a node the city has (longitude, latitude): ${told.map(({ en }) => en).join("; ")}${more}. That is right where the network ends; to meet, two ends need the very same coordinates.`,
      },
    ];
  }

  #tell(ref: string, place: Place): Notice {
    let nearest = Number.POSITIVE_INFINITY;
    for (const [other, at] of this.#nodes) if (other !== ref) nearest = Math.min(nearest, metresApart(place, at));
    const text = placeText(place);
    if (nearest > nearM) return { zh: text, en: text };
    const metres = nearest.toFixed(1);
    return { zh: `${text}（离另一节点 ${metres} m）`, en: `${text} (${metres} m from another node)` };
  }
}
