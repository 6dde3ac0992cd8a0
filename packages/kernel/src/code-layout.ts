/** One piece of a human number, e.g. six digits of the area code. */
export interface CodePart {
  readonly of: "area" | "date" | "class" | "serial";
  readonly digits: number;
}

/** How a number is made up, piece by piece, e.g. the 16 digits of a part: area 6, class 4, serial 6. */
export type CodeLayout = readonly CodePart[];

/** What the pieces of a number are filled from; digits only. */
export interface CodeValues {
  /** Code of an area, outermost level first; a shorter place takes its first digits. */
  readonly area?: string;
  /** `YYYYMMDD`. */
  readonly date?: string;
  /** Major and minor class, e.g. `0103`. */
  readonly class?: string;
  readonly serial?: number;
}

/** Digits a number of this layout has. */
export const codeLength = (layout: CodeLayout): number => layout.reduce((sum, { digits }) => sum + digits, 0);

const isDigits = (text: string): boolean => /^\d+$/.test(text);

const pieceOf = ({ of, digits }: CodePart, values: CodeValues): { text: string } | { fault: string } => {
  const value = values[of];
  if (value === undefined) return { fault: `${of}: not given` };
  const text = typeof value === "number" ? String(value) : value;
  if (!isDigits(text)) return { fault: `${of} "${text}": digits only` };
  if (of === "area") return { text: text.slice(0, digits).padEnd(digits, "0") };
  if (text.length > digits) return { fault: `${of} "${text}": more than ${digits} digits` };
  return { text: text.padStart(digits, "0") };
};

/** Makes a number of its pieces; a serial or class too long for its place is a fault, never cut off. */
export const makeCode = (
  layout: CodeLayout,
  values: CodeValues,
): { readonly code: string } | { readonly faults: readonly string[] } => {
  const pieces = layout.map((part) => pieceOf(part, values));
  const faults = pieces.flatMap((piece) => ("fault" in piece ? [piece.fault] : []));
  return faults.length > 0 ? { faults } : { code: pieces.map((piece) => ("text" in piece ? piece.text : "")).join("") };
};

/** What a number is judged by beside its layout. */
export interface CodeGround {
  /** The city's own area code: an area piece has to begin with it, as far as it reaches. */
  readonly area?: string;
  /** Classes there are, e.g. `0103`. */
  readonly classes?: ReadonlySet<string>;
}

const isDay = (text: string): boolean => {
  const written = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
};

const checkPiece = (of: CodePart["of"], text: string, ground: CodeGround): string | undefined => {
  if (of === "date" && text.length === 8 && !isDay(text)) return `date "${text}": no such day`;
  if (of === "serial" && /^0+$/.test(text)) return "serial: begins with 1";
  if (of === "class" && ground.classes?.has(text) === false) return `class "${text}": not in the dictionary`;
  const reach = Math.min(text.length, ground.area?.length ?? 0);
  if (of === "area" && text.slice(0, reach) !== ground.area?.slice(0, reach).padEnd(reach, "0"))
    return ground.area === undefined ? undefined : `area "${text}": not of ${ground.area}`;
  return undefined;
};

/** Lists what is wrong with a number in words; empty when it fits its layout. */
export const checkCode = (layout: CodeLayout, code: string, ground: CodeGround = {}): string[] => {
  if (!isDigits(code)) return ["digits only"];
  const length = codeLength(layout);
  if (code.length !== length) return [`${code.length} digits instead of ${length}`];
  let at = 0;
  return layout.flatMap(({ of, digits }) => {
    at += digits;
    return checkPiece(of, code.slice(at - digits, at), ground) ?? [];
  });
};

/** The next free number of a local class, from 99 downwards; undefined when all are taken. */
export const nextLocalClass = (taken: Iterable<string>): string | undefined => {
  const used = new Set(taken);
  for (let number = 99; number >= 1; number -= 1) {
    const code = String(number).padStart(2, "0");
    if (!used.has(code)) return code;
  }
  return undefined;
};
