import { partNear, type SimilarCase, type SimilarWaiting } from "@chengyun/contracts";
import { writeReportNo } from "@chengyun/kernel";
import { Fault, Loading, PlaceMap, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo } from "react";
import { photoUrl, toSentence } from "../../data/api.ts";
import { useSimilar } from "../../data/intake.ts";
import { useMapBase } from "../../data/map.ts";
import { useCity } from "../../data/session.ts";
import { FoldedNear } from "../../parts/folded-near.tsx";
import { useText } from "../../strings/text.ts";
import type { Call } from "./call.ts";

interface PaneProps {
  readonly call: Call;
  readonly isBusy: boolean;
  readonly onChange: (change: Partial<Call>) => void;
  readonly onJoin: (caseId: string) => void;
}

const without = (ids: readonly string[], id: string): string[] => ids.filter((each) => each !== id);

const Row = ({ found, call, isBusy, onChange, onJoin }: PaneProps & { readonly found: SimilarCase }) => {
  const t = useText();
  const { say } = useUi();
  const isJoined = call.joins === found.caseId;
  return (
    <li className={isJoined ? "desk-similar chosen" : "desk-similar"}>
      <div>
        {found.likely ? <strong className="desk-likely">{t.desk.likely}</strong> : null}{" "}
        <Link to={`/cases/${found.caseId}`} target="_blank">
          {say(found.title)}
        </Link>{" "}
        <span className="second">{say(found.stageName)}</span>
        <p className="second">{found.reasons.map(say).join(" · ")}</p>
      </div>
      <div className="desk-choices">
        <Button
          size="small"
          type={isJoined ? "primary" : "default"}
          aria-pressed={isJoined}
          loading={isJoined && isBusy}
          onClick={() => (isJoined ? onChange({ joins: undefined }) : onJoin(found.caseId))}
        >
          {isJoined ? t.desk.joining : t.desk.join}
        </Button>
        <Button
          size="small"
          onClick={() =>
            onChange({
              notSameAs: [...call.notSameAs, found.caseId],
              ...(isJoined ? { joins: undefined } : {}),
            })
          }
        >
          {t.desk.notSame}
        </Button>
      </div>
    </li>
  );
};

/** A report that still waits near by: taken up with this one, in one step. */
const WaitingRow = ({ found, call, onChange }: Pick<PaneProps, "call" | "onChange"> & { found: SimilarWaiting }) => {
  const t = useText();
  const { say } = useUi();
  const { id, no, title, photos, likely, reasons } = found;
  const isTogether = call.together.includes(id);
  const [photo] = photos;
  return (
    <li className={isTogether ? "desk-similar chosen" : "desk-similar"}>
      <div>
        {likely ? <strong className="desk-likely">{t.desk.likely}</strong> : null} {say(title)}{" "}
        <span className="second">{t.desk.waiting}</span>
        <p className="second">
          <span className="figure">{writeReportNo(no)}</span> · {reasons.map(say).join(" · ")}
        </p>
        {photo === undefined ? null : (
          <a href={photoUrl(photo)} target="_blank" rel="noreferrer">
            <img src={photoUrl(photo, 240)} alt={t.desk.photos} />
          </a>
        )}
      </div>
      <div className="desk-choices">
        <Button
          size="small"
          type={isTogether ? "primary" : "default"}
          aria-pressed={isTogether}
          onClick={() => onChange({ together: isTogether ? without(call.together, id) : [...call.together, id] })}
        >
          {isTogether ? t.desk.takingTogether : t.desk.takeTogether}
        </Button>
        <Button
          size="small"
          onClick={() => onChange({ notSameAs: [...call.notSameAs, id], together: without(call.together, id) })}
        >
          {t.desk.notSame}
        </Button>
      </div>
    </li>
  );
};

const toQuery = ({ position, category, text, thingId, waiting }: Call) =>
  position === undefined
    ? undefined
    : {
        position: [position[0], position[1]] as [number, number],
        ...(thingId === undefined ? {} : { thingId }),
        ...(category === undefined ? {} : { category: category.id }),
        ...(text.trim() === "" ? {} : { text }),
        ...(waiting === undefined ? {} : { waiting: waiting.id }),
      };

/** The place, and what is open near it: the same problem told twice is one case. */
export const SimilarPane = (pane: PaneProps) => {
  const { call, onChange } = pane;
  const t = useText();
  const { data: city } = useCity();
  const base = useMapBase();
  const similar = useSimilar(toQuery(call));
  const items = useMemo(
    () =>
      (call.position === undefined ? [] : (similar.data?.items ?? [])).filter(
        ({ caseId }) => !call.notSameAs.includes(caseId),
      ),
    [similar.data, call.notSameAs, call.position],
  );
  const waiting =
    call.position === undefined
      ? []
      : (similar.data?.waiting ?? []).filter(({ id }) => !call.notSameAs.includes(id) && id !== call.waiting?.id);
  const near: readonly (SimilarCase | SimilarWaiting)[] = [...waiting, ...items];
  const { likely, others } = partNear([...near].sort((one, other) => other.likeness - one.likeness));
  const toRow = (found: SimilarCase | SimilarWaiting) =>
    "caseId" in found ? (
      <Row key={found.caseId} {...pane} found={found} />
    ) : (
      <WaitingRow key={found.id} {...pane} found={found} />
    );
  const pins = useMemo(
    () =>
      items.map(({ caseId, title, position, severity }) => ({ id: caseId, title, position, severity, late: false })),
    [items],
  );
  return (
    <section className="desk-place" aria-label={t.desk.similar}>
      <div className="desk-map">
        {city === undefined ? (
          <Loading rows={4} />
        ) : (
          <PlaceMap
            extent={city.extent}
            base={base}
            cases={pins}
            pin="ground"
            position={call.position}
            onPlace={(position) => onChange({ position, thingId: undefined })}
            onSelectCase={(joins) => onChange({ joins })}
            label={t.desk.map}
            unable={t.desk.mapUnable}
          />
        )}
      </div>
      <h2>{t.desk.similar}</h2>
      {similar.error === null ? null : <Fault sentence={toSentence(similar.error)} />}
      {near.length === 0 && similar.error === null ? (
        <p className="cy-faint">{call.position === undefined ? t.desk.similarWait : t.desk.similarNone}</p>
      ) : null}
      <ul className="records" aria-live="polite">
        {likely.map(toRow)}
      </ul>
      <FoldedNear key={likely.length === 0 ? "alone" : "below"} near={others} isOpen={likely.length === 0}>
        {toRow}
      </FoldedNear>
    </section>
  );
};
