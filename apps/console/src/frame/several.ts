/** Values of one kind in the address, separated by commas. */
export const toSeveral = (text: string | undefined): string[] => (text ?? "").split(",").filter((part) => part !== "");

/** The address part of several values; absent when there are none. */
export const fromSeveral = (values: readonly string[]): string | undefined =>
  values.length === 0 ? undefined : values.join(",");
