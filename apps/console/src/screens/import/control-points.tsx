import { AimOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Input, Modal, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useFit } from "../../data/file-import.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { type ChosenPlace, PlaceField } from "../../parts/place-field.tsx";
import { useText } from "../../strings/text.ts";
import { type PointDraft, placeOfPoint, type SystemDraft, wholePoints, withPlace } from "./draft.ts";

interface ControlPointsProps {
  readonly system: SystemDraft;
  readonly onSystem: (system: SystemDraft) => void;
}

const axes = ["x", "y", "longitude", "latitude"] as const;
const noPoint: PointDraft = ["", "", "", ""];

/** How far each whole point comes to lie off, by its place in the list. */
const useResiduals = ({ fit: kind, points }: SystemDraft) => {
  const { mutate, data } = useFit();
  const whole = wholePoints(points);
  const asked = JSON.stringify(whole);
  useEffect(() => {
    const given = JSON.parse(asked) as typeof whole;
    if (given.length > 0) mutate({ fit: kind, points: given });
  }, [asked, kind, mutate]);
  return whole.length === 0 ? undefined : data;
};

interface PickPlaceProps {
  readonly n: number;
  readonly point: PointDraft;
  readonly onPlace: (place: ChosenPlace["position"]) => void;
  readonly onClose: () => void;
}

/** Where a point of the drawing lies on the ground: found by words, or moved under the middle of a small map. */
const PickPlace = ({ n, point, onPlace, onClose }: PickPlaceProps) => {
  const words = useText().imports;
  const [chosen, setChosen] = useState<ChosenPlace | undefined>(() => {
    const position = placeOfPoint(point);
    return position === undefined ? undefined : { position };
  });
  return (
    <Modal
      open
      title={fillText(words.pickPlace, { n: String(n), x: point[0] || "–", y: point[1] || "–" })}
      okText={words.takePlace}
      okButtonProps={{ disabled: chosen === undefined, title: chosen === undefined ? words.noPlaceYet : "" }}
      onOk={() => {
        if (chosen !== undefined) onPlace(chosen.position);
        onClose();
      }}
      onCancel={onClose}
    >
      <PlaceField chosen={chosen} onChoose={setChosen} />
      <p className="cy-faint figure" role="status">
        {chosen === undefined
          ? words.noPlaceYet
          : `${chosen.position[0].toFixed(6)}, ${chosen.position[1].toFixed(6)} WGS-84`}
      </p>
    </Modal>
  );
};

interface PointLineProps {
  readonly n: number;
  readonly point: PointDraft;
  readonly residualM: number | undefined;
  readonly isOneOfTwo: boolean;
  readonly onPoint: (point: PointDraft) => void;
  readonly onRemove: () => void;
}

const PointLine = ({ n, point, residualM, isOneOfTwo, onPoint, onRemove }: PointLineProps) => {
  const words = useText().imports;
  const { off: whyOff } = useText();
  const [isPicking, setPicking] = useState(false);
  return (
    <div className="import-point">
      <span className="figure second">{n}</span>
      {axes.map((axis, of) => (
        <Input
          key={axis}
          inputMode="decimal"
          aria-label={`${words.point[axis]} ${n}`}
          placeholder={words.point[axis]}
          value={point[of] ?? ""}
          onChange={({ target }) =>
            onPoint(point.map((one, at) => (at === of ? target.value : one)) as unknown as PointDraft)
          }
        />
      ))}
      <Button
        icon={<AimOutlined />}
        aria-label={fillText(words.pickOnMap, { n: String(n) })}
        title={fillText(words.pickOnMap, { n: String(n) })}
        onClick={() => setPicking(true)}
      />
      <output className="figure" title={words.point.residual}>
        {residualM === undefined ? "–" : `${residualM.toFixed(1)} m`}
      </output>
      <OffButton
        type="text"
        icon={<DeleteOutlined />}
        why={isOneOfTwo ? whyOff.twoPoints : undefined}
        aria-label={fillText(words.removePoint, { n: String(n) })}
        onClick={onRemove}
      />
      {isPicking ? (
        <PickPlace
          n={n}
          point={point}
          onPlace={(place) => onPoint(withPlace(point, place))}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </div>
  );
};

/** Control points of a drawing, each with how far off it comes to lie; known before the drawing counts. */
export const ControlPoints = ({ system, onSystem }: ControlPointsProps) => {
  const words = useText().imports;
  const { say } = useUi();
  const fitted = useResiduals(system);
  const { points } = system;
  const setPoints = (next: readonly PointDraft[]): void => onSystem({ ...system, points: next });
  const residualOf = (at: number): number | undefined =>
    wholePoints(points.slice(at, at + 1)).length === 0
      ? undefined
      : fitted?.residualsM[wholePoints(points.slice(0, at)).length];
  return (
    <fieldset className="import-set">
      <legend>{words.points}</legend>
      <p className="second">{words.pointsHint}</p>
      <Segmented
        value={system.fit}
        onChange={(fit) => onSystem({ ...system, fit })}
        options={(["similarity", "affine"] as const).map((value) => ({ value, label: words.fits[value] }))}
      />
      {points.map((point, at) => (
        <PointLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of the form is its place
          key={at}
          n={at + 1}
          point={point}
          residualM={residualOf(at)}
          isOneOfTwo={points.length <= 2}
          onPoint={(next) => setPoints(points.map((one, place) => (place === at ? next : one)))}
          onRemove={() => setPoints(points.filter((_, place) => place !== at))}
        />
      ))}
      <Button icon={<PlusOutlined />} onClick={() => setPoints([...points, noPoint])}>
        {words.addPoint}
      </Button>
      {fitted?.fault === undefined ? null : <Alert type="error" showIcon title={say(fitted.fault)} />}
      {fitted?.doubt === undefined ? null : <Alert type="warning" showIcon title={say(fitted.doubt)} />}
      {fitted?.rmsM === undefined || fitted.metresPerUnit === undefined ? null : (
        <p className="figure second" role="status">
          {fillText(words.rms, { m: fitted.rmsM.toFixed(2), unit: fitted.metresPerUnit.toPrecision(4) })}
        </p>
      )}
    </fieldset>
  );
};
