import type { ReactNode } from "react";

interface PlainTableProps {
  readonly label: string;
  readonly head: readonly ReactNode[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** It is what the page is for: as tall as the window allows. */
  readonly isTall?: boolean;
  /** Its last column stays in sight however wide the others are. */
  readonly keepsEnd?: boolean;
}

/** A small table whose columns are the file's own: as wide as what stands in them, scrolled sideways. */
export const PlainTable = ({ label, head, rows, isTall = false, keepsEnd = false }: PlainTableProps) => (
  <section className={`plain-table${isTall ? " is-tall" : ""}${keepsEnd ? " keeps-end" : ""}`} aria-label={label}>
    <table>
      <thead>
        <tr>
          {head.map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places, and names may repeat
            <th key={at} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places
          <tr key={line}>
            {row.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
