import type { DictionaryClass, DictionaryVersion, Mapping } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty } from "@chengyun/ui";
import { Alert, Button, Popconfirm, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useClasses, useDictionaries, useMapping, useRecode, useWriteMapping } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

interface EditorProps {
  readonly version: DictionaryVersion;
  readonly mapping: Mapping;
  readonly before: readonly DictionaryClass[];
  readonly after: readonly DictionaryClass[];
}

const MappingEditor = ({ version, mapping, before, after }: EditorProps) => {
  const { dictionary: words, off } = useText();
  const may = useMay();
  const write = useWriteMapping(version.id);
  const recode = useRecode(version.id);
  const [pairs, setPairs] = useState<ReadonlyMap<string, string>>(
    () => new Map(mapping.pairs.map(({ from, to }) => [from, to])),
  );
  const proposed = new Map(mapping.proposed.map((one) => [one.from, one]));
  const set = (from: string, to: string | undefined): void => {
    const next = new Map(pairs);
    if (to === undefined) next.delete(from);
    else next.set(from, to);
    setPairs(next);
  };
  const takeAll = (): void =>
    setPairs(new Map([...mapping.proposed.map(({ from, to }) => [from, to] as const), ...pairs]));
  const mayEdit = may("dictionaries.edit");
  const open = mapping.proposed.filter(({ from }) => !pairs.has(from)).length;
  const left = before.filter(({ key }) => !pairs.has(key)).length;
  const targets = (of: DictionaryClass["of"]) =>
    after.filter((one) => one.of === of).map(({ key, code, name }) => ({ value: key, label: `${code} ${name}` }));
  const columns: readonly Column<DictionaryClass>[] = [
    { id: "of", title: words.of, width: "64px", cell: (row) => words[row.of] },
    { id: "old", title: words.mapOld, width: "minmax(200px, 1fr)", cell: (row) => `${row.code} ${row.name}` },
    {
      id: "new",
      title: words.mapNew,
      width: "minmax(240px, 1.2fr)",
      cell: (row) => (
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          size="small"
          className="map-pick"
          disabled={!mayEdit}
          aria-label={`${row.code} ${row.name}`}
          placeholder={words.mapNone}
          value={pairs.get(row.key) ?? null}
          onChange={(to) => set(row.key, to ?? undefined)}
          options={targets(row.of)}
        />
      ),
    },
    {
      id: "why",
      title: words.says,
      width: "minmax(180px, 1fr)",
      cell: (row) => {
        const one = proposed.get(row.key);
        if (one === undefined || pairs.has(row.key)) return null;
        return (
          <OffButton
            type="link"
            size="small"
            why={mayEdit ? undefined : off.keepers}
            onClick={() => set(row.key, one.to)}
          >
            {fillText(words.mapProposed, { why: words.mapWhy[one.why] })}
          </OffButton>
        );
      },
    },
  ];
  const save = (): void =>
    write.mutate({ from: mapping.from, pairs: [...pairs].map(([from, to]) => ({ from, to })) as Mapping["pairs"] });
  const fault = write.error ?? recode.error;
  return (
    <div className="list-page">
      <div className="list-head">
        {mayEdit ? (
          <>
            {open > 0 ? <Button onClick={takeAll}>{fillText(words.mapTakeAll, { n: String(open) })}</Button> : null}
            <Button type="primary" loading={write.isPending} onClick={save}>
              {words.mapSave}
            </Button>
            {version.stage === "in-force" ? (
              <Popconfirm
                title={words.recode}
                description={words.recodeHint}
                okText={words.recode}
                cancelText={words.cancel}
                onConfirm={() => recode.mutate(mapping.from)}
              >
                <Button loading={recode.isPending}>{words.recode}</Button>
              </Popconfirm>
            ) : null}
          </>
        ) : null}
        {left > 0 ? <span className="cy-faint">{fillText(words.mapLeft, { n: String(left) })}</span> : null}
      </div>
      {fault === null ? null : <Alert type="error" showIcon title={toSentence(fault)} />}
      {write.data === undefined ? null : (
        <Alert type="success" showIcon title={fillText(words.mapSaved, { n: String(write.data.pairs.length) })} />
      )}
      {recode.data === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={[
            fillText(words.recoded, { n: String(recode.data.recoded) }),
            ...(recode.data.left.length === 0
              ? []
              : [
                  fillText(words.recodedLeft, { n: String(recode.data.left.reduce((sum, one) => sum + one.cases, 0)) }),
                ]),
            ...(recode.data.elsewhere === 0
              ? []
              : [fillText(words.recodedElsewhere, { n: String(recode.data.elsewhere) })]),
          ].join(" ")}
        />
      )}
      <div className="list-body">
        <DataTable
          label={words.mapping}
          columns={columns}
          rows={before}
          rowKey={({ key }) => key}
          empty={<Empty title={words.noClass} hint={words.noClassHint} />}
        />
      </div>
    </div>
  );
};

const Chosen = ({ version, from }: { readonly version: DictionaryVersion; readonly from: string }) => {
  const mapping = useMapping(version.id, from);
  const before = useClasses(from).data?.items;
  const after = useClasses(version.id).data?.items;
  return (
    <QueryView query={mapping} rows={10}>
      {(found) =>
        before === undefined || after === undefined ? null : (
          <MappingEditor
            key={`${found.from}${found.to}`}
            version={version}
            mapping={found}
            before={before}
            after={after}
          />
        )
      }
    </QueryView>
  );
};

/** What the classes of an older version became in this one. */
export const MappingPane = ({ version }: { readonly version: DictionaryVersion }) => {
  const words = useText().dictionary;
  const [asked, ask] = useAsked();
  const others = (useDictionaries().data?.items ?? []).filter(({ id }) => id !== version.id);
  if (others.length === 0) return <Empty title={words.mapOther} hint={words.emptyHint} />;
  return (
    <div className="list-page">
      <div className="list-head">
        <span>{words.mapFrom}</span>
        <Select
          className="map-pick"
          aria-label={words.mapFrom}
          placeholder={words.mapPick}
          value={asked["from"] ?? null}
          onChange={(from) => ask({ from })}
          options={others.map((one) => ({ value: one.id, label: `${one.name} ${one.version}` }))}
        />
      </div>
      <div className="list-body">
        {asked["from"] === undefined ? null : <Chosen version={version} from={asked["from"]} />}
      </div>
    </div>
  );
};
