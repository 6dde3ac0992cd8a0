import type { DictionaryClass, DictionaryVersion } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, limitWords, useUi } from "@chengyun/ui";
import { Button, Drawer, Input, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useClassCounts, useClasses, useSuccession } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { ConditionFacts } from "../../parts/dictionary-parts.tsx";
import { fitColumns } from "../../parts/fit-columns.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { LocalClassDialog } from "./local-class-dialog.tsx";

/** Classes that answer what is looked for. */
const filterClasses = (classes: readonly DictionaryClass[], asked: Readonly<Record<string, string | undefined>>) => {
  const typed = (asked["q"] ?? "").trim().toLowerCase();
  return classes.filter(
    (one) =>
      (asked["of"] === undefined || one.of === asked["of"]) &&
      (asked["major"] === undefined || one.major === asked["major"]) &&
      (typed === "" ||
        one.code.startsWith(typed) ||
        one.name.toLowerCase().includes(typed) ||
        one.conditions.some(({ files }) => files.toLowerCase().includes(typed))),
  );
};

const Filters = ({ classes }: { readonly classes: readonly DictionaryClass[] }) => {
  const words = useText().dictionary;
  const [asked, ask] = useAsked();
  const majors = [
    ...new Set(classes.filter(({ of }) => asked["of"] === undefined || of === asked["of"]).map(({ major }) => major)),
  ];
  return (
    <>
      <Segmented
        value={asked["of"] ?? "all"}
        onChange={(of) => ask({ of: of === "all" ? undefined : of, major: undefined })}
        options={[
          { value: "all", label: words.all },
          { value: "part", label: words.part },
          { value: "event", label: words.event },
        ]}
      />
      <Select
        allowClear
        aria-label={words.major}
        placeholder={words.major}
        value={asked["major"] ?? null}
        onChange={(major) => ask({ major: major ?? undefined })}
        options={majors.map((value) => ({ value, label: value }))}
      />
      <Input.Search
        allowClear
        className="filter-search"
        aria-label={words.search}
        placeholder={words.search}
        defaultValue={asked["q"] ?? ""}
        onSearch={(q) => ask({ q: q === "" ? undefined : q })}
      />
    </>
  );
};

const onPhone = new Map([
  ["code", "64px"],
  ["name", "minmax(120px, 1.4fr)"],
  ["limits", "minmax(110px, 1fr)"],
]);

const useColumns = (counts: ReadonlyMap<string, number>): readonly Column<DictionaryClass>[] => {
  const words = useText().dictionary;
  const { language } = useUi();
  const limits = (one: DictionaryClass) =>
    [...new Set(one.conditions.map(({ limit }) => limitWords(limit, language)))].join(language === "zh" ? "、" : ", ");
  return [
    { id: "of", title: words.of, width: "64px", cell: (row) => words[row.of] },
    { id: "code", title: words.code, width: "72px", cell: (row) => <code>{row.code}</code> },
    {
      id: "name",
      title: words.className,
      width: "minmax(170px, 1.4fr)",
      cell: (row) => (
        <strong>
          {row.name}
          {row.local ? <em className="holds-today">{words.local}</em> : null}
        </strong>
      ),
    },
    { id: "major", title: words.major, width: "minmax(120px, 1fr)", cell: (row) => row.major },
    { id: "conditions", title: words.conditions, width: "90px", numeric: true, cell: (row) => row.conditions.length },
    { id: "limits", title: words.limit, width: "minmax(210px, 1.8fr)", cell: (row) => limits(row) },
    { id: "cases", title: words.counts, width: "80px", numeric: true, cell: (row) => counts.get(row.key) ?? 0 },
  ];
};

/** From which of the packs' categories a class has what its dictionary does not say. */
const Inherited = ({ versionId, of }: { readonly versionId: string; readonly of: string }) => {
  const words = useText().dictionary;
  const { say, language } = useUi();
  const from = (useSuccession(versionId).data?.supersedes ?? []).filter(({ key }) => key === of);
  return from.map(({ category, name, pack, gives }) => {
    const all = gives.map((one) => words.givesAll[one]).join(language === "zh" ? "、" : ", ");
    const said = { name: say(name), pack: say(pack), gives: all === "" ? words.inheritsNothing : all };
    return <p key={category}>{fillText(words.inherits, said)}</p>;
  });
};

/** Classes of a version: filtered, counted, each with its conditions beside. */
export const ClassPane = ({ version }: { readonly version: DictionaryVersion }) => {
  const t = useText();
  const words = t.dictionary;
  const may = useMay();
  const [asked, ask] = useAsked();
  const [isAdding, setAdding] = useState(false);
  const query = useClasses(version.id);
  const counted = useClassCounts(version.id).data;
  const counts = useMemo(() => new Map((counted?.items ?? []).map(({ key, cases }) => [key, cases])), [counted]);
  const columns = fitColumns(useColumns(counts), useRoom(), onPhone);
  return (
    <QueryView query={query} rows={12}>
      {({ items }) => {
        const open = items.find(({ key }) => key === asked["class"]);
        return (
          <div className="list-page">
            <div className="list-head filters">
              <Filters classes={items} />
              {version.stage === "draft" && may("dictionaries.edit") ? (
                <Button onClick={() => setAdding(true)}>{words.localAdd}</Button>
              ) : null}
            </div>
            <div className="list-body">
              <DataTable
                label={words.classes}
                columns={columns}
                rows={filterClasses(items, asked)}
                rowKey={({ key }) => key}
                onOpen={({ key }) => ask({ class: key })}
                isMarked={({ key }) => key === asked["class"]}
                empty={<Empty title={words.noClass} hint={words.noClassHint} />}
              />
            </div>
            <Drawer
              open={open !== undefined}
              onClose={() => ask({ class: undefined })}
              title={open === undefined ? "" : `${open.code} ${open.name}`}
              size={560}
            >
              {open === undefined ? null : <Inherited versionId={version.id} of={open.key} />}
              {open?.conditions.map((condition) => (
                <section key={condition.id} className="condition">
                  <ConditionFacts condition={condition} />
                </section>
              ))}
            </Drawer>
            {isAdding ? <LocalClassDialog version={version} onClose={() => setAdding(false)} /> : null}
          </div>
        );
      }}
    </QueryView>
  );
};
