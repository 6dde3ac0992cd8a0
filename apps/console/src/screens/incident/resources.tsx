import type { Incident, ResourceRow } from "@chengyun/contracts";
import { fillText, type ResourceKind, resourceKinds } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App, Button, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useFillShelters, useRelease, useReserve, useResources } from "../../data/incident.ts";
import { useMay } from "../../data/session.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

const minuteS = 60;

interface RowProps {
  readonly row: ResourceRow;
  readonly isOpen: boolean;
  readonly reserve: ReturnType<typeof useReserve>;
  readonly release: ReturnType<typeof useRelease>;
}

/** Looked through, or gone to: never called. */
const neverCalled: readonly ResourceKind[] = ["camera", "medical"];

const RowButton = ({ row, isOpen, reserve, release }: RowProps) => {
  const t = useText();
  const r = t.command.resources;
  if (!isOpen || neverCalled.includes(row.kind)) return <span />;
  if (row.state === "here")
    return (
      <Button size="small" onClick={() => release.mutate(row.id)}>
        {r.release}
      </Button>
    );
  // Places for people are given by number, above the list.
  if (row.state !== "free" || row.kind === "shelter") return <span />;
  return (
    <Button size="small" type="primary" ghost onClick={() => reserve.mutate({ thing: row.id })}>
      {r.reserve}
    </Button>
  );
};

const Row = ({ row, isOpen, reserve, release }: RowProps) => {
  const t = useText();
  const { say } = useUi();
  const r = t.command.resources;
  const room =
    row.capacity === undefined
      ? undefined
      : fillText(r.room, { n: String(row.capacity - (row.used ?? 0)), all: String(row.capacity) });
  return (
    <li className={`resource resource-${row.state}`}>
      <span className="resource-what">
        <strong>{say(row.name)}</strong>
        <span className="second">
          {[
            ...row.details.map(({ name, value }) => `${say(name)} ${value}`),
            ...(room === undefined ? [] : [room]),
            ...(row.here === undefined ? [] : [`${row.here} ${r.person}`]),
            ...(row.expires === undefined ? [] : [fillText(r.until, { day: row.expires })]),
          ].join(" · ")}
        </span>
      </span>
      <span className="figure resource-time">
        {row.seconds === undefined
          ? r.noRoad
          : fillText(t.command.answer.minutes, { n: String(Math.max(1, Math.round(row.seconds / minuteS))) })}
      </span>
      <span className="resource-state">
        {row.state === "elsewhere" && row.incident !== undefined
          ? fillText(r.holder, { no: row.incident.no })
          : r[row.state]}
      </span>
      <RowButton row={row} isOpen={isOpen} reserve={reserve} release={release} />
    </li>
  );
};

const Fill = ({ incident }: { readonly incident: Incident }) => {
  const t = useText();
  const { message } = App.useApp();
  const [people, setPeople] = useState<number | null>(50);
  const fill = useFillShelters(incident.id);
  const r = t.command.resources;
  const send = (): void => {
    if (people === null) return;
    fill.mutate(people, {
      onSuccess: ({ left }) =>
        void (left > 0 ? message.warning(fillText(r.unplaced, { n: String(left) })) : message.info(r.filled)),
    });
  };
  return (
    <div className="order-end">
      <InputNumber aria-label={r.people} min={1} max={1_000_000} value={people} onChange={setPeople} />
      <Button onClick={send} loading={fill.isPending}>
        {r.fill}
      </Button>
      {fill.error === null ? null : <Alert type="error" showIcon title={toSentence(fill.error)} />}
    </div>
  );
};

/** What can be sent, the soonest by road first; what is called, what another has, and who has it. */
export const Resources = ({ incident }: { readonly incident: Incident }) => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const [kind, setKind] = useState<ResourceKind>();
  const query = useResources(incident.id, kind);
  const reserve = useReserve(incident.id);
  const release = useRelease(incident.id);
  const r = t.command.resources;
  const isOpen = ["confirmed", "responding"].includes(incident.stage) && may("incidents.command");
  const failed = reserve.error ?? release.error;
  return (
    <>
      <Segmented
        size="small"
        className="resource-kinds"
        value={kind ?? "all"}
        onChange={(value) => setKind(value === "all" ? undefined : (value as ResourceKind))}
        options={[
          { value: "all", label: r.all },
          ...Object.entries(resourceKinds).map(([value, name]) => ({ value, label: say(name) })),
        ]}
      />
      <p className="cy-faint">{r.nearest}</p>
      {failed === null ? null : <Alert type="error" showIcon title={toSentence(failed)} />}
      {kind === "shelter" && isOpen ? <Fill incident={incident} /> : null}
      <QueryView query={query} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">
              {r.empty} {r.emptyHint}
            </p>
          ) : (
            <ul className="resources">
              {items.map((row) => (
                <Row key={row.id} row={row} isOpen={isOpen} reserve={reserve} release={release} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
};
