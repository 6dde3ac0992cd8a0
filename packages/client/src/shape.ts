/** What a zod shape takes in: defaults and coercions not yet applied. */
export type Input<Shape extends { readonly _zod: { readonly input: unknown } }> = Shape["_zod"]["input"];

/** What a zod shape gives out. */
export type Output<Shape extends { readonly _zod: { readonly output: unknown } }> = Shape["_zod"]["output"];

/** A question whose parts may all be left out or undefined. */
export type Asked<Shape extends { readonly _zod: { readonly input: unknown } }> = {
  readonly [Key in keyof Input<Shape>]?: Input<Shape>[Key] | undefined;
};

/** One page of a list; `next` is absent on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** A list that is whole. */
export interface Items<Item> {
  readonly items: readonly Item[];
}
