declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A span of natural time in milliseconds; a bare number is none. */
export type Duration = Branded<number, "Duration">;
/** A distance on the ground in metres. */
export type Metres = Branded<number, "Metres">;

/** Milliseconds as a duration. */
export const milliseconds = (amount: number): Duration => amount as Duration;
/** Seconds as a duration. */
export const seconds = (amount: number): Duration => (amount * 1_000) as Duration;
/** Minutes as a duration. */
export const minutes = (amount: number): Duration => (amount * 60_000) as Duration;
/** Hours as a duration. */
export const hours = (amount: number): Duration => (amount * 3_600_000) as Duration;
/** Days of 24 hours as a duration. */
export const days = (amount: number): Duration => (amount * 86_400_000) as Duration;
/** A distance in metres. */
export const metres = (amount: number): Metres => amount as Metres;
