import type { Glyph, Severity } from "@chengyun/kernel";
import type { Palette } from "../palette.ts";
import { severityShapes } from "../severity/severity-shape.ts";
import { glyphPaths } from "./glyph-path.ts";
import { pinSteps, type ThingState } from "./map-data.ts";
import { parkSign, placeSigns } from "./place-sign.ts";

/** Images are drawn at twice their size, so that they stay sharp. */
export const imageScale = 2;

const levelColour = (palette: Palette, state: ThingState | "none"): string => {
  if (state === "normal" || state === "none") return palette.textSecond;
  return state === "silent" ? palette.grey : palette[state];
};

const makeCanvas = (width: number, height: number): CanvasRenderingContext2D | undefined => {
  const canvas = document.createElement("canvas");
  canvas.width = width * imageScale;
  canvas.height = height * imageScale;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx?.scale(imageScale, imageScale);
  return ctx ?? undefined;
};

const drawBadge = (ctx: CanvasRenderingContext2D, severity: Severity, palette: Palette): void => {
  const shape = new Path2D(severityShapes[severity]);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.surface;
  ctx.stroke(shape);
  ctx.fillStyle = palette[severity];
  ctx.fill(shape);
};

const isSeverity = (state: string): state is Severity =>
  state === "red" || state === "orange" || state === "yellow" || state === "blue";

