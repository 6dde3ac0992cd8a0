import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Input, Segmented, Select } from "antd";
import { useEffect } from "react";
import { useFit } from "../../data/file-import.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { type PointDraft, type SystemDraft, wholePoints } from "./draft.ts";

interface SystemFieldProps {
  readonly system: SystemDraft;
  readonly onSystem: (system: SystemDraft) => void;
}

const kinds = ["wgs-84", "cgcs2000", "gcj-02", "bd-09", "gauss", "local", "proj"] as const;
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

/** Control points of a drawing, each with how far off it comes to lie. */
const Points = ({ system, onSystem }: SystemFieldProps) => {
  const words = useText().imports;
  const { off: whyOff } = useText();
  const { say } = useUi();
  const fitted = useResiduals(system);
  const { points } = system;
  const set = (at: number, axis: number, text: string): void =>
    onSystem({
      ...system,
      points: points.map((point, place) =>
        place === at ? (point.map((one, of) => (of === axis ? text : one)) as unknown as PointDraft) : point,
      ),
    });
  let whole = -1;
  return (
    <fieldset className="import-set">
      <legend>{words.points}</legend>
      <p className="second">{words.pointsHint}</p>
      <Segmented
        value={system.fit}
        onChange={(fit) => onSystem({ ...system, fit })}
        options={(["similarity", "affine"] as const).map((value) => ({ value, label: words.fits[value] }))}
      />
      {points.map((point, at) => {
        const isWhole = wholePoints([point]).length === 1;
        if (isWhole) whole += 1;
        const off = isWhole ? fitted?.residualsM[whole] : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of the form is its place
          <div key={at} className="import-point">
            {axes.map((axis, of) => (
              <Input
                key={axis}
                inputMode="decimal"
                aria-label={`${words.point[axis]} ${at + 1}`}
                placeholder={words.point[axis]}
                value={point[of] ?? ""}
                onChange={({ target }) => set(at, of, target.value)}
              />
            ))}
            <output className="figure" title={words.point.residual}>
              {off === undefined ? "–" : `${off.toFixed(1)} m`}
            </output>
            <OffButton
              type="text"
              icon={<DeleteOutlined />}
              why={points.length <= 2 ? whyOff.twoPoints : undefined}
              aria-label={fillText(words.removePoint, { n: String(at + 1) })}
              onClick={() => onSystem({ ...system, points: points.filter((_, place) => place !== at) })}
            />
          </div>
        );
      })}
      <Button icon={<PlusOutlined />} onClick={() => onSystem({ ...system, points: [...points, noPoint] })}>
        {words.addPoint}
      </Button>
      {fitted?.fault === undefined ? null : <Alert type="warning" showIcon title={say(fitted.fault)} />}
      {fitted?.rmsM === undefined || fitted.metresPerUnit === undefined ? null : (
        <p className="figure second" role="status">
          {fillText(words.rms, { m: fitted.rmsM.toFixed(2), unit: fitted.metresPerUnit.toPrecision(4) })}
        </p>
      )}
    </fieldset>
  );
};

/** In which coordinate system the file's places are: asked, never guessed. */
export const SystemField = ({ system, onSystem }: SystemFieldProps) => {
  const words = useText().imports;
  const kind = system.kind === "" ? null : system.kind;
  return (
    <>
      <div className="import-field">
        <span className="import-needed">{words.system}</span>
        <div>
          <Select
            className="import-wide"
            aria-label={words.system}
            placeholder={words.chooseSystem}
            value={kind}
            onChange={(value: (typeof kinds)[number]) =>
              onSystem({
                ...system,
                kind: value,
                points: system.points.length === 0 ? [noPoint, noPoint] : system.points,
              })
            }
            options={kinds.map((value) => ({ value, label: words.systems[value] }))}
          />
          <p className="second">{words.systemHint}</p>
        </div>
      </div>
      {kind === "gauss" ? (
        <div className="import-field">
          <span>{words.meridian}</span>
          <div className="import-pair">
            <Input
              inputMode="decimal"
              aria-label={words.meridian}
              value={system.meridian}
              onChange={({ target }) => onSystem({ ...system, meridian: target.value })}
            />
            <Input
              inputMode="numeric"
              aria-label={words.zone}
              placeholder={words.zone}
              value={system.zone}
              onChange={({ target }) => onSystem({ ...system, zone: target.value })}
            />
          </div>
        </div>
      ) : null}
      {kind === "proj" ? (
        <Input.TextArea
          aria-label={words.proj}
          placeholder="+proj=…"
          rows={2}
          maxLength={4_000}
          value={system.proj}
          onChange={({ target }) => onSystem({ ...system, proj: target.value })}
        />
      ) : null}
      {kind === "local" ? <Points system={system} onSystem={onSystem} /> : null}
    </>
  );
};
