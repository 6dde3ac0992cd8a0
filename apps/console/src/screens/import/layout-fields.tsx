import type { FileLayout, FileLook } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { InputNumber, Select } from "antd";
import { useLayOut } from "../../data/file-import.ts";
import { useText } from "../../strings/text.ts";
import { mostHeadings, toHeadings } from "./headings.ts";
import type { PaneProps } from "./pane.ts";

const encodings: readonly NonNullable<FileLayout["encoding"]>[] = [
  "utf-8",
  "gb18030",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "big5",
];

/** Letters, sheet and row of headings: detected and shown, and changed where that was wrong. */
export const LayoutFields = ({ shown, look }: Pick<PaneProps, "shown"> & { readonly look: FileLook }) => {
  const words = useText().imports;
  const layOut = useLayOut(shown.id);
  const change = (part: FileLayout): void =>
    layOut.mutate(
      Object.fromEntries(Object.entries({ ...shown.layout, ...part }).filter(([, value]) => value !== undefined)),
    );
  /** What was typed counts when the field is left as when Enter is pressed. */
  const head = (typed: string): void => {
    const headings = toHeadings(typed);
    if (headings !== (shown.layout.headings ?? 1)) change({ headings });
  };
  const isTable = look.format === "csv" || look.format === "xlsx";
  return (
    <div className="import-layout">
      <span className="second">
        {words.format} {look.format.toUpperCase()}
      </span>
      {look.format === "csv" || look.format === "shapefile" ? (
        <Select
          size="small"
          className="import-encoding"
          aria-label={words.encoding}
          loading={layOut.isPending}
          value={shown.layout.encoding ?? ("auto" as const)}
          onChange={(value) => change({ encoding: value === "auto" ? undefined : value })}
          options={[
            {
              value: "auto" as const,
              label: fillText(words.encodingAuto, { encoding: (look.encoding ?? "–").toUpperCase() }),
            },
            ...encodings.map((value) => ({ value, label: value.toUpperCase() })),
          ]}
        />
      ) : null}
      {look.sheets.length > 1 ? (
        <Select
          size="small"
          className="import-encoding"
          aria-label={words.sheet}
          value={shown.layout.sheet ?? look.sheets[0] ?? ""}
          onChange={(sheet) => change({ sheet })}
          options={look.sheets.map((value) => ({ value, label: value }))}
        />
      ) : null}
      {isTable ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is the library's
        <label className="import-headings second">
          {words.headings}
          <InputNumber
            size="small"
            min={1}
            max={mostHeadings}
            value={shown.layout.headings ?? 1}
            precision={0}
            onPressEnter={({ currentTarget }) => head(currentTarget.value)}
            onBlur={({ currentTarget }) => head(currentTarget.value)}
            onStep={(headings) => head(String(headings))}
          />
        </label>
      ) : null}
    </div>
  );
};

/** Asked where nobody could tell the letters of a file, so that nothing was seen of it yet. */
export const AskEncoding = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useText().imports;
  const layOut = useLayOut(shown.id);
  return (
    <div className="import-field">
      <span>{words.askEncoding}</span>
      <Select
        aria-label={words.encoding}
        placeholder={words.encoding}
        loading={layOut.isPending}
        value={shown.layout.encoding ?? null}
        onChange={(encoding: NonNullable<FileLayout["encoding"]>) => layOut.mutate({ ...shown.layout, encoding })}
        options={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
      />
    </div>
  );
};
