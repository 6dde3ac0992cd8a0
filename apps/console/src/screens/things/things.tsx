import type { ThingPin } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Input, Select } from "antd";
import { useMemo } from "react";
import { useThings } from "../../data/atlas.ts";
import { useMapOutline } from "../../data/map.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { toThingTypes } from "../../parts/map-description.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { ThingState } from "../../parts/thing-parts.tsx";
import { useText } from "../../strings/text.ts";

const useTypeName = (): ((type: string) => string) => {
  const { say } = useUi();
  const { data } = useMapOutline();
  const names = useMemo(
    () => new Map((data === undefined ? [] : toThingTypes(data)).map(({ type, name }) => [type, name])),
    [data],
  );
  return (type) => {
    const name = names.get(type);
    return name === undefined ? type : say(name);
  };
};

const ThingFilters = () => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  const { data: outline } = useMapOutline();
  return (
    <>
      <Select
        allowClear
        aria-label={t.what.type}
        placeholder={t.things.allTypes}
        value={asked["type"] ?? null}
        onChange={(type) => ask({ type: type ?? undefined })}
        options={(outline === undefined ? [] : toThingTypes(outline)).map(({ type, name }) => ({
          value: type,
          label: say(name),
        }))}
      />
      <Input.Search
        allowClear
        className="filter-search"
        aria-label={t.things.search}
        placeholder={t.things.search}
        defaultValue={asked["q"] ?? ""}
        onSearch={(q) => ask({ q: q === "" ? undefined : q })}
      />
    </>
  );
};

/** What fits beside a thumb: how it is, which, what kind; the rest is one touch further. */
const onPhone = new Map([
  ["state", "104px"],
  ["name", "minmax(110px, 1.6fr)"],
  ["type", "minmax(90px, 1fr)"],
]);

/** For whoever looks for one thing of the city. */
const Things = () => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [asked] = useAsked();
  const typeName = useTypeName();
  const query = useThings({ type: asked["type"], q: asked["q"] });
  const { rows, more } = useEndless(query);
  const room = useRoom();
  const columns: readonly Column<ThingPin>[] = [
    { id: "state", title: t.what.state, width: "150px", cell: (row) => <ThingState thing={row} /> },
    { id: "name", title: t.what.name, width: "minmax(200px, 2fr)", cell: (row) => <strong>{say(row.name)}</strong> },
    {
      id: "ref",
      title: t.what.ref,
      width: "minmax(150px, 1.2fr)",
      cell: ({ ref, code }) => (
        <span className="figure" title={code === undefined ? ref : `${ref} · ${t.what.code} ${code}`}>
          {ref}
        </span>
      ),
    },
    { id: "type", title: t.what.type, width: "minmax(140px, 1fr)", cell: (row) => typeName(row.type) },
    {
      id: "position",
      title: t.what.position,
      width: "200px",
      numeric: true,
      cell: (row) => `${row.position[0].toFixed(5)}, ${row.position[1].toFixed(5)}`,
    },
  ];
  return (
    <ListPage title={t.screens.things} filters={<ThingFilters />}>
      <QueryView query={query} rows={12}>
        {() => (
          <DataTable
            label={t.screens.things}
            columns={fitColumns(columns, room, onPhone)}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => go(`/things/${row.id}`)}
            onEnd={more}
            empty={<Empty title={t.things.empty} hint={t.things.emptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Things;
