import type { Geometry } from "geojson";
import { fault, quoted, refuse } from "../fault.ts";
import { readText, type SourceFile } from "../file/source-file.ts";
import type { Found } from "./record.ts";

/** More text than this in one feature is none: something never closes. */
const longestFeature = 64 * 1_048_576;

/** A feature nested deeper holds nothing that anybody could map, and would not fit the stack of whoever reads it. */
const deepest = 64;

interface Cut {
  /** Which of the features it is, from 1: many may stand in one line, or one in many. */
  readonly nth: number;
  /** Line of the file it begins in. */
  readonly fileLine: number;
  readonly text: string;
  readonly isTooDeep: boolean;
}

/**
 * Cuts the objects out of the outermost `features` list as text comes in, so that a file of any size is read in the
 * memory of its largest feature, and one broken feature leaves the others whole.
 */
class FeatureCutter {
  #rest = "";
  #at = 0;
  #line = 1;
  #nth = 0;
  #depth = 0;
  #inText = false;
  #start = -1;
  #startLine = 1;
  #listDepth = -1;
  #isTooDeep = false;

  *take(text: string): Generator<Cut> {
    this.#rest += text;
    for (; this.#at < this.#rest.length; this.#at += 1) {
      const sign = this.#rest.charCodeAt(this.#at);
      if (sign === 10) this.#line += 1;
      if (this.#inText) this.#leaveText(sign);
      else {
        const cut = this.#step(sign);
        if (cut !== undefined) yield cut;
      }
    }
    this.#drop();
  }

  get isInList(): boolean {
    return this.#listDepth >= 0;
  }

  get isOpen(): boolean {
    return this.#start >= 0;
  }

  #leaveText(sign: number): void {
    if (sign === 92) this.#at += 1;
    else if (sign === 34) this.#inText = false;
  }

  #step(sign: number): Cut | undefined {
    if (sign === 34) this.#inText = true;
    else if (sign === 123 || sign === 91) this.#open(sign);
    else if (sign === 125 || sign === 93) return this.#close();
    return undefined;
  }

  #open(sign: number): void {
    if (
      sign === 91 &&
      this.#depth === 1 &&
      /"features"\s*:\s*$/.test(this.#rest.slice(Math.max(0, this.#at - 40), this.#at))
    )
      this.#listDepth = 2;
    if (this.#depth === this.#listDepth && sign === 123) {
      this.#start = this.#at;
      this.#startLine = this.#line;
      this.#nth += 1;
      this.#isTooDeep = false;
    }
    this.#depth += 1;
    if (this.#start >= 0 && this.#depth - this.#listDepth > deepest) this.#isTooDeep = true;
  }

  #close(): Cut | undefined {
    this.#depth -= 1;
    if (this.#depth !== this.#listDepth || this.#start < 0) return undefined;
    const text = this.#rest.slice(this.#start, this.#at + 1);
    this.#start = -1;
    return { nth: this.#nth, fileLine: this.#startLine, text, isTooDeep: this.#isTooDeep };
  }

  /** Text before the open feature is not needed again. */
  #drop(): void {
    const keep = this.#start >= 0 ? this.#start : Math.max(0, this.#at - 40);
    this.#rest = this.#rest.slice(keep);
    this.#at -= keep;
    if (this.#start >= 0) this.#start = 0;
    if (this.#rest.length > longestFeature)
      refuse(
        `第 ${this.#nth} 个要素（第 ${this.#startLine} 行起）没有结束。`,
        `Feature ${this.#nth}, which begins in line ${this.#startLine}, never ends.`,
      );
  }
}

interface Feature {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: Geometry | null;
}

const toFound = ({ text, nth: line, fileLine, isTooDeep }: Cut): Found => {
  if (isTooDeep)
    return fault(line, "feature", "nested-too-deep", [
      `嵌套超过 ${deepest} 层（文件第 ${fileLine} 行起）`,
      `is nested more than ${deepest} levels deep (from line ${fileLine} of the file)`,
    ]);
  try {
    const feature = JSON.parse(text) as Feature;
    if (feature.type !== "Feature")
      return fault(line, "type", "not-a-feature", [
        `${quoted(feature.type)} 不是 Feature`,
        `${quoted(feature.type)} is no Feature`,
      ]);
    const id = feature.id === undefined ? {} : { "@id": feature.id };
    return { line, values: { ...id, ...feature.properties }, geometry: feature.geometry ?? null };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fault(line, "feature", "not-json", [
      `不是 JSON（文件第 ${fileLine} 行起；${error.message}）`,
      `is no JSON (from line ${fileLine} of the file; ${error.message})`,
    ]);
  }
};

/** Reads the features of a collection one after another; a broken one is a fault, the rest goes on. */
export async function* readGeojson(file: SourceFile): AsyncGenerator<Found[]> {
  const cutter = new FeatureCutter();
  for await (const text of readText(file)) {
    const found: Found[] = [];
    for (const cut of cutter.take(text)) found.push(toFound(cut));
    if (found.length > 0) yield found;
  }
  if (!cutter.isInList)
    refuse(
      `${file.name} 不是 GeoJSON 要素集合（没有 "features"）。`,
      `${file.name} is no GeoJSON FeatureCollection (no "features").`,
    );
  if (cutter.isOpen) refuse(`${file.name} 在要素中间中断。`, `${file.name} breaks off within a feature.`);
}
