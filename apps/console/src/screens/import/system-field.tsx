import { Input, Select } from "antd";
import { useText } from "../../strings/text.ts";
import { ControlPoints } from "./control-points.tsx";
import type { PointDraft, SystemDraft } from "./draft.ts";

interface SystemFieldProps {
  readonly system: SystemDraft;
  readonly onSystem: (system: SystemDraft) => void;
}

const kinds = ["wgs-84", "cgcs2000", "gcj-02", "bd-09", "gauss", "local", "proj"] as const;
const noPoint: PointDraft = ["", "", "", ""];

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
      {kind === "local" ? <ControlPoints system={system} onSystem={onSystem} /> : null}
    </>
  );
};
