import encodeQR from "qr";
import { useMemo } from "react";

/** Most bytes a code holds at the lowest correction. */
const most = 2_900;

/** Dark squares of a code as one path: a thousand elements would be slow to draw. */
const toPath = (dots: readonly (readonly boolean[])[]): string =>
  dots.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");

/** A text as a QR code; too long a text has none, the file says the same. */
export const Code = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const dots = useMemo(
    () => (text.length > most ? undefined : encodeQR(text, "raw", { ecc: "low", border: 4, encoding: "byte" })),
    [text],
  );
  if (dots === undefined) return null;
  return (
    <svg
      className="code"
      viewBox={`0 0 ${dots.length} ${dots.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={toPath(dots)} fill="#000" />
    </svg>
  );
};
