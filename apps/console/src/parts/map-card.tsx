import { CloseOutlined } from "@ant-design/icons";
import { type MapSelection, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useThing } from "../data/atlas.ts";
import { useCase } from "../data/case.ts";
import { useStreams } from "../data/sensing.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { CaseClocks, CaseFacts, CaseHead } from "./case-parts.tsx";
import { QueryView } from "./query-view.tsx";
import { LatestValue, ThingFacts, ThingHead } from "./thing-parts.tsx";
import { FactList } from "./words.tsx";

const CaseCard = ({ id }: { readonly id: string }) => {
  const t = useText();
  const query = useCase(id);
  return (
    <QueryView query={query} rows={6}>
      {(subject) => (
        <>
          <CaseHead subject={subject} />
          <CaseClocks subject={subject} heardAt={query.dataUpdatedAt} />
          <CaseFacts subject={subject} />
          <Link className="more" to={`/cases/${id}`}>
            {t.duty.openCase} →
          </Link>
        </>
      )}
    </QueryView>
  );
};

const ThingCard = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const streams = useStreams(may("readings.read") ? id : undefined);
  return (
    <QueryView query={useThing(id)} rows={6}>
      {(thing) => (
        <>
          <ThingHead thing={thing} />
          <FactList
            facts={(streams.data?.items ?? []).map((stream) => ({
              name: say(stream.name),
              value: <LatestValue stream={stream} />,
            }))}
          />
          <ThingFacts thing={thing} />
          <Link className="more" to={`/things/${id}`}>
            {t.duty.openThing} →
          </Link>
        </>
      )}
    </QueryView>
  );
};

interface MapCardProps {
  readonly selection: MapSelection;
  readonly onClose: () => void;
}

/** What is selected on the map, in short. */
export const MapCard = ({ selection, onClose }: MapCardProps) => {
  const t = useText();
  return (
    <aside className="map-card detail" aria-label={t.duty.detail}>
      <Button
        className="detail-close"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.frame.close}
        onClick={onClose}
      />
      {selection.kind === "case" ? <CaseCard id={selection.id} /> : <ThingCard id={selection.id} />}
    </aside>
  );
};
