import type { ResponsibleBody } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Form, Modal, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useAreas } from "../../data/atlas.ts";
import { useMapBody } from "../../data/dictionary.ts";
import { useDepartments } from "../../data/identity.ts";
import { offFooter } from "../../parts/off-footer.tsx";
import { useText } from "../../strings/text.ts";

interface BodyDialogProps {
  /** One, or several that are the same here. */
  readonly bodies: readonly ResponsibleBody[];
  readonly onClose: () => void;
}

const departmentMark = "department ";
const dutyMark = "duty ";

const targetOfOne = (body: ResponsibleBody, areaPath: string): string | null => {
  const found = body.mappings.find((one) => one.areaPath === areaPath);
  if (found === undefined) return null;
  return found.duty === undefined ? `${departmentMark}${found.departmentId}` : `${dutyMark}${found.duty}`;
};

/** What they are mapped to; nothing where they differ. */
const targetOf = (bodies: readonly ResponsibleBody[], areaPath: string): string | null => {
  const [first = null, ...others] = new Set(bodies.map((body) => targetOfOne(body, areaPath)));
  return others.length === 0 ? first : null;
};

const toWish = (target: string) =>
  target.startsWith(dutyMark)
    ? { duty: target.slice(dutyMark.length) }
    : { departmentId: target.slice(departmentMark.length) };

/** Areas that a mapping may be for: those one rules over, down to communities. */
const useAreaOptions = () => {
  const words = useText().dictionary.bodies;
  const { say, language } = useUi();
  const areas = useAreas().data?.items ?? [];
  const byPath = new Map(areas.map((area) => [area.path, area]));
  const nameOf = (path: string): string[] => {
    const area = byPath.get(path);
    return area === undefined ? [] : [...nameOf(area.parentPath), say(area.name)];
  };
  return [
    { value: "", label: words.wholeCity },
    ...areas
      .filter(({ level }) => level <= 4)
      .sort((one, other) => one.path.localeCompare(other.path))
      .map(({ path }) => ({ value: path, label: nameOf(path).join(language === "zh" ? "" : " · ") })),
  ];
};

const useTargetOptions = () => {
  const words = useText().dictionary.bodies;
  const { say } = useUi();
  const departments = useDepartments().data?.items ?? [];
  const duties = [...new Set(departments.flatMap((one) => one.duties))].sort();
  return [
    {
      label: words.departments,
      options: departments.map(({ id, name }) => ({ value: `${departmentMark}${id}`, label: say(name) })),
    },
    {
      label: words.duties,
      options: duties.map((duty) => ({ value: `${dutyMark}${duty}`, label: words.dutyNames[duty] ?? duty })),
    },
  ];
};

/** What the words of a body, or of several, mean, in the whole city or in one area. */
export const BodyDialog = ({ bodies, onClose }: BodyDialogProps) => {
  const words = useText().dictionary.bodies;
  const { off } = useText();
  const map = useMapBody();
  const [areaPath, setArea] = useState("");
  const [target, setTarget] = useState<string | null>(() => targetOf(bodies, ""));
  const areas = useAreaOptions();
  const targets = useTargetOptions();
  const [only] = bodies.length === 1 ? bodies : [];
  const isMapped = bodies.some((body) => targetOfOne(body, areaPath) !== null);
  const write = (to: string | null): void =>
    map.mutate(
      { words: bodies.map((body) => body.words), areaPath, to: to === null ? null : toWish(to) },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={
        only === undefined
          ? fillText(words.titleMany, { n: String(bodies.length) })
          : fillText(words.title, { words: only.words })
      }
      okText={words.save}
      okButtonProps={{ loading: map.isPending, disabled: target === null }}
      footer={offFooter(target === null ? off.target : undefined)}
      onOk={() => write(target)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {only === undefined ? <p className="second">{bodies.map((body) => body.words).join(words.listed)}</p> : null}
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={words.area} htmlFor="body-area">
          <Select
            id="body-area"
            showSearch={{ optionFilterProp: "label" }}
            value={areaPath}
            onChange={(path) => {
              setArea(path);
              setTarget(targetOf(bodies, path));
            }}
            options={areas}
          />
        </Form.Item>
        <Form.Item label={words.to} htmlFor="body-target" extra={words.hint}>
          <Select
            id="body-target"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={words.need}
            value={target}
            onChange={setTarget}
            options={targets}
          />
        </Form.Item>
      </Form>
      {isMapped ? (
        <Button danger type="text" loading={map.isPending} onClick={() => write(null)}>
          {words.remove}
        </Button>
      ) : null}
      {map.error === null ? null : <Alert type="error" showIcon title={toSentence(map.error)} />}
    </Modal>
  );
};