/** A thing: its glyph in a ring of its state, with the level's shape at the corner when in alarm. */
const drawThing = (glyph: Glyph, state: ThingState, palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(30, 30);
  if (ctx === undefined) return undefined;
  ctx.translate(15, 15);
  ctx.beginPath();
  ctx.arc(0, 0, 10, 0, 2 * Math.PI);
  ctx.fillStyle = palette.surface;
  ctx.fill();
  ctx.lineWidth = isSeverity(state) ? 3 : 1.5;
  ctx.strokeStyle = levelColour(palette, state);
  if (state === "silent") ctx.setLineDash([3, 2.4]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.3;
  ctx.lineJoin = "round";
  ctx.strokeStyle = state === "silent" ? palette.grey : palette.text;
  ctx.stroke(new Path2D(glyphPaths[glyph]));
  if (isSeverity(state)) {
    ctx.translate(9, -9);
    ctx.scale(0.62, 0.62);
    drawBadge(ctx, state, palette);
  }
  return ctx.getImageData(0, 0, 30 * imageScale, 30 * imageScale);
};

/** A case: a pin with its level inside a ring of the time left; a full red ring and a bar when late. */
const drawPin = (level: string, time: string, palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(36, 46);
  if (ctx === undefined) return undefined;
  ctx.translate(18, 18);
  ctx.lineJoin = "round";
  ctx.fillStyle = palette.surface;
  ctx.strokeStyle = palette.textSecond;
  ctx.lineWidth = 1;
  const outline = new Path2D("M-15 0A15 15 0 1 1 15 0C15 8 6 14 0 26C-6 14 -15 8 -15 0Z");
  ctx.fill(outline);
  ctx.stroke(outline);
  ctx.lineWidth = 3.4;
  ctx.strokeStyle = palette.line;
  ctx.beginPath();
  ctx.arc(0, 0, 11.4, 0, 2 * Math.PI);
  ctx.stroke();
  const share = time === "late" ? 1 : time === "none" ? 0 : Number(time) / pinSteps;
  ctx.strokeStyle = time === "late" ? palette.red : palette.ink;
  ctx.beginPath();
  ctx.arc(0, 0, 11.4, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
  ctx.stroke();
  if (isSeverity(level)) {
    ctx.fillStyle = palette[level];
    ctx.fill(new Path2D(severityShapes[level]));
  } else {
    ctx.fillStyle = palette.grey;
    ctx.beginPath();
    ctx.arc(0, 0, 5, 0, 2 * Math.PI);
    ctx.fill();
  }
  return ctx.getImageData(0, 0, 36 * imageScale, 46 * imageScale);
};

/** A cluster: a disc ringed in its worst state; round for things, square for cases. */
const drawCluster = (kind: string, state: string, palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(36, 36);
  if (ctx === undefined) return undefined;
  ctx.translate(18, 18);
  const shape = new Path2D();
  if (kind === "things") shape.arc(0, 0, 14, 0, 2 * Math.PI);
  else shape.roundRect(-14, -14, 28, 28, 5);
  ctx.fillStyle = palette.surface;
  ctx.fill(shape);
  ctx.lineWidth = isSeverity(state) ? 3.4 : 1.5;
  ctx.strokeStyle = levelColour(palette, state as ThingState);
  ctx.stroke(shape);
  return ctx.getImageData(0, 0, 36 * imageScale, 36 * imageScale);
};

const drawArrow = (palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(10, 10);
  if (ctx === undefined) return undefined;
  ctx.strokeStyle = palette.mapLink;
  ctx.lineWidth = 1.6;
  ctx.stroke(new Path2D("M3 2L7 5L3 8"));
  return ctx.getImageData(0, 0, 10 * imageScale, 10 * imageScale);
};

/** One-way: an arrow along the road, quiet as the road itself. */
const drawOneWay = (palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(14, 8);
  if (ctx === undefined) return undefined;
  ctx.strokeStyle = palette.mapTextFaint;
  ctx.lineWidth = 1.3;
  ctx.lineJoin = "round";
  ctx.stroke(new Path2D("M1.5 4H12M9 1.4L12 4L9 6.6"));
  return ctx.getImageData(0, 0, 14 * imageScale, 8 * imageScale);
};

/** A plate that a road's number is written on; drawn as wide as the number. */
const drawShield = (palette: Palette): ImageData | undefined => {
  const ctx = makeCanvas(20, 14);
  if (ctx === undefined) return undefined;
  const plate = new Path2D();
  plate.roundRect(1, 1, 18, 12, 3);
  ctx.fillStyle = palette.mapHalo;
  ctx.fill(plate);
  ctx.strokeStyle = palette.mapTextFaint;
  ctx.lineWidth = 1;
  ctx.stroke(plate);
  return ctx.getImageData(0, 0, 20 * imageScale, 14 * imageScale);
};

/** A place people look for: no state, so no ring; green stands for parks as on the ground. */
const drawPlace = (id: string, palette: Palette): ImageData | undefined => {
  const sign = id === parkSign.id ? parkSign : placeSigns.find((one) => one.id === id);
  const ctx = sign === undefined ? undefined : makeCanvas(20, 20);
  if (sign === undefined || ctx === undefined) return undefined;
  ctx.translate(10, 10);
  const plate = new Path2D();
  plate.roundRect(-8, -8, 16, 16, 5);
  ctx.fillStyle = palette.mapHalo;
  ctx.fill(plate);
  ctx.strokeStyle = id === parkSign.id ? palette.mapGreenText : palette.mapText;
  ctx.lineWidth = 1.1;
  ctx.lineJoin = "round";
  ctx.stroke(new Path2D(sign.path));
  return ctx.getImageData(0, 0, 20 * imageScale, 20 * imageScale);
};

/** Draws the image a layer asks for by name (`theme|kind|…`); undefined when the name is none of ours. */
export const drawImage = (name: string, palette: Palette): ImageData | undefined => {
  const [, kind, first = "", second = ""] = name.split("|");
  if (kind === "thing") return drawThing(first as Glyph, second as ThingState, palette);
  if (kind === "pin") return drawPin(first, second, palette);
  if (kind === "cluster") return drawCluster(first, second, palette);
  if (kind === "place") return drawPlace(first, palette);
  if (kind === "oneway") return drawOneWay(palette);
  if (kind === "shield") return drawShield(palette);
  return kind === "arrow" ? drawArrow(palette) : undefined;
};
